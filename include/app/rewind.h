/*
 * Going back in time and making backups, the same from the command line and
 * the screen. The session is unlocked.
 */
#ifndef APP_REWIND_H
#define APP_REWIND_H

#include "app/session.h"
#include "vault/history.h"

#define BACKUP_DAYS 30 /* without a backup: time for a reminder */

/* How a file of another passphrase is opened: one the vault had before, or
 * that of a copy. One of identities is opened by those of the session. */
struct foreign {
	/* Gives the passphrase of source; NULL or false: none to be had. */
	bool (*passphrase)(void *arg, const char *source, struct secret *out,
		struct err *err);
	void *arg;
	/* NULL, or for rescue_restore() and rescue_salvage() the passphrase
	 * to open a revision with, in the place of what the session would
	 * ask a terminal for. */
	const struct secret *typed;
	struct secret key; /* the last that fitted; secret_wipe() it */
	/* Set by going back: later revisions that could not be opened, so
	 * that a counter that comes back may be behind what they know. */
	size_t unread;
};

/* Reads the vault file at path with the session's key (of a damaged vault:
 * damaged_key), else with that of foreign, else with the passphrase or the
 * identities. The err names the file. */
bool foreign_open(const struct session *session, struct foreign *foreign,
	const char *path, struct payload *out, struct err *err) MUST_USE;

/*
 * Makes the state before the last change a new revision (so that undoing twice
 * changes nothing), by the rules of history_revert(). Changes that those
 * cannot take back, such as a counter that went on, do not count as one.
 * changes tells what happened to the vault by it. ERR_NO_MATCH if there is
 * nothing to undo.
 */
bool rewind_undo(struct session *session, struct foreign *foreign,
	struct history_changes *changes, struct err *err) MUST_USE;

/* The same with the revision of this label; no changes if the vault is in
 * that state already. */
bool rewind_restore(struct session *session, struct foreign *foreign,
	const char *label, struct history_changes *changes, struct err *err)
	MUST_USE;

/*
 * Copies the vault file, encrypted as it is, to path: 0600, flushed, read
 * back, decrypted and compared before it gets its name; then notes the time in
 * the vault. ERR_REFUSED where there is a file, unless it may be replaced.
 */
bool backup_make(struct session *session, const char *path, bool replace,
	struct err *err) MUST_USE;

/* True if the vault has accounts, and no backup was made for BACKUP_DAYS; if
 * there was never one, since its oldest account was added. */
bool backup_is_due(const struct session *session);

#endif
