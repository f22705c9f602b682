/*
 * What a person does with accounts, the same from the command line and the
 * screen. Each is one vault_change().
 */
#ifndef APP_ACCOUNTS_H
#define APP_ACCOUNTS_H

#include "app/session.h"
#include "core/code.h"

/*
 * Adds *entry (taken over on success; id and times are set here). ERR_REFUSED
 * for an exact duplicate, named. id_out gets the new id.
 */
bool accounts_add(struct session *session, struct entry *entry,
	char id_out[static ENTRY_ID_SIZE], struct err *err) MUST_USE;

/*
 * The code to hand out, steps periods (HOTP: counts) later. For HOTP with
 * advance the counter on disk is put behind that of the code before the code
 * is told; one that cannot be advanced any more is ERR_REFUSED.
 */
bool accounts_code(struct session *session, const char *id,
	unsigned int steps, bool advance, struct code *out, struct err *err)
	MUST_USE;

/* To the trash, and out of it: all or, if one id is unknown, none. Restoring
 * what was added anew meanwhile is ERR_REFUSED. */
bool accounts_trash(struct session *session, const char *const *ids,
	size_t count, struct err *err) MUST_USE;
bool accounts_restore(struct session *session, const char *const *ids,
	size_t count, struct err *err) MUST_USE;

/* Deletes for good: these, which must be in the trash, or none; or all that
 * are there, and count is how many that were. If there are none, nothing is
 * saved. */
bool accounts_delete(struct session *session, const char *const *ids,
	size_t count, struct err *err) MUST_USE;
bool accounts_empty_trash(struct session *session, size_t *count,
	struct err *err) MUST_USE;

#endif
