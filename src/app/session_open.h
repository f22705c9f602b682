/* The steps of opening the vault; private to app. */
#ifndef APP_SESSION_OPEN_H
#define APP_SESSION_OPEN_H

#include "app/session.h"

/* Puts the vault's path in front of an err about it, unless it is there.
 * False. */
bool session_at_vault(const struct session *session, struct err *err);

/* What to say when no key was found in the header of the file: it may be
 * damaged. False. */
bool session_no_key(const struct session *session,
	const struct vault_file *file, struct err *err);

/* Reads the beginning of the file and checks that we have a way to open it. */
bool session_read_vault(const struct session *session,
	struct vault_file *file, struct err *err) MUST_USE;

/* The key that an option, the keyring or the environment tells; *key (empty
 * before) stays empty if none does. */
bool session_find_key(struct session *session, const struct vault_file *file,
	bool use_kept, struct secret *key, struct err *err) MUST_USE;

/* The wait is shown on a terminal. ERR_LOCKED for a wrong passphrase. */
bool session_derive(const struct session *session,
	const struct vault_file *file, const struct secret *passphrase,
	struct secret *key, struct err *err) MUST_USE;

/* Takes *file and *key over. */
bool session_open(struct session *session, struct vault_file *file,
	struct secret *key, struct err *err) MUST_USE;

#endif
