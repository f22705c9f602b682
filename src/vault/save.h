/* Putting a new state of the vault in place of the old. */
#ifndef VAULT_SAVE_H
#define VAULT_SAVE_H

#include "vault/folder.h"
#include "vault/vault_file.h"

struct save {
	const struct folder *folder; /* locked */
	const struct age_header *header;
	const struct secret *file_key;
	const struct payload *payload;
	/* What is replaced, NULL for a new vault; and its revision. */
	const struct vault_file *old;
	uint64_t old_revision;
	int64_t old_saved;
	/* Set if what is replaced is damaged: it is no revision, but kept
	 * beside the vault, under this name then; and the time of it. */
	char *aside; /* REVISION_NAME_SIZE */
	int64_t now;
};

/*
 * Writes, verifies, keeps the old one as a revision, renames. *replaced tells
 * whether the new one is in place, which it may be even on failure; *stamp is
 * that of the new one then.
 */
bool save_write(const struct save *save, bool *replaced,
	struct vault_stamp *stamp, struct err *err) MUST_USE;

#endif
