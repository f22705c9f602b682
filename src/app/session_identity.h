/* The key of a vault that has no passphrase; private to app. */
#ifndef APP_SESSION_IDENTITY_H
#define APP_SESSION_IDENTITY_H

#include "app/session.h"
#include "vault/identities.h"

/*
 * The file key by the identities of the options, else, if wanted, from the
 * keyring, else by the identity of the environment; *key is empty before, and
 * stays so if none of them is there.
 */
bool session_identity_key(const struct session *session,
	const struct vault_file *file, bool use_kept, struct secret *key,
	struct err *err) MUST_USE;

/* The identities of the options, else of the environment; none if neither
 * names a file. *out is {0} before. */
bool session_identities(const struct session *session, struct identities *out,
	struct err *err) MUST_USE;

/* The public key to the identity that opens it: false if none is given. */
bool session_own_recipient(const struct session *session,
	const struct age_header *header, struct age_recipient *out) MUST_USE;

#endif
