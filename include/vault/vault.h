/*
 * An open vault: its file, its key and what is in it. Every change goes
 * through vault_change(): lock, read again, apply, write a temporary file,
 * fsync, read it back and decrypt it, keep the old one as a revision, rename,
 * fsync the folder. Killed at any point, the old or the new file is there.
 *
 * An err of these functions does not name the vault's path: the caller adds
 * err_at(). Only vault_change() names it, as its errors may be the change's.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/clock.h"
#include "vault/age.h"
#include "vault/payload.h"

#define VAULT_FILE_MAX ((size_t)1024 * 1024 * 1024)
#define VAULT_LOG_N_DEFAULT 17
#define VAULT_LOG_N_MIN 10 /* for new vaults, cli.md */
#define VAULT_LOG_N_WEAK 15 /* below: a warning */
#define VAULT_LOG_N_MEASURED_MAX 20 /* a gigabyte; more only when asked for */
#define VAULT_KDF_TARGET_MS 500
#define VAULT_LOCK_WAIT_MS 10000
#define VAULT_REVISIONS_KEPT 50
#define VAULT_REVISION_DAYS 90

/* Identifies one state of the file, to notice what others write. */
struct vault_stamp {
	uint64_t device, inode, size;
	int64_t mtime_s, mtime_ns;
};

struct vault {
	char *path; /* as given; a symlink stays one */
	struct age_header header;
	struct secret file_key;
	struct payload payload;
	struct vault_stamp stamp;
	uint64_t taken; /* grows with each payload that replaced another:
			   entries borrowed before are gone */
};

/* Is there something at path? ERR_SYSTEM if that cannot be told, ERR_REFUSED
 * for a link to nothing. */
bool vault_look(const char *path, bool *there, struct err *err) MUST_USE;

/* True only if there is certainly nothing at path. */
bool vault_is_missing(const char *path);

/* False only if there is certainly no vault, nor revisions of one: what is
 * wrong with it, opening it will tell. */
bool vault_exists(const char *path);

#define VAULT_LEFT "is gone, but its revisions are there"

/* The work factor for this machine: VAULT_LOG_N_DEFAULT, or more while one
 * derivation stays under VAULT_KDF_TARGET_MS. Takes a tenth of that. */
bool vault_measure_log_n(unsigned int *log_n, struct err *err) MUST_USE;

/*
 * Makes the folders (0700) and a new, empty vault (0600), and gives it open.
 * NULL on failure; ERR_REFUSED if there is something at path, or revisions of
 * what was there: those of two vaults are not to be mixed. Release with
 * vault_close().
 */
struct vault *vault_new(const char *path, const struct secret *passphrase,
	unsigned int log_n, const struct clock *clock, struct err *err)
	MUST_USE;

/*
 * Makes the header and the file key of a new vault, or of its next state. It
 * may change payload->recipients, which no other change can.
 */
typedef bool vault_header_fn(struct payload *payload, void *arg,
	struct age_header *header, struct secret *file_key, struct err *err);

/* vault_new() for any kind of header. */
struct vault *vault_new_for(const char *path, vault_header_fn *make,
	void *arg, const struct clock *clock, struct err *err) MUST_USE;

/*
 * Opening is in two steps, so that a screen can stay alive and a passphrase
 * be asked for only when the file is good. The file stays open between them,
 * so what was read first and what is read then is of one state.
 */
struct vault_file {
	char *path;
	struct buf start; /* its beginning; all of it, if it was armored */
	struct age_header header;
	struct vault_stamp stamp;
	bool is_open;
	int fd; /* behind start, while is_open */
};

#define VAULT_FILE CLEANUP(vault_file_wipe) struct vault_file

/* Reads the header. ERR_SYSTEM: there is none at path, or it cannot be read;
 * ERR_DAMAGED: not a vault. */
bool vault_file_read(const char *path, struct vault_file *out,
	struct err *err) MUST_USE;
void vault_file_wipe(struct vault_file *file);

/* Decrypts with the file key (taken over from *file_key) and parses; takes
 * over *file. NULL on failure. Release with vault_close(). */
struct vault *vault_open(struct vault_file *file, struct secret *file_key,
	struct err *err) MUST_USE;

/* Wipes all. NULL is nothing. */
void vault_close(struct vault *vault);

/*
 * Applies change, once, to the newest state of the file and saves it. It
 * gets a payload of its own: when it returns false, or saving fails, nothing
 * has changed on disk or in *vault. (But for one case: the new file is in
 * place and only its folder could not be flushed. Then it counts as failed,
 * and *vault is as the file.) Entries borrowed from *vault before are gone
 * afterwards: keep ids. ERR_LOCKED if the key was changed meanwhile;
 * ERR_REFUSED if the vault is of a newer version.
 */
typedef bool vault_change_fn(struct payload *payload, void *arg,
	struct err *err);
bool vault_change(struct vault *vault, const struct clock *clock,
	vault_change_fn *change, void *arg, struct err *err) MUST_USE;

/* Saves the newest state under a header and a file key of its own, otherwise
 * as vault_change() does. */
bool vault_rekey(struct vault *vault, const struct clock *clock,
	vault_header_fn *make, void *arg, struct err *err) MUST_USE;

/* True if the file is no longer the one that was read. */
bool vault_is_stale(const struct vault *vault);

/* Reads the file again; ERR_LOCKED if the key was changed. On failure *vault
 * is as before. */
bool vault_reload(struct vault *vault, struct err *err) MUST_USE;

#endif
