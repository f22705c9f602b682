/*
 * The time machine: earlier states of a vault, what changed between two, and
 * going back to one.
 */
#ifndef VAULT_HISTORY_H
#define VAULT_HISTORY_H

#include "vault/vault.h"

enum history_state {
	HISTORY_OPENS,     /* its header fits the file key */
	HISTORY_OTHER_KEY, /* made before the passphrase was changed */
	HISTORY_DAMAGED,   /* not even its header can be read */
};

struct history_item {
	char *path;     /* of the file; a vault by itself */
	char *label;    /* "42", or "42.20261121T210000Z" where 42 is not the
			 * only one of its number: what history_find() takes */
	uint64_t number;
	int64_t saved;
	uint64_t size;  /* bytes of the file */
	enum history_state state;
};

struct history {
	struct history_item *items; /* newest first, without the vault */
	size_t len;
};

#define HISTORY CLEANUP(history_wipe) struct history

/* The revisions of the vault at path, which need not be readable itself. With
 * file_key NULL, a good header is taken for HISTORY_OPENS. */
bool history_list(const char *path, const struct secret *file_key,
	struct history *out, struct err *err) MUST_USE;
void history_wipe(struct history *history);

/* True if the vault itself is not there any more, but revisions of it are. */
bool history_is_left(const char *path);

/* True if a revision has the MAC of this header and another text: then the
 * header is damaged, as both cannot be of one key. */
bool history_shows_damage(const struct history *history,
	const struct age_header *header);

/* By label, or the name of its file. ERR_NO_MATCH; ERR_AMBIGUOUS lists the
 * labels. */
const struct history_item *history_find(const struct history *history,
	const char *label, struct err *err) MUST_USE;

/* Reads one into *out ({0} before). ERR_LOCKED if the key does not fit. The
 * err does not name the file. */
bool history_open(const struct history_item *item,
	const struct secret *file_key, struct payload *out, struct err *err)
	MUST_USE;

/* The newest that can be read from end to end (with file_key NULL: whose
 * header is good), or NULL. Borrowed from history. */
const struct history_item *history_newest_good(const struct history *history,
	const struct secret *file_key);

enum history_kind {
	HISTORY_ADDED, HISTORY_REMOVED, HISTORY_TRASHED, HISTORY_RESTORED,
	HISTORY_RENAMED, HISTORY_CHANGED, HISTORY_RECOVERY,
	/* Facts about the world outside, which no undo takes back: */
	HISTORY_COUNTED, HISTORY_USED, HISTORY_BACKUP,
	HISTORY_ACCESS, /* recipients: that goes with the header */
};

struct history_change {
	enum history_kind kind;
	char *text; /* "changed GitHub:alice: digits"; printable, no secret */
	char id[ENTRY_ID_SIZE]; /* of the account, or "" */
};

struct history_changes {
	struct history_change *items;
	size_t len;
};

#define HISTORY_CHANGES CLEANUP(history_changes_wipe) struct history_changes

/* What happened from one state to the other, in lines for people. Pure. */
bool history_difference(const struct payload *before,
	const struct payload *after, struct history_changes *out,
	struct err *err) MUST_USE;
void history_changes_wipe(struct history_changes *changes);

/* True if history_revert() would take it back. */
bool history_can_revert(const struct history_change *change);

/*
 * Makes *payload the state that target is, as a new change. Pure. But:
 * - An HOTP counter never goes back: each key keeps the highest that payload
 *   knows, because the codes before it were shown and the service has moved
 *   on with them.
 * - A code that was verified once stays so.
 * - Recovery codes that are used stay used, because the service will not take
 *   them again.
 * - Accounts that are changed by this count as modified now, and those that
 *   go leave tombstones, so that a merge with a copy does not undo the undo.
 * - An account that comes back into the trash has its 30 days anew.
 * ERR_REFUSED if target is of a newer version or of another vault.
 */
bool history_revert(struct payload *payload, const struct payload *target,
	int64_t now, struct err *err) MUST_USE;

/* True if target has counters, recovery codes or verified codes of accounts
 * that payload does not know any more: then history_keep_facts() is due after
 * the revert, with every state in between. */
bool history_needs_facts(const struct payload *payload,
	const struct payload *target, bool *needs, struct err *err) MUST_USE;
bool history_keep_facts(struct payload *payload, const struct payload *other,
	struct err *err) MUST_USE;

#endif
