/* What the store needs of an opened file. */
#ifndef VAULT_VAULT_FILE_H
#define VAULT_VAULT_FILE_H

#include <sys/stat.h>

#include "vault/vault.h"

void vault_stamp_set(struct vault_stamp *stamp, const struct stat *st);
bool vault_stamp_equal(const struct vault_stamp *a,
	const struct vault_stamp *b);

/* Decrypts the rest of the file; once. */
bool vault_file_decrypt(const struct vault_file *file,
	const struct secret *file_key, age_sink *sink, void *arg,
	struct err *err) MUST_USE;

/* Checks the header, decrypts and parses; *payload is {0} before. */
bool vault_file_payload(const struct vault_file *file,
	const struct secret *file_key, struct payload *payload,
	struct err *err) MUST_USE;

#endif
