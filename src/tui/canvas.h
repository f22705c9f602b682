/* Drawing: styled text, clipped to a part of the screen. */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include "tui/term.h"

/* A part of the screen; positions are relative to it, and what lies outside
 * is not drawn. */
struct canvas {
	struct term *term;
	int y, x, height, width;
	bool ascii;
};

/* The whole screen, at the beginning of a frame; term_show() ends it. */
struct canvas canvas_begin(struct term *term);

struct canvas canvas_part(const struct canvas *canvas, int y, int x,
	int height, int width);

/* Draws text in at most width columns and returns the columns it took; what
 * does not fit ends in an ellipsis. Unsafe characters become U+FFFD. */
int canvas_text(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text);

/* The same, but of a long text the end is shown: for paths. */
int canvas_text_end(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text);

/* As canvas_text(); bytes of text whose mark is not 0 are highlighted. */
int canvas_marked(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text, const uint8_t *marks);

int canvas_textf(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *format, ...) PRINTF_LIKE(6, 7);

/* Breaks text at blanks into lines of at most width columns; returns how many
 * lines it took. */
int canvas_wrap(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text);

/* The same for sentences inside both margins; on a wide screen they keep lines
 * that the eye can follow. */
#define CANVAS_MARGIN 2
int canvas_prose(const struct canvas *canvas, int y, unsigned int style,
	const char *text);
int canvas_prose_width(int width);

/* The ground of a whole row that is selected: STYLE_SELECTED, or 0. */
void canvas_ground(const struct canvas *canvas, int y, unsigned int selected);

/* The columns of a box in the middle, at most max of them. */
struct columns {
	int x, width;
};
struct columns canvas_middle(const struct canvas *canvas, int max);

/* Gives cells a style, keeping their width of blanks. */
void canvas_fill(const struct canvas *canvas, int y, int x, int width,
	unsigned int style);

/* Shows the cursor there. */
void canvas_cursor(const struct canvas *canvas, int y, int x);

#endif
