/* Secret keys of age, from files as age-keygen(1) writes them. */
#ifndef VAULT_IDENTITIES_H
#define VAULT_IDENTITIES_H

#include "vault/age.h"
#include "vault/unlock.h"

#define IDENTITIES_MAX 256
#define IDENTITIES_FILE_MAX ((size_t)1024 * 1024)

struct identities {
	struct secret *items;
	size_t count;
};

#define IDENTITIES CLEANUP(identities_wipe) struct identities

/*
 * Adds those of the file: one a line; empty lines, comments, and keys of
 * plugins and other kinds are passed over. ERR_LOCKED if it has none, or is
 * itself encrypted; ERR_FORMAT, naming the line but nothing of it, if it is
 * something else. warning: "" or a line about the file's permissions.
 */
bool identities_read(const char *path, struct identities *out,
	char warning[static UNLOCK_WARNING_SIZE], struct err *err)
	MUST_USE;
void identities_wipe(struct identities *identities);

/* The file key by the first identity that has a stanza, and whose public key
 * *recipient then is. ERR_LOCKED if none has. */
bool identities_unlock(const struct identities *identities,
	const struct age_header *header, struct secret *file_key,
	struct age_recipient *recipient, struct err *err) MUST_USE;

#endif
