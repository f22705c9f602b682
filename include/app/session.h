/*
 * What a command or a view works with: the vault, the clock, the streams and
 * where passphrases come from. Nothing below main() asks the environment or
 * the system clock but through it.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdio.h>

#include "app/config.h"
#include "base/clock.h"
#include "os/launcher.h"
#include "vault/vault.h"

#define SESSION_IDENTITIES_MAX 16
#define SESSION_ATTEMPTS 3 /* at the passphrase on a terminal */
#define SESSION_KEEP_DEFAULT INT64_C(900) /* seconds */
#define SESSION_KEEP_MAX INT64_C(604800)

/* Explicit options; NULL or -1 where not given. Borrowed. */
struct session_options {
	const char *vault;
	const char *passphrase_file;
	const char *passphrase_command;
	int passphrase_fd;
	const char *identities[SESSION_IDENTITIES_MAX]; /* files */
	size_t identity_count;
	bool no_color;
	bool quiet;
	bool plain; /* text only, one line below the other */
};

/* How the err of a damaged vault names the newest good revision. */
enum session_naming {
	SESSION_NAME_NUMBER,
	SESSION_NAME_PATH, /* which takes a long line */
	SESSION_NAME_NOTHING,
};

struct session {
	struct session_options options;
	struct clock clock;  /* of codes: real, or frozen by --at */
	struct clock stamps; /* real: what the vault remembers, and when the
				trash and old revisions go */
	char *vault_path;    /* resolved: option, OTP_VAULT, XDG, HOME */
	FILE *out, *errors;  /* stdout, stderr */
	bool out_is_tty, errors_is_tty;
	enum session_naming naming;
	struct vault *vault; /* NULL while locked */
	struct secret damaged_key; /* of a vault whose header is good and
				      opened, but not what is behind it */
	struct launcher *launcher; /* for a program that the user names */
	int status; /* the exit status of that program: ours, if all is well */
	struct config config; /* once session_read_config() was called */
	bool has_config;
};

/*
 * Resolves the vault path and looks at the streams. The path is never taken
 * from the working directory: only the option may be relative.
 */
bool session_init(struct session *session,
	const struct session_options *options, const struct clock *clock,
	struct err *err) MUST_USE;
void session_wipe(struct session *session);

/* Reads the settings, once, and notes what is wrong with them. */
bool session_read_config(struct session *session, struct err *err) MUST_USE;

/*
 * Opens the vault with, in this order: the passphrase of an explicit option,
 * the key in the kernel's keyring, the passphrase of the environment, of the
 * terminal (asked again after a wrong one). The file is read and looked at
 * before anybody is asked: ERR_SYSTEM if there is none,
 * ERR_DAMAGED. ERR_LOCKED with no source and no terminal. The wait of the key
 * derivation is shown on a terminal after 200 ms. The err names the file.
 * A vault without a passphrase is opened by the identities of the options, or
 * else of the environment; ERR_LOCKED if none is given, or none fits.
 */
bool session_unlock(struct session *session, struct err *err) MUST_USE;

/* The same without the key in the keyring. */
bool session_unlock_anew(struct session *session, struct err *err) MUST_USE;

/* Opens it with the key in the keyring, if there is one and no option tells a
 * passphrase. Takes no time and says nothing. */
bool session_unlock_kept(struct session *session) MUST_USE;

/*
 * The file key of the open vault goes into the kernel's keyring, which forgets
 * it after 1 to SESSION_KEEP_MAX seconds, or when told to. ERR_SYSTEM where
 * there is no keyring.
 */
bool session_keep_key(const struct session *session, int64_t seconds,
	struct err *err) MUST_USE;
bool session_forget_key(const struct session *session, bool *was_there,
	struct err *err) MUST_USE;

/* How long the key that is kept will be good; 0: there is none that opens the
 * vault as it is now. */
bool session_key_left(const struct session *session, int64_t *seconds,
	struct err *err) MUST_USE;

/* The passphrase if an option or the environment tells one: *found says so.
 * One of a descriptor can be read once only. */
bool session_known_passphrase(struct session *session, bool *found,
	struct secret *out, struct err *err) MUST_USE;

/* Opens with this passphrase, without asking. */
bool session_unlock_with(struct session *session,
	const struct secret *passphrase, struct err *err) MUST_USE;

/*
 * A new passphrase for a new vault: the known one, or typed twice on the
 * terminal; with advice on a weak one. ERR_LOCKED with no source and no
 * terminal.
 */
bool session_new_passphrase(struct session *session, struct secret *out,
	struct err *err) MUST_USE;

/* The same, but always from the terminal, and for the file of that name: the
 * vault, or another. */
bool session_ask_new_passphrase(const char *path, struct secret *out,
	struct err *err) MUST_USE;

/* Whether it is a passphrase that opens the vault, or identities. */
bool session_wants_passphrase(const struct session *session, bool *wants,
	struct err *err) MUST_USE;

/* Closes and wipes the vault. */
void session_lock(struct session *session);

/* The same, but keeps its key; and opens it again with that, which
 * fails if the key was changed meanwhile. */
bool session_suspend(struct session *session, struct secret *key,
	struct err *err) MUST_USE;
bool session_resume(struct session *session, const struct secret *key,
	struct err *err) MUST_USE;

/* vault_change() on the open vault. Ctrl-C and its kin wait until it is
 * done. */
bool session_change(struct session *session, vault_change_fn *change,
	void *arg, struct err *err) MUST_USE;

/* vault_rekey() in the same way; what was kept of the old key is forgotten. */
bool session_rekey(struct session *session, vault_header_fn *make, void *arg,
	struct err *err) MUST_USE;

/* The terminal that progress is shown on, or -1. */
int session_progress_fd(const struct session *session);

/* Text for a person on errors: one line, made printable, unless --quiet. */
void session_note(const struct session *session, const char *format, ...)
	PRINTF_LIKE(2, 3);

#endif
