/*
 * libgcrypt's secure memory is a linear list that takes seconds with many
 * allocations, so it is switched off; instead whatever the library frees is
 * wiped first. (It leaves scrypt's inner state behind otherwise.)
 */
#include "crypto/crypto.h"

#include <errno.h>
#include <gcrypt.h>
#include <malloc.h>
#include <sys/random.h>

#define LIBRARY_MIN "1.9.0" /* the first with gcry_ecc_mul_point() */

/* The C library maps blocks this large one by one and gives their pages back
 * at once: wiping the work space of scrypt would only cost time. */
#define WIPE_MAX ((size_t)64 * 1024 * 1024)

static void
wiping_free(void *block)
{
	size_t size;

	if (block == NULL)
		return;
	size = malloc_usable_size(block);
	if (size <= WIPE_MAX)
		explicit_bzero(block, size);
	free(block);
}

static void *
wiping_realloc(void *block, size_t size)
{
	size_t old = malloc_usable_size(block);
	void *moved = malloc(size);

	if (moved == NULL || block == NULL)
		return moved;
	memcpy(moved, block, old < size ? old : size);
	wiping_free(block);
	return moved;
}

static int
is_secure(const void *block)
{
	(void)block;
	return 0;
}

bool
crypto_start(struct err *err)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P) != 0)
		return true;
	gcry_set_allocation_handler(malloc, malloc, is_secure, wiping_realloc,
		wiping_free);
	if (gcry_check_version(LIBRARY_MIN) == NULL)
		return err_set(err, ERR_SYSTEM,
			"libgcrypt must be at least " LIBRARY_MIN ", is %s",
			gcry_check_version(NULL));
	gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	return true;
}

bool
crypto_random(void *bytes, size_t len, struct err *err)
{
	uint8_t *at = bytes;

	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "no randomness to be had");
		at += got;
		len -= (size_t)got;
	}
	return true;
}

void
crypto_uuid_text(const uint8_t bytes[static UUID_BYTES], unsigned int version,
	char out[static UUID_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	char *at = out;

	for (size_t i = 0; i < UUID_BYTES; i++) {
		unsigned int byte = bytes[i];

		if (i == 6)
			byte = (byte & 0x0f) | version << 4;
		if (i == 8)
			byte = (byte & 0x3f) | 0x80;
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = digits[byte >> 4];
		*at++ = digits[byte & 0x0f];
	}
	*at = '\0';
}

bool
crypto_uuid(char out[static UUID_TEXT_SIZE], struct err *err)
{
	uint8_t bytes[UUID_BYTES];

	if (!crypto_random(bytes, sizeof(bytes), err))
		return false;
	crypto_uuid_text(bytes, UUID_RANDOM, out);
	return true;
}
