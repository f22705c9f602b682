#include "crypto/kdf.h"

#include <gcrypt.h>

#include "crypto/crypto.h"

#define LOG_N_MAX 22
#define BLOCKS 8 /* the only r that libgcrypt has */

bool
kdf_scrypt(const void *passphrase, size_t len, const void *salt,
	size_t salt_len, unsigned int log_n, unsigned int r, unsigned int p,
	struct secret *out, struct err *err)
{
	gcry_error_t failure;

	if (log_n < 1 || log_n > LOG_N_MAX) {
		err_set(err, ERR_FORMAT, "must be 1 to %d, is %u", LOG_N_MAX,
			log_n);
		return err_field(err, "log2(N)");
	}
	if (r != BLOCKS) {
		err_set(err, ERR_FORMAT, "must be %d, is %u", BLOCKS, r);
		return err_field(err, "r");
	}
	if (!crypto_start(err))
		return false;
	failure = gcry_kdf_derive(passphrase != NULL ? passphrase : "", len,
		GCRY_KDF_SCRYPT, 1 << log_n, salt != NULL ? salt : "",
		salt_len, p, out->len, out->bytes);
	if (gcry_err_code(failure) == GPG_ERR_ENOMEM)
		return err_set(err, ERR_SYSTEM,
			"out of memory: the key derivation needs %zu MiB",
			(((size_t)128 * BLOCKS) << log_n) >> 20);
	if (failure != 0)
		return err_set(err, ERR_SYSTEM, "cannot derive the key: %s",
			gcry_strerror(failure));
	return true;
}
