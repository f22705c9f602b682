/*
 * The folder in which a vault lies: the vault itself (links followed), the
 * lock file, temporary files and the folder of revisions.
 */
#ifndef VAULT_FOLDER_H
#define VAULT_FOLDER_H

#include "vault/vault.h"

#define FOLDER_REVISIONS "revisions"

struct folder {
	char *path;    /* absolute, without links */
	char *name;    /* of the vault in it */
	int fd;        /* of the folder, or -1 */
	int lock;      /* of the locked file, or -1 */
	bool locked;   /* false where the file system has no locks */
};

#define FOLDER CLEANUP(folder_wipe) struct folder
#define FOLDER_NONE {.fd = -1, .lock = -1}

/* Finds the folder of the vault; a link to a vault elsewhere is followed. */
bool folder_open(struct folder *folder, const char *path, struct err *err)
	MUST_USE;

/* The same without following a link: where there is no vault any more. */
bool folder_open_parent(struct folder *folder, const char *path,
	struct err *err) MUST_USE;

/* The same where there is no vault yet: makes the missing folders, 0700. */
bool folder_make(struct folder *folder, const char *path, struct err *err)
	MUST_USE;

/* Waits at most VAULT_LOCK_WAIT_MS for the other writers, then removes what
 * killed ones left behind. */
bool folder_lock(struct folder *folder, struct err *err) MUST_USE;

/* Unlocks as well. */
void folder_wipe(struct folder *folder);

/* Flushes the names in it. */
bool folder_sync(int fd, struct err *err) MUST_USE;
/* Flushes a file. */
bool folder_sync_file(int fd, struct err *err) MUST_USE;

/* A new file ".NAME.tmp-RANDOM" in the folder fd, and its name; -1 and "" on
 * failure. */
#define FOLDER_TEMP_SIZE 300
int folder_temp(int fd, const char *name, char out[static FOLDER_TEMP_SIZE],
	struct err *err) MUST_USE;

#endif
