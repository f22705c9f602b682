/* Base64 (RFC 4648 sections 4 and 5). */
#ifndef CODEC_BASE64_H
#define CODEC_BASE64_H

#include "base/buf.h"

enum base64_style {
	BASE64_RAW_STRICT, /* no padding, canonical: what age headers use */
	BASE64_STRICT,     /* padding required, canonical */
	BASE64_LAX,        /* both alphabets, padding or none, blanks skipped */
};

/* Appends the decoded bytes; ERR_FORMAT (no value named) if malformed. */
bool base64_decode(const char *text, size_t len, enum base64_style style,
	struct buf *out, struct err *err) MUST_USE;

/* Appends standard-alphabet text, padded unless BASE64_RAW_STRICT. */
void base64_encode(const uint8_t *bytes, size_t len, enum base64_style style,
	struct buf *out);

#endif
