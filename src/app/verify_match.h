/* Given codes against those of an account; private to app. */
#ifndef APP_VERIFY_MATCH_H
#define APP_VERIFY_MATCH_H

#include "core/code.h"

/* The code without blanks and dashes. ERR_MISMATCH if it has not as many
 * characters as the account's: a length is no secret. */
bool verify_read(const struct entry *entry, const char *code,
	char out[static CODE_TEXT_SIZE], struct err *err) MUST_USE;

/* Is that the code of this counter? It takes the same time whether or not, and
 * wherever they differ. */
bool verify_is(const struct entry *entry, uint64_t counter,
	const char code[static CODE_TEXT_SIZE], bool *same, struct err *err)
	MUST_USE;

#endif
