/* The accounts of a vault: owned list, look-up, order, filter. */
#ifndef CORE_ENTRIES_H
#define CORE_ENTRIES_H

#include "core/entry.h"

struct entries {
	struct entry **items;
	size_t len;
	size_t cap;
};

#define ENTRIES CLEANUP(entries_wipe) struct entries

/* Takes *entry over (it is empty then). */
bool entries_add(struct entries *entries, struct entry *entry, struct err *err)
	MUST_USE;
void entries_remove(struct entries *entries, size_t index);
void entries_wipe(struct entries *entries);

/* By full id; NULL if there is none. */
struct entry *entries_by_id(const struct entries *entries, const char *id);

/* The live (not trashed) entry of the same type, secret and names, or NULL. */
struct entry *entries_duplicate(const struct entries *entries,
	const struct entry *entry);

/* A list of borrowed entries, in secmem; release with selection_wipe(). */
struct selection {
	struct entry **items;
	size_t len;
};

#define SELECTION CLEANUP(selection_wipe) struct selection

void selection_wipe(struct selection *selection);

enum entries_scope { SCOPE_LIVE, SCOPE_TRASH, SCOPE_ALL };

/*
 * ACCOUNT of cli.md: the first level that matches anything decides: id or a
 * unique prefix of 4 or more of its characters; ISSUER:ACCOUNT exactly (split
 * at the first colon); issuer or account exactly; beginning of a word in
 * either; substring. Case is ignored (Unicode). A broken entry is left out
 * where a good one of the same names matches: its id is its name then. None:
 * ERR_NO_MATCH; several: ERR_AMBIGUOUS, and out holds the candidates; else out
 * holds the one.
 */
bool entries_select(const struct entries *entries, const char *selector,
	enum entries_scope scope, struct selection *out, struct err *err)
	MUST_USE;

/*
 * All entries of the scope whose issuer, account, tags or note contain every
 * blank-separated word of pattern (NULL or "": all), ignoring case and
 * accents, and that have the tag (NULL: any); sorted by issuer then account.
 */
bool entries_filter(const struct entries *entries, const char *pattern,
	const char *tag, enum entries_scope scope, struct selection *out,
	struct err *err) MUST_USE;

#endif
