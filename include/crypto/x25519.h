/* X25519 (RFC 7748). */
#ifndef CRYPTO_X25519_H
#define CRYPTO_X25519_H

#include "base/secret.h"

#define X25519_BYTES 32

/* The public key of a secret one of X25519_BYTES. */
bool x25519_public(const struct secret *key, uint8_t out[static X25519_BYTES],
	struct err *err) MUST_USE;

/* The shared secret; ERR_DAMAGED if the point is one of the few that would
 * make it zero. out must be empty before. */
bool x25519_shared(const struct secret *key,
	const uint8_t point[static X25519_BYTES], struct secret *out,
	struct err *err) MUST_USE;

#endif
