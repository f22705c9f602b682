/* The key of an unlocked vault in the kernel's keyring; private to app. */
#ifndef APP_SESSION_KEY_H
#define APP_SESSION_KEY_H

#include "app/session.h"

/*
 * Opens the vault with the key in the keyring; *opened stays false if there
 * is none that fits. One that a changed header has made useless is forgotten,
 * and that is told. False only if the vault, which the key fits, is damaged.
 */
bool session_open_kept(struct session *session, struct vault_file *file,
	bool *opened, struct err *err) MUST_USE;

#endif
