/*
 * otpauth-migration:// URIs: what Google Authenticator puts into the QR codes
 * of "Transfer accounts", some ten accounts in each.
 */
#ifndef INTEROP_MIGRATION_H
#define INTEROP_MIGRATION_H

#include "interop/format.h"

#define MIGRATION_SCHEME "otpauth-migration:"
#define MIGRATION_BATCHES_MAX 16
#define MIGRATION_PARTS_MAX 64

/* The exports seen in a file, to notice what is missing. */
struct migration {
	struct {
		uint64_t id, size;
		uint64_t seen; /* a bit for each part */
	} batches[MIGRATION_BATCHES_MAX];
	size_t len;
};

/* Adds the accounts of one URI. ERR_FORMAT when it holds none that can be
 * known; out then has none of it. The skipped ones have places like
 * "accounts[3].secret". */
bool migration_read(struct migration *seen, const char *uri, size_t len,
	struct import *out, struct err *err) MUST_USE;

/* Notes each export whose other QR codes were not in the file. */
bool migration_finish(const struct migration *seen, struct import *out,
	struct err *err) MUST_USE;

#endif
