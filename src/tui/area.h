/* A text of many lines that is being typed: a struct line with many set, shown
 * in rows broken at blanks. */
#ifndef TUI_AREA_H
#define TUI_AREA_H

#include "tui/line.h"

/* The rows that it takes at this width, at most max. */
int area_rows(const struct line *line, int width, int max);

/* Draws the rows around the cursor; focused: with the cursor. */
void area_draw(const struct line *line, const struct canvas *canvas, int y,
	int x, int width, int height, bool focused);

/* Moves the cursor by rows, as they are at this width. False if there is no
 * such row. */
bool area_move(struct line *line, int width, int by);

#endif
