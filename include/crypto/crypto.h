/* Start of libgcrypt, and randomness. */
#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include "base/err.h"

/* Checks the library's version and starts it without its own secure memory
 * pool. Idempotent and cheap the second time; every other function of this
 * module calls it. */
bool crypto_start(struct err *err) MUST_USE;

/* Fills with bytes fit for keys (getrandom(2)). */
bool crypto_random(void *bytes, size_t len, struct err *err) MUST_USE;

/* A random version 4 UUID (RFC 9562 section 5.4) in lower case. */
#define UUID_TEXT_SIZE 37
bool crypto_uuid(char out[static UUID_TEXT_SIZE], struct err *err) MUST_USE;

/* Text of a UUID with these bytes, of which version and variant are set. */
#define UUID_BYTES 16
#define UUID_RANDOM 4
#define UUID_CUSTOM 8 /* RFC 9562 section 5.8 */
void crypto_uuid_text(const uint8_t bytes[static UUID_BYTES],
	unsigned int version, char out[static UUID_TEXT_SIZE]);

#endif
