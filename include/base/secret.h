/*
 * Owned secret bytes in secmem. Declare with SECRET and every way out of the
 * scope wipes them; hand over with secret_move(), which empties the giver.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"

struct secret {
	uint8_t *bytes; /* len bytes and a NUL behind them, or NULL */
	size_t len;
};

#define SECRET CLEANUP(secret_wipe) struct secret

/* len zero bytes. The secret must be empty before. */
bool secret_init(struct secret *secret, size_t len, struct err *err) MUST_USE;

/* A copy of len bytes. The secret must be empty before. */
bool secret_set(struct secret *secret, const void *bytes, size_t len,
	struct err *err) MUST_USE;

/* Gives the bytes away; *from is empty then. */
struct secret secret_move(struct secret *from);

/* Compares in a time that depends on the lengths only. */
bool secret_equal(const struct secret *a, const struct secret *b);

/* Wipes, frees, empties. */
void secret_wipe(struct secret *secret);

#endif
