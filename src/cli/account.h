/* What several commands do with one account. */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "app/session.h"
#include "core/code.h"

#define ACCOUNT_SHORT_ID_SIZE 9 /* eight characters, as list shows */

void account_short_id(const struct entry *entry,
	char out[static ACCOUNT_SHORT_ID_SIZE]);

/* Appends "ISSUER:ACCOUNT", printable, or the id if it has no name. */
void account_title(const struct entry *entry, struct buf *out);

/* Appends the tags, separated by commas. */
void account_tags(const struct entry *entry, struct buf *out);

/*
 * The one account that ACCOUNT means, borrowed from the vault. Several:
 * ERR_AMBIGUOUS, told on standard error with the candidates, one a line.
 */
struct entry *account_select(const struct session *session,
	const char *selector, enum entries_scope scope, struct err *err)
	MUST_USE;

/* Several accounts, each once. */
struct picked {
	const char **ids; /* borrowed from the vault */
	size_t count;
	struct buf titles; /* each ended by a NUL */
};

#define PICKED CLEANUP(picked_wipe) struct picked

/* account_select() for each; if one fails, all do. */
bool account_pick(const struct session *session, char *const *selectors,
	size_t count, enum entries_scope scope, struct picked *out,
	struct err *err) MUST_USE;
void picked_wipe(struct picked *picked);

/* What --json tells beyond the account's own fields; NULL or empty: not. */
struct account_extra {
	const struct code *code;
	const struct code *next; /* not for HOTP */
	int64_t now;
	bool key, uri, recovery;
};

/* Appends the JSON object of cli.md. */
bool account_json(const struct entry *entry, const struct account_extra *extra,
	struct buf *out, struct err *err) MUST_USE;

/* Prints it with this code and, unless counter-based, the one after it. */
bool account_print_code(const struct session *session,
	const struct entry *entry, const struct code *code, struct err *err)
	MUST_USE;

/* Append members of such an object: one of a text or a number, id and names,
 * the recovery codes with or without themselves. */
void account_json_text(struct buf *out, const char *key, const char *value);
void account_json_number(struct buf *out, const char *key, uint64_t value);
void account_json_names(const struct entry *entry, struct buf *out);
void account_json_recovery(const struct entry *entry, bool codes,
	struct buf *out);

/* Appends the text key, for people in groups. */
void account_key(const struct entry *entry, bool grouped, struct buf *out);

#endif
