#include "base/secret.h"

#include "base/secmem.h"

bool
secret_init(struct secret *secret, size_t len, struct err *err)
{
	uint8_t *bytes = len < SIZE_MAX ? secmem_alloc(len + 1) : NULL;

	if (bytes == NULL)
		return err_nomem(err);
	memset(bytes, 0, len + 1);
	secret->bytes = bytes;
	secret->len = len;
	return true;
}

bool
secret_set(struct secret *secret, const void *bytes, size_t len,
	struct err *err)
{
	if (!secret_init(secret, len, err))
		return false;
	if (len > 0)
		memcpy(secret->bytes, bytes, len);
	return true;
}

struct secret
secret_move(struct secret *from)
{
	struct secret moved = *from;

	from->bytes = NULL;
	from->len = 0;
	return moved;
}

bool
secret_equal(const struct secret *a, const struct secret *b)
{
	unsigned int difference = 0;

	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++)
		difference |= (unsigned int)(a->bytes[i] ^ b->bytes[i]);
	return difference == 0;
}

void
secret_wipe(struct secret *secret)
{
	secmem_free(secret->bytes);
	secret->bytes = NULL;
	secret->len = 0;
}
