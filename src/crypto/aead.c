#include "crypto/aead.h"

#include <gcrypt.h>

#include "crypto/crypto.h"

static void
cipher_close(gcry_cipher_hd_t *cipher)
{
	gcry_cipher_close(*cipher);
}

static bool
failed(gcry_error_t failure, struct err *err)
{
	return err_set(err, ERR_SYSTEM, "ChaCha20-Poly1305 failed: %s",
		gcry_strerror(failure));
}

static bool
cipher_open(const struct secret *key, const uint8_t *nonce,
	gcry_cipher_hd_t *cipher, struct err *err)
{
	gcry_error_t failure;

	if (!crypto_start(err))
		return false;
	failure = gcry_cipher_open(cipher, GCRY_CIPHER_CHACHA20,
		GCRY_CIPHER_MODE_POLY1305, 0);
	if (failure == 0)
		failure = gcry_cipher_setkey(*cipher, key->bytes, key->len);
	if (failure == 0)
		failure = gcry_cipher_setiv(*cipher, nonce, AEAD_NONCE_BYTES);
	return failure == 0 || failed(failure, err);
}

bool
aead_seal(const struct secret *key, const uint8_t *nonce, const uint8_t *plain,
	size_t len, uint8_t *out, struct err *err)
{
	CLEANUP(cipher_close) gcry_cipher_hd_t cipher = NULL;
	gcry_error_t failure;

	if (!cipher_open(key, nonce, &cipher, err))
		return false;
	gcry_cipher_final(cipher);
	failure = gcry_cipher_encrypt(cipher, out, len, plain, len);
	if (failure == 0)
		failure = gcry_cipher_gettag(cipher, out + len,
			AEAD_TAG_BYTES);
	return failure == 0 || failed(failure, err);
}

bool
aead_open(const struct secret *key, const uint8_t *nonce,
	const uint8_t *sealed, size_t len, uint8_t *out, struct err *err)
{
	CLEANUP(cipher_close) gcry_cipher_hd_t cipher = NULL;
	gcry_error_t failure;

	if (len < AEAD_TAG_BYTES)
		return err_set(err, ERR_DAMAGED, "is too short");
	len -= AEAD_TAG_BYTES;
	if (!cipher_open(key, nonce, &cipher, err))
		return false;
	gcry_cipher_final(cipher);
	failure = gcry_cipher_decrypt(cipher, out, len, sealed, len);
	if (failure == 0)
		failure = gcry_cipher_checktag(cipher, sealed + len,
			AEAD_TAG_BYTES);
	if (failure == 0)
		return true;
	explicit_bzero(out, len);
	if (gcry_err_code(failure) == GPG_ERR_CHECKSUM)
		return err_set(err, ERR_DAMAGED, "the tag is wrong");
	return failed(failure, err);
}
