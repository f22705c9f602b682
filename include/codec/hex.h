/* Hexadecimal text. */
#ifndef CODEC_HEX_H
#define CODEC_HEX_H

#include "base/buf.h"

/* The value of a digit, 0 to 15, or -1 for another character. */
int hex_value(char c);

/* Appends the bytes of an even number of digits, either case. */
bool hex_decode(const char *text, size_t len, struct buf *out,
	struct err *err) MUST_USE;

/* Appends lower case. */
void hex_encode(const uint8_t *bytes, size_t len, struct buf *out);

#endif
