/* Published vectors are written in hexadecimal. */
#ifndef VECTORS_H
#define VECTORS_H

#include "base/secret.h"

static inline unsigned int
unhex_digit(char digit)
{
	return (unsigned int)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* Fills *out, which must be empty, with the bytes of valid hexadecimal. */
static inline void
unhex(const char *text, struct secret *out)
{
	struct err err;

	if (!secret_init(out, strlen(text) / 2, &err))
		abort();
	for (size_t i = 0; i < out->len; i++)
		out->bytes[i] = (uint8_t)(unhex_digit(text[2 * i]) << 4 |
			unhex_digit(text[2 * i + 1]));
}

#endif
