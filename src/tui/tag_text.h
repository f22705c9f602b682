/*
 * Tags as they are typed: blanks or commas between them, and double quotes
 * around one that has such a character, or begins with a dash.
 */
#ifndef TUI_TAG_TEXT_H
#define TUI_TAG_TEXT_H

#include "core/entry.h"

/* Appends all tags of an account. */
void tag_text_write(const struct entry *entry, struct buf *out);

/*
 * Takes the next tag of *at, which moves behind it; *out is NULL at the end.
 * With minus, a dash before a tag is no part of it but sets *minus.
 */
bool tag_text_next(const char **at, bool *minus, char **out, struct err *err)
	MUST_USE;

#endif
