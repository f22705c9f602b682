/* The names that a path may be completed to, below one another. */
#ifndef TUI_NAMES_H
#define TUI_NAMES_H

#include "tui/canvas.h"
#include "tui/complete.h"
#include "tui/line.h"

/* Completes the path that is typed, as far as it can be; names is what it may
 * become, unless that is one only. */
bool names_complete(struct line *path, struct completion *names, bool *any,
	struct err *err) MUST_USE;

void names_draw(const struct completion *names, const struct canvas *canvas,
	int y, int x);

#endif
