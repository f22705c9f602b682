/* Where a passphrase comes from when nobody types it. */
#ifndef VAULT_UNLOCK_H
#define VAULT_UNLOCK_H

#include "base/secret.h"

#define PASSPHRASE_MAX 4096 /* bytes */
#define UNLOCK_WARNING_SIZE 160

/* Each gives the first line without its newline. One that cannot be read, or
 * is empty, is ERR_LOCKED. out must be empty before. */
bool unlock_from_fd(int fd, struct secret *out, struct err *err) MUST_USE;
/* warning: "" or a line about the file's permissions. */
bool unlock_from_file(const char *path, struct secret *out,
	char warning[static UNLOCK_WARNING_SIZE], struct err *err) MUST_USE;

/* warning: "" or a line if others may read the file, in which what is kept. */
void unlock_check_mode(int fd, const char *what,
	char warning[static UNLOCK_WARNING_SIZE]);

/* Runs the command line with /bin/sh -c; its stderr is ours, its stdin is
 * empty. */
bool unlock_from_command(const char *command, struct secret *out,
	struct err *err) MUST_USE;

/* One line of advice about a new passphrase ("short: ..."), or NULL if it is
 * a good one. Never refuses but an empty one. */
const char *unlock_advice(const struct secret *passphrase);

#endif
