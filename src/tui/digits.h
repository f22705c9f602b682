/* Codes in large letters. */
#ifndef TUI_DIGITS_H
#define TUI_DIGITS_H

#include "tui/canvas.h"

/* How large a code of so many characters (blanks included) can be drawn. */
enum digits_size { DIGITS_PLAIN, DIGITS_SMALL, DIGITS_LARGE };

/* The largest size that fits, with its rows and columns. */
enum digits_size digits_fit(const char *code, int height, int width,
	bool ascii, int *rows, int *columns);

void digits_draw(const struct canvas *canvas, int y, int x,
	enum digits_size size, unsigned int style, const char *code);

#endif
