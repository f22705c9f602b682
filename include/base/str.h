/*
 * Owned text and small text questions. Owned text lives in secmem (account
 * names are private too): declare it STRING, or release with str_free().
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/err.h"

#define STRING CLEANUP(str_free) char *

/* Copies in secmem, or NULL (err set). len need not be the whole text. */
char *str_dup(const char *text, struct err *err) MUST_USE;
char *str_ndup(const char *text, size_t len, struct err *err) MUST_USE;

/* Formatted text in secmem, or NULL (err set). */
char *str_format(struct err *err, const char *format, ...)
	PRINTF_LIKE(2, 3) MUST_USE;

/* Replaces *text by a copy of value; on failure *text is unchanged. */
bool str_replace(char **text, const char *value, struct err *err) MUST_USE;

/* Wipes, frees, sets to NULL. */
void str_free(char **text);

/* ASCII only; for names of keywords, never for what people typed. */
bool str_equal_nocase(const char *a, const char *b);
bool str_starts(const char *text, const char *prefix);
bool str_starts_nocase(const char *text, const char *prefix);

/*
 * Reads a whole decimal number, digits only, at most max. The err names the
 * range and the found text: not for secrets.
 */
bool str_to_uint(const char *text, uint64_t min, uint64_t max, uint64_t *out,
	struct err *err) MUST_USE;

#endif
