/* The state of the trash, for view_trash.c and trash_draw.c only. */
#ifndef TUI_TRASH_FORM_H
#define TUI_TRASH_FORM_H

#include "tui/app.h"
#include "tui/menu.h"
#include "tui/targets.h"

struct trash_view {
	struct view view;
	struct menu menu;
	struct selection found; /* borrowed from the vault of a generation */
	struct targets marked;
	int names;              /* columns of the longest */
	int64_t now;
};

void trash_draw(const struct view *view, const struct canvas *canvas);

#endif
