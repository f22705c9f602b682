#include "crypto/hash.h"

#include <gcrypt.h>

#include "crypto/crypto.h"

#define HKDF_BLOCK 32
#define HKDF_BLOCKS_MAX 255

static const struct {
	int algorithm;
	size_t size;
} hashes[] = {
	[HASH_SHA1] = {GCRY_MD_SHA1, 20},
	[HASH_SHA256] = {GCRY_MD_SHA256, 32},
	[HASH_SHA512] = {GCRY_MD_SHA512, 64},
};

size_t
hash_size(enum hash hash)
{
	return hashes[hash].size;
}

bool
hash_hmac(enum hash hash, const struct secret *key, const void *bytes,
	size_t len, uint8_t out[static HASH_MAX_BYTES], struct err *err)
{
	gcry_buffer_t parts[2] = {0};
	gcry_error_t failure;

	if (!crypto_start(err))
		return false;
	parts[0].data = key->bytes;
	parts[0].len = key->len;
	parts[1].data = (void *)(uintptr_t)bytes; /* only read */
	parts[1].len = len;
	failure = gcry_md_hash_buffers(hashes[hash].algorithm,
		GCRY_MD_FLAG_HMAC, out, parts, COUNT_OF(parts));
	if (failure != 0)
		return err_set(err, ERR_SYSTEM, "cannot compute the HMAC: %s",
			gcry_strerror(failure));
	return true;
}

bool
digest_start(struct digest *digest, enum hash hash, struct err *err)
{
	gcry_md_hd_t handle;
	gcry_error_t failure;

	if (!crypto_start(err))
		return false;
	failure = gcry_md_open(&handle, hashes[hash].algorithm, 0);
	if (failure != 0)
		return err_set(err, ERR_SYSTEM, "cannot start a digest: %s",
			gcry_strerror(failure));
	*digest = (struct digest){.state = handle, .hash = hash};
	return true;
}

void
digest_add(struct digest *digest, const void *bytes, size_t len)
{
	gcry_md_write(digest->state, bytes, len);
}

void
digest_end(struct digest *digest, uint8_t out[static HASH_MAX_BYTES])
{
	memcpy(out, gcry_md_read(digest->state, 0), hash_size(digest->hash));
}

void
digest_wipe(struct digest *digest)
{
	gcry_md_close(digest->state);
	digest->state = NULL;
}

/* The expansion of RFC 5869 section 2.3: T(n) = HMAC(prk, T(n-1)|info|n). */
static bool
expand(const struct secret *prk, const char *info, struct secret *out,
	struct err *err)
{
	size_t info_len = strlen(info), done = 0, start = HKDF_BLOCK;
	SECRET input = {0};
	SECRET block = {0};

	if (!secret_init(&input, HKDF_BLOCK + info_len + 1, err) ||
	    !secret_init(&block, HASH_MAX_BYTES, err))
		return false;
	memcpy(input.bytes + HKDF_BLOCK, info, info_len);
	for (unsigned int n = 1; done < out->len; n++, start = 0) {
		size_t part = out->len - done;

		input.bytes[input.len - 1] = (uint8_t)n;
		if (!hash_hmac(HASH_SHA256, prk, input.bytes + start,
			    input.len - start, block.bytes, err))
			return false;
		memcpy(input.bytes, block.bytes, HKDF_BLOCK);
		part = part < HKDF_BLOCK ? part : HKDF_BLOCK;
		memcpy(out->bytes + done, block.bytes, part);
		done += part;
	}
	return true;
}

bool
hash_hkdf_sha256(const struct secret *key, const void *salt, size_t salt_len,
	const char *info, size_t out_len, struct secret *out, struct err *err)
{
	SECRET prk = {0};
	SECRET salted = {0};
	SECRET made = {0};

	if (out_len > (size_t)HKDF_BLOCKS_MAX * HKDF_BLOCK)
		return err_set(err, ERR_SYSTEM, "HKDF gives at most %d bytes",
			HKDF_BLOCKS_MAX * HKDF_BLOCK);
	if (!secret_set(&salted, salt, salt_len, err) ||
	    !secret_init(&prk, HASH_MAX_BYTES, err) ||
	    !hash_hmac(HASH_SHA256, &salted, key->bytes, key->len, prk.bytes,
		    err))
		return false;
	prk.len = HKDF_BLOCK;
	if (!secret_init(&made, out_len, err) ||
	    !expand(&prk, info, &made, err))
		return false;
	*out = secret_move(&made);
	return true;
}
