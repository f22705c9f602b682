/* Codes: HOTP (RFC 4226), TOTP (RFC 6238), Steam. */
#ifndef CORE_CODE_H
#define CORE_CODE_H

#include "core/entry.h"

#define CODE_TEXT_SIZE (ENTRY_DIGITS_MAX + 1)

struct code {
	char text[CODE_TEXT_SIZE];
	int64_t valid_from;  /* seconds since 1970; 0 for HOTP */
	int64_t valid_until; /* the first second of the next code; 0 for HOTP */
};

/* The code of a moving factor, whatever the type (HOTP: the counter). */
bool code_at_counter(const struct entry *entry, uint64_t counter,
	char out[static CODE_TEXT_SIZE], struct err *err) MUST_USE;

/*
 * The code at a time (>= 0), steps periods later. For HOTP: of the entry's
 * counter plus steps, which is not advanced. Broken entries are ERR_FORMAT.
 */
bool code_at(const struct entry *entry, int64_t now, unsigned int steps,
	struct code *out, struct err *err) MUST_USE;

/* Groups digits for reading: "123 456", "1234 5678", "123 4567"; Steam codes
 * stay whole. */
#define CODE_GROUPED_SIZE (2 * CODE_TEXT_SIZE)
void code_group(const char *code, char out[static CODE_GROUPED_SIZE]);

#endif
