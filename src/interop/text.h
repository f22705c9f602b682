/* Text files of foreign programs: encodings and lines. */
#ifndef INTEROP_TEXT_H
#define INTEROP_TEXT_H

#include "base/buf.h"

struct text_line {
	const char *text; /* no line end, no blanks around; not NUL-ended */
	size_t len;
	size_t number;    /* counted from 1 */
	bool ended;       /* a line end stood behind it */
};

/* Walks the lines of a text, which starts as {text, len}. */
struct text_lines {
	const char *rest;
	size_t left;
	size_t number;
};

/* False after the last line. LF, CRLF and CR end lines. */
bool text_next(struct text_lines *lines, struct text_line *out);

/* Skips a UTF-8 byte order mark. */
void text_skip_mark(const char **text, size_t *len);

/* True, and cut off the line, if it begins so (ASCII cases ignored). */
bool text_cut_prefix(struct text_line *line, const char *prefix);
bool text_line_starts(const struct text_line *line, const char *prefix);

#endif
