/* The state of the list's view, for its files only. */
#ifndef TUI_LIST_FORM_H
#define TUI_LIST_FORM_H

#include "tui/app.h"
#include "tui/line.h"
#include "tui/list.h"
#include "tui/use.h"

struct list_view {
	struct view view;
	struct list list;
	struct line filter;
	bool filtering; /* typing goes to the filter */
	bool otherwise; /* codes are hidden if the setting says they are not */
	struct use use; /* what was copied last */
};

/* True while less than all may be shown. */
bool list_has_filter(const struct list_view *list);

/* True while codes are dots, but for the selected one. */
bool list_hides(const struct list_view *list);

void list_view_draw(const struct view *view, const struct canvas *canvas);

#endif
