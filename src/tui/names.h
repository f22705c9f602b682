/* The names that a path may be completed to, below one another. */
#ifndef TUI_NAMES_H
#define TUI_NAMES_H

#include "tui/canvas.h"
#include "tui/complete.h"

void names_draw(const struct completion *names, const struct canvas *canvas,
	int y, int x);

#endif
