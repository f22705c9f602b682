/* A damaged vault: what of it can still be read, and what takes its place. */
#ifndef VAULT_SALVAGE_H
#define VAULT_SALVAGE_H

#include "vault/vault.h"

struct salvage {
	struct payload payload; /* the whole lines that verify */
	bool described;         /* the first line, of the vault, among them */
	size_t lost;            /* gaps: one or more chunks of 64 KiB each */
};

#define SALVAGE CLEANUP(salvage_wipe) struct salvage

/*
 * Reads what verifies under the file key of the file at path. header_len is
 * where its payload begins; 0: behind its own header. ERR_DAMAGED if that
 * cannot be told, or nothing is left.
 */
bool salvage_read(const char *path, size_t header_len,
	const struct secret *file_key, struct salvage *out, struct err *err)
	MUST_USE;
void salvage_wipe(struct salvage *salvage);

/*
 * Saves *state in the place of the damaged file, as vault_change() would; the
 * damaged one is kept beside it, and *aside is its path then (release it with
 * str_free()). file is that of vault_file_look(): if another one is there now,
 * nothing is done. Where the vault is gone, and so nothing to be kept, *aside
 * is NULL then.
 */
struct salvaged_state {
	const struct age_header *header;
	const struct secret *file_key;
	struct payload *payload; /* revision is set; saved will be */
};

bool salvage_replace(const struct vault_file *file,
	const struct salvaged_state *state, const struct clock *clock,
	char **aside, struct err *err) MUST_USE;

/* Opens the file at path, which need not be a vault. One that is gone, but has
 * revisions, is not open then. */
bool vault_file_look(const char *path, struct vault_file *out,
	struct err *err) MUST_USE;

#endif
