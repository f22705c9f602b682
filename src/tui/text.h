/*
 * Text as cells of a terminal. Widths are those of the C library, which is
 * what ncurses believes too. What terminals disagree on (joined emoji, flags,
 * skin tones, variation selectors) has the columns that it takes where it is
 * known, and in them what every terminal shows in the same way: its first
 * character, or the letters of the flag. term.c draws the whole over that
 * where it can do no harm.
 */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include <wchar.h>

#include "base/base.h"

#define CELL_JOINED_MAX 64 /* bytes: four people with their skin tones */
#define CELL_CHARS_MAX 5 /* one and its combining marks, as ncurses has it */

struct cell {
	wchar_t chars[CELL_CHARS_MAX + 1]; /* NUL-terminated */
	wchar_t second; /* for the other column, if chars take one of two; 0:
			   a blank */
	int columns;    /* 1 or 2; 0: nothing to show */
	const char *joined; /* all of it, in the text, if that is more; or
			       NULL */
	size_t joined_len;  /* at most CELL_JOINED_MAX */
	int extent;         /* columns where a terminal joins nothing */
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
