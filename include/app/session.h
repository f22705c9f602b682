/*
 * What a command or a view works with: the vault, the clock, the streams and
 * where passphrases come from. Nothing below main() asks the environment or
 * the system clock but through it.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdio.h>

#include "base/clock.h"
#include "vault/vault.h"

#define SESSION_IDENTITIES_MAX 16

/* Explicit options; NULL or -1 where not given. Borrowed. */
struct session_options {
	const char *vault;
	const char *passphrase_file;
	const char *passphrase_command;
	int passphrase_fd;
	bool no_color;
	bool quiet;
};

struct session {
	struct session_options options;
	struct clock clock;
	char *vault_path;    /* resolved: option, OTP_VAULT, XDG, HOME */
	FILE *out, *errors;  /* stdout, stderr */
	bool out_is_tty, errors_is_tty;
	struct vault *vault; /* NULL while locked */
};

/* Resolves the vault path and looks at the streams. */
bool session_init(struct session *session,
	const struct session_options *options, const struct clock *clock,
	struct err *err) MUST_USE;
void session_wipe(struct session *session);


/*
 * Opens the vault with the key from, in this order: explicit option,
 * environment, terminal. ERR_LOCKED with no source and no terminal. The wait
 * of the key derivation is shown on a terminal after 200 ms.
 */
bool session_unlock(struct session *session, struct err *err) MUST_USE;

/* The passphrase if an option or the environment tells one: *found says so. */
bool session_known_passphrase(struct session *session, bool *found,
	struct secret *out, struct err *err) MUST_USE;

/* Opens with this passphrase, without asking. */
bool session_unlock_with(struct session *session,
	const struct secret *passphrase, struct err *err) MUST_USE;

/* Closes and wipes the vault. */
void session_lock(struct session *session);

/* vault_change() on the open vault. */
bool session_change(struct session *session, vault_change_fn *change,
	void *arg, struct err *err) MUST_USE;

/* Text for a person on errors: one line, made printable, unless --quiet. */
void session_note(const struct session *session, const char *format, ...)
	PRINTF_LIKE(2, 3);

#endif
