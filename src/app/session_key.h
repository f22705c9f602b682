/* The key of an unlocked vault in the kernel's keyring; private to app. */
#ifndef APP_SESSION_KEY_H
#define APP_SESSION_KEY_H

#include "app/session.h"

/* The key in the keyring that fits the header, into *key (empty before), or
 * false. One that a changed header has made useless is forgotten, and that is
 * told. */
bool session_kept_key(const struct session *session,
	const struct age_header *header, struct secret *key) MUST_USE;

#endif
