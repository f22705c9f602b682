/* A line of text that is being typed, in secmem. */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include "base/buf.h"
#include "tui/canvas.h"

#define LINE_TEXT_MAX 16384 /* bytes */

struct line {
	struct buf text;
	size_t cursor; /* bytes */
	bool hidden;   /* show bullets only */
	bool many;     /* lines, with breaks and tabs: see area.h */
};

void line_wipe(struct line *line);
const char *line_text(const struct line *line);
bool line_is_empty(const struct line *line);

/* Puts text at the cursor. If there are not to be many lines, breaks and tabs
 * become blanks, and those at the ends are dropped; other control characters
 * are in any case. */
void line_insert(struct line *line, const char *text, size_t len);

/* Replaces all, by any text. */
void line_set(struct line *line, const char *text);
void line_clear(struct line *line);

/* Movements go by grapheme clusters; home and end are those of the line that
 * the cursor is in, as are before and behind. */
void line_left(struct line *line);
void line_right(struct line *line);
void line_home(struct line *line);
void line_end(struct line *line);
void line_backspace(struct line *line);
void line_delete(struct line *line);
void line_delete_word(struct line *line);
void line_delete_before(struct line *line);
void line_delete_behind(struct line *line);

/* Draws the part around the cursor; focused: with the cursor. */
void line_draw(const struct line *line, const struct canvas *canvas, int y,
	int x, int width, bool focused);

#endif
