/* Earlier states of a vault: files in a folder beside it. */
#ifndef VAULT_REVISIONS_H
#define VAULT_REVISIONS_H

#include "vault/folder.h"

struct revision {
	uint64_t number;
	int64_t saved; /* seconds since 1970 */
	unsigned int variant; /* from 1: diverged copies can share the rest */
	bool keep;
};

#define REVISION_NAME_SIZE 320
#define REVISION_VARIANTS_MAX 99

/* "vault.age.42.20261121T210000Z", with "-2" added for the second variant. */
void revision_name(const char *vault, const struct revision *revision,
	char out[static REVISION_NAME_SIZE]);

/* "vault.age.damaged-20261121T210000Z", with the variant as above. */
void revision_name_damaged(const char *vault, int64_t now,
	unsigned int variant, char out[static REVISION_NAME_SIZE]);

/* True if name is that of a revision of this vault. */
bool revision_parse(const char *vault, const char *name,
	struct revision *out);

/* Newest first: by number, then time, then variant. */
void revisions_sort(struct revision *revisions, size_t count);

/*
 * Sets keep: for the VAULT_REVISIONS_KEPT newest, and for the newest of each
 * day (UTC) among the last VAULT_REVISION_DAYS. Sorts them, newest first.
 */
void revisions_choose(struct revision *revisions, size_t count, int64_t now);

/* All that there are, newest first; none if there is no folder of them.
 * Release *out with secmem_free(). */
bool revisions_list(const struct folder *folder, struct revision **out,
	size_t *count, struct err *err) MUST_USE;

/* Keeps the vault's present file, which fd has open, under its revision's
 * name: as a hard link, or a copy where there are none. */
bool revision_keep(const struct folder *folder, int fd, uint64_t number,
	int64_t saved, struct err *err) MUST_USE;

/* Keeps it, damaged, beside the vault; its name there is then in name. */
bool revision_keep_damaged(const struct folder *folder, int fd, int64_t now,
	char name[static REVISION_NAME_SIZE], struct err *err) MUST_USE;

/* Is it the vault's present file? It is, where a save ended between keeping it
 * and replacing it. */
bool revision_is_present(const struct folder *folder,
	const struct revision *revision);

/* Removes what revisions_choose() does not keep; failures do no harm. */
void revisions_prune(const struct folder *folder, int64_t now);

#endif
