/* Draws one account of the list, and parts of it on other screens. */
#ifndef TUI_ROW_H
#define TUI_ROW_H

#include "tui/canvas.h"
#include "tui/layout.h"
#include "tui/list.h"
#include "tui/shown.h"

struct row_look {
	const struct layout *layout;
	int64_t now;
	bool selected;
	struct shown shown;
	const char *code; /* of a counter-based account just used, or NULL */
};

void row_draw(const struct canvas *canvas, int y, const struct row *row,
	const struct row_look *look);

/* The style of a code with so many seconds left. */
enum style row_code_style(int64_t remaining);

/* Draws a countdown: its shape, too, tells when little is left. */
void row_draw_bar(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, int64_t remaining, int64_t period);

/* Draws its names as the head of a screen, with the star of a favourite. */
void row_draw_name(const struct canvas *canvas, int y, int x,
	const struct entry *entry);

#endif
