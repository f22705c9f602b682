/* A payload as the bytes that it would be in the file. */
#include "crypto/hash.h"
#include "vault/payload.h"

static bool
to_reader(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	return payload_feed(arg, bytes, len, err);
}

bool
payload_copy(const struct payload *payload, struct payload *out,
	struct err *err)
{
	PAYLOAD copy = {0};
	PAYLOAD_READER reader = {.payload = &copy};

	if (!payload_write(payload, to_reader, &reader, err) ||
	    !payload_finish(&reader, err))
		return false;
	*out = copy;
	copy = (struct payload){0};
	return true;
}

static bool
to_digest(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	(void)err;
	digest_add(arg, bytes, len);
	return true;
}

static bool
digest_of(const struct payload *payload, uint8_t out[static HASH_MAX_BYTES],
	struct err *err)
{
	DIGEST digest = {0};

	if (!digest_start(&digest, HASH_SHA256, err) ||
	    !payload_write(payload, to_digest, &digest, err))
		return false;
	digest_end(&digest, out);
	return true;
}

bool
payload_equal(const struct payload *a, const struct payload *b, bool *equal,
	struct err *err)
{
	uint8_t left[HASH_MAX_BYTES], right[HASH_MAX_BYTES];

	if (!digest_of(a, left, err) || !digest_of(b, right, err))
		return false;
	*equal = memcmp(left, right, hash_size(HASH_SHA256)) == 0;
	return true;
}
