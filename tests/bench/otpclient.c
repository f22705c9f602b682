/*
 * Usage: otpclient PASSPHRASE: a vault of OTPClient, in the first version of
 * its format, from the JSON on standard input to standard output. That program
 * can make one only on a screen.
 */
#include <gcrypt.h>

#include "base/file.h"

#define IV_BYTES 16
#define SALT_BYTES 32
#define KEY_BYTES 32
#define TAG_BYTES 16
#define ITERATIONS 100000
#define JSON_MAX ((size_t)1 << 28)

/* What comes before the text, and is authenticated with it. */
struct head {
	uint8_t iv[IV_BYTES], salt[SALT_BYTES];
};

static gcry_error_t
seal(const char *passphrase, const struct head *head, struct buf *text,
	uint8_t tag[static TAG_BYTES])
{
	gcry_cipher_hd_t cipher;
	uint8_t key[KEY_BYTES];
	gcry_error_t failed = gcry_kdf_derive(passphrase, strlen(passphrase),
		GCRY_KDF_PBKDF2, GCRY_MD_SHA512, head->salt, SALT_BYTES,
		ITERATIONS, sizeof(key), key);

	if (failed == 0)
		failed = gcry_cipher_open(&cipher, GCRY_CIPHER_AES256,
			GCRY_CIPHER_MODE_GCM, 0);
	if (failed != 0)
		return failed;
	failed = gcry_cipher_setkey(cipher, key, sizeof(key));
	if (failed == 0)
		failed = gcry_cipher_setiv(cipher, head->iv, IV_BYTES);
	if (failed == 0)
		failed = gcry_cipher_authenticate(cipher, head, sizeof(*head));
	if (failed == 0)
		failed = gcry_cipher_encrypt(cipher, text->data, text->len,
			NULL, 0);
	if (failed == 0)
		failed = gcry_cipher_gettag(cipher, tag, TAG_BYTES);
	gcry_cipher_close(cipher);
	return failed;
}

int
main(int argc, char **argv)
{
	uint8_t tag[TAG_BYTES];
	struct err err = {0};
	struct head head;
	BUF text = {0};

	if (argc != 2) {
		fputs("usage: otpclient PASSPHRASE\n", stderr);
		return 2;
	}
	gcry_check_version(NULL);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	gcry_create_nonce(&head, sizeof(head));
	if (!fd_read_all(STDIN_FILENO, JSON_MAX, &text, &err) ||
	    seal(argv[1], &head, &text, tag) != 0 ||
	    !fd_write_all(STDOUT_FILENO, &head, sizeof(head), &err) ||
	    !fd_write_all(STDOUT_FILENO, text.data, text.len, &err) ||
	    !fd_write_all(STDOUT_FILENO, tag, sizeof(tag), &err)) {
		fprintf(stderr, "otpclient: failed %s\n", err.text);
		return 1;
	}
	return 0;
}
