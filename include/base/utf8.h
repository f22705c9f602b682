/* UTF-8 (RFC 3629) and what of it may reach a terminal. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

#define UTF8_MAX_BYTES 4
#define UTF8_INVALID UINT32_MAX

/*
 * Decodes the code point at text[*at] and moves *at behind it; *at < len.
 * Returns UTF8_INVALID (and moves by one byte) for what is not shortest-form
 * UTF-8, a surrogate, or above U+10FFFF.
 */
uint32_t utf8_next(const char *text, size_t len, size_t *at);

/* The code point that ends at text[at]; UTF8_INVALID at the beginning, too. */
uint32_t utf8_before(const char *text, size_t at);

/* Writes the code point, which must be a valid one; returns the bytes used. */
size_t utf8_encode(uint32_t code_point, char out[static UTF8_MAX_BYTES]);

/* Appends the same. */
void utf8_add(struct buf *out, uint32_t code_point);

bool utf8_valid(const char *text, size_t len);

/* Appends ISO 8859-1 bytes as UTF-8. */
void utf8_from_latin1(struct buf *out, const uint8_t *bytes, size_t len);

/* Appends UTF-16, of either byte order, as UTF-8. False, with nothing
 * appended, if the bytes do not begin with its byte order mark. */
bool utf8_from_utf16(struct buf *out, const uint8_t *bytes, size_t len);

/*
 * True for what must not reach a terminal raw: control characters (C0, DEL,
 * C1), line and paragraph separators, bidirectional overrides and isolates,
 * the byte order mark, and UTF8_INVALID.
 */
bool utf8_is_unsafe(uint32_t code_point);

/* Appends text with each unsafe character replaced by U+FFFD. */
void utf8_printable(struct buf *out, const char *text, size_t len);

#endif
