/* ChaCha20-Poly1305 (RFC 8439) with a 12-byte nonce and no further data. */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include "base/secret.h"

#define AEAD_KEY_BYTES 32
#define AEAD_NONCE_BYTES 12
#define AEAD_TAG_BYTES 16

/* Writes len + AEAD_TAG_BYTES bytes. key has AEAD_KEY_BYTES. */
bool aead_seal(const struct secret *key, const uint8_t *nonce,
	const uint8_t *plain, size_t len, uint8_t *out, struct err *err)
	MUST_USE;

/*
 * len includes the tag; writes len - AEAD_TAG_BYTES bytes, wiped again when
 * the tag is wrong. ERR_DAMAGED then.
 */
bool aead_open(const struct secret *key, const uint8_t *nonce,
	const uint8_t *sealed, size_t len, uint8_t *out, struct err *err)
	MUST_USE;

#endif
