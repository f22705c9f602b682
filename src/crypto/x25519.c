#include "crypto/x25519.h"

#include <gcrypt.h>

#include "crypto/crypto.h"

static bool
multiply(const struct secret *key, const uint8_t *point, uint8_t *out,
	struct err *err)
{
	gcry_error_t failure;

	if (key->len != X25519_BYTES)
		return err_set(err, ERR_SYSTEM,
			"an X25519 key must be %d bytes, is %zu", X25519_BYTES,
			key->len);
	if (!crypto_start(err))
		return false;
	failure = gcry_ecc_mul_point(GCRY_ECC_CURVE25519, out, key->bytes,
		point);
	return failure == 0 || err_set(err, ERR_SYSTEM, "X25519 failed: %s",
		gcry_strerror(failure));
}

bool
x25519_public(const struct secret *key, uint8_t out[static X25519_BYTES],
	struct err *err)
{
	return multiply(key, NULL, out, err);
}

bool
x25519_shared(const struct secret *key,
	const uint8_t point[static X25519_BYTES], struct secret *out,
	struct err *err)
{
	SECRET shared = {0};
	unsigned int any = 0;

	if (!secret_init(&shared, X25519_BYTES, err) ||
	    !multiply(key, point, shared.bytes, err))
		return false;
	for (size_t i = 0; i < shared.len; i++)
		any |= shared.bytes[i];
	if (any == 0)
		return err_set(err, ERR_DAMAGED,
			"the public key is a point of low order");
	*out = secret_move(&shared);
	return true;
}
