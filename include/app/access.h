/* Who can open the vault, and changes of that. */
#ifndef APP_ACCESS_H
#define APP_ACCESS_H

#include "app/session.h"

/* Makes the session's vault, for these public keys instead of a passphrase;
 * ERR_REFUSED if there is something at its path. */
bool access_create(const struct session *session,
	const struct recipients *recipients, struct err *err) MUST_USE;

/*
 * Adds or removes recipients of the open vault, all or none; it gets a new
 * file key. ERR_REFUSED for a vault with a passphrase, one there already, the
 * last one, or if not all recipients are known. ERR_FORMAT, ERR_NO_MATCH.
 */
bool access_add(struct session *session, char *const *keys, int count,
	struct err *err) MUST_USE;
bool access_remove(struct session *session, char *const *keys, int count,
	struct err *err) MUST_USE;

/* The public keys of the open vault's recipients, as far as they are known;
 * *all tells whether that is of every one. *out is empty before. */
bool access_list(const struct session *session, struct recipients *out,
	bool *all, struct err *err) MUST_USE;

/* True if of the identities given, which open the vault, none would without
 * these recipients. */
bool access_shuts_out(const struct session *session,
	const struct recipients *known, char *const *keys, int count);

/* Whether this passphrase opens the vault as it is now: ERR_LOCKED if not.
 * Takes as long as a derivation. */
bool access_check_passphrase(const struct session *session,
	const struct secret *passphrase, struct err *err) MUST_USE;

/* Gives the open vault another passphrase and a new file key. Takes as long
 * as a derivation. ERR_REFUSED for a vault without a passphrase. */
bool access_set_passphrase(struct session *session,
	const struct secret *passphrase, unsigned int log_n, struct err *err)
	MUST_USE;

#endif
