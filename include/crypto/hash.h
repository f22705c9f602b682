/* Digests, HMAC (RFC 2104) and HKDF (RFC 5869). */
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

/* The digest of bytes that come in pieces; {0} before digest_start(). */
struct digest {
	void *state;
	enum hash hash;
};

#define DIGEST CLEANUP(digest_wipe) struct digest

bool digest_start(struct digest *digest, enum hash hash, struct err *err)
	MUST_USE;
void digest_add(struct digest *digest, const void *bytes, size_t len);
/* Writes hash_size() bytes; once. */
void digest_end(struct digest *digest, uint8_t out[static HASH_MAX_BYTES]);
void digest_wipe(struct digest *digest);

/* HKDF with SHA-256; out_len at most 255 * 32. out must be empty before. */
bool hash_hkdf_sha256(const struct secret *key, const void *salt,
	size_t salt_len, const char *info, size_t out_len, struct secret *out,
	struct err *err) MUST_USE;

#endif
