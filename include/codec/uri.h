/* Percent-encoding (RFC 3986 section 2.1), lenient in reading. */
#ifndef CODEC_URI_H
#define CODEC_URI_H

#include "base/buf.h"

/* Appends the decoded text; a malformed escape ("%ZZ") stays as it is. */
void uri_decode(const char *text, size_t len, bool plus_is_space,
	struct buf *out);

/* Appends text with everything outside A-Z a-z 0-9 - . _ ~ encoded. */
void uri_encode(const char *text, size_t len, struct buf *out);

#endif
