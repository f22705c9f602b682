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
	int hides;      /* the setting, as it was looked at last */
	bool otherwise; /* codes are hidden if that says they are not */
	struct use use; /* what was copied last */
};

/* True while less than all may be shown. */
bool list_has_filter(const struct list_view *list);

/* True while codes are dots, but for the selected one. */
bool list_hides(const struct list_view *list);

/* Actions: the next order of all; and one down or up, by hand. */
enum after list_act_order(struct view *view);
enum after list_act_move_down(struct view *view);
enum after list_act_move_up(struct view *view);

/* To be called in update(): what stands at the right end of the title of a
 * list of this height, and what is to be known of the selected account. */
void list_tell(struct list_view *list, size_t height);

void list_view_draw(const struct view *view, const struct canvas *canvas);

#endif
