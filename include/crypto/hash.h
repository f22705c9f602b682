/* HMAC (RFC 2104) and HKDF (RFC 5869). */
#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "base/secret.h"

enum hash { HASH_SHA1, HASH_SHA256, HASH_SHA512 };

#define HASH_MAX_BYTES 64

/* Bytes of the digest: 20, 32 or 64. */
size_t hash_size(enum hash hash);

/* Writes hash_size() bytes. An empty key is allowed. */
bool hash_hmac(enum hash hash, const struct secret *key, const void *bytes,
	size_t len, uint8_t out[static HASH_MAX_BYTES], struct err *err)
	MUST_USE;

/* HKDF with SHA-256; out_len at most 255 * 32. out must be empty before. */
bool hash_hkdf_sha256(const struct secret *key, const void *salt,
	size_t salt_len, const char *info, size_t out_len, struct secret *out,
	struct err *err) MUST_USE;

#endif
