/*
 * What a person does with accounts, the same from the command line and the
 * screen. Each is one vault_change().
 */
#ifndef APP_ACCOUNTS_H
#define APP_ACCOUNTS_H

#include "app/session.h"
#include "core/code.h"

/*
 * Adds *entry (taken over; id and times are set here). ERR_REFUSED for an
 * exact duplicate. id_out gets the new id.
 */
bool accounts_add(struct session *session, struct entry *entry,
	char id_out[static ENTRY_ID_SIZE], struct err *err) MUST_USE;

/* The code to hand out, steps periods later. For HOTP with advance the counter
 * is advanced on disk before the code is told. */
bool accounts_code(struct session *session, const char *id,
	unsigned int steps, bool advance, struct code *out, struct err *err)
	MUST_USE;

/* To the trash, and out of it. */
bool accounts_trash(struct session *session, const char *const *ids,
	size_t count, struct err *err) MUST_USE;
bool accounts_restore(struct session *session, const char *const *ids,
	size_t count, struct err *err) MUST_USE;

#endif
