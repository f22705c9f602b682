/* The steps of opening the vault; private to app. */
#ifndef APP_SESSION_OPEN_H
#define APP_SESSION_OPEN_H

#include "app/session.h"

/* Puts the vault's path in front of an err about it, unless it is there.
 * False. */
bool session_at_vault(const struct session *session, struct err *err);

/* Reads the beginning of the file and checks that a passphrase can open it. */
bool session_read_vault(const struct session *session,
	struct vault_file *file, struct err *err) MUST_USE;

/* Takes *file over when the passphrase is right. */
bool session_open(struct session *session, struct vault_file *file,
	const struct secret *passphrase, struct err *err) MUST_USE;

#endif
