/* The pieces of reading a message; private to interop. */
#ifndef INTEROP_MESSAGE_PARTS_H
#define INTEROP_MESSAGE_PARTS_H

#include "base/buf.h"

struct span {
	const char *at;
	size_t len;
};

/* The next line, without its end; *text is behind it then. False at the end. */
bool span_line(struct span *text, struct span *line);

bool span_starts_nocase(struct span span, const char *prefix);

/* Where needle (lower case) is in the span, ignoring case; or its length. */
size_t span_find_nocase(struct span span, const char *needle);

/* Appends quoted-printable, decoded; with underscores for blanks where it is
 * of a header. */
void message_unquote(struct span text, bool header, struct buf *out);

/* Appends base64, decoded as far as it goes. */
void message_unbase64(struct span text, struct buf *out);

/* Appends bytes of a charset (NULL or unknown: UTF-8, else ISO 8859-1) as
 * UTF-8. */
void message_recode(const char *charset, const uint8_t *bytes, size_t len,
	struct buf *out);

/* Appends a header's value with its encoded words (RFC 2047) decoded. */
void message_unword(struct span value, struct buf *out);

/* Appends what of HTML is read; lines for blocks. */
void message_untag(struct span html, struct buf *out);

/* Appends a text with one form for what looks alike, in one line what is in
 * boxes: *out was empty. */
void message_plain(struct span text, struct buf *out);

#endif
