/* Keys from passphrases. */
#ifndef CRYPTO_KDF_H
#define CRYPTO_KDF_H

#include "base/secret.h"

/*
 * scrypt (RFC 7914), N = 2^log_n, 1 <= log_n <= 22; r must be 8, as the
 * library has no other. Uses 128 * r * N bytes, which are released before it
 * returns. out was made before with secret_init() and keeps its length. Touches
 * neither secmem nor globals, so it may run in a thread of its own once
 * crypto_start() has returned.
 */
bool kdf_scrypt(const void *passphrase, size_t len, const void *salt,
	size_t salt_len, unsigned int log_n, unsigned int r, unsigned int p,
	struct secret *out, struct err *err) MUST_USE;

#endif
