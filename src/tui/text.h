/*
 * Text as cells of a terminal. Widths are those of the C library, which is
 * what ncurses believes too; what terminals disagree on (joined emoji, skin
 * tones, variation selectors) is reduced to its first character.
 */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include <wchar.h>

#include "base/base.h"

#define CELL_CHARS_MAX 5 /* one and its combining marks, as ncurses has it */

struct cell {
	wchar_t chars[CELL_CHARS_MAX + 1]; /* NUL-terminated */
	int columns;                       /* 1 or 2; 0: nothing to show */
};

/* The cell at text[*at], *at < len; moves *at behind it. Unsafe characters
 * and those the locale does not have become U+FFFD, or '?'. */
struct cell text_cell(const char *text, size_t len, size_t *at);

/* Columns of the whole text. */
int text_columns(const char *text);

/* How many bytes of text fit in columns; *used gets the columns they take. */
size_t text_fit(const char *text, size_t len, int columns, int *used);

/* Bytes of the first line of text when broken at blanks to columns, and where
 * the rest begins (*next). Longer words are cut. */
size_t text_break(const char *text, size_t len, int columns, size_t *next);

/* How many lines that makes of the whole text; at least one. */
int text_lines(const char *text, int columns);

#endif
