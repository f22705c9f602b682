/* The order of the list: which one, and moving accounts by hand. */
#include "tui/keys.h"
#include "tui/list_form.h"

enum after
list_act_order(struct view *view)
{
	static const char *const words[SORT_COUNT] = {
		[SORT_NAME] = "By issuer and account",
		[SORT_RECENT] = "The last used first",
		[SORT_MANUAL] = "As you move them",
	};
	int sort = (app_setting(view->app, CONFIG_SORT) + 1) % SORT_COUNT;
	char up[KEY_LABEL_SIZE], down[KEY_LABEL_SIZE];
	struct err err;

	if (!app_set(view->app, CONFIG_SORT, sort, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_key_name(view->app, "move-down", down);
	app_key_name(view->app, "move-up", up);
	if (sort == SORT_MANUAL)
		app_say(view->app, STYLE_DIM, "%s: %s moves down, %s up",
			words[sort], down, up);
	else
		app_say(view->app, STYLE_DIM, "%s", words[sort]);
	return AFTER_NOTHING;
}

/* What was moved in another order turns that into one by hand: said, as it
 * stays so. */
static bool
begin_manual(struct view *view, struct err *err)
{
	char key[KEY_LABEL_SIZE];

	if (!app_set(view->app, CONFIG_SORT, SORT_MANUAL, err))
		return false;
	app_key_name(view->app, "order", key);
	app_say(view->app, STYLE_DIM, "The order is by hand now: %s for the "
		"others", key);
	return true;
}

/* The order that is seen is where moving begins. */
static enum after
move_row(struct view *view, int by)
{
	struct list *list = &((struct list_view *)view)->list;
	struct err err;

	if (list->menu.cursor + (size_t)by >= list->shown_len)
		return AFTER_NOTHING;
	if (!list_swap(list, by, app_order(view->app), &err) ||
	    (list->sort != SORT_MANUAL && !begin_manual(view, &err)))
		app_say_err(view->app, &err);
	view->generation = 0;
	return AFTER_NOTHING;
}

enum after
list_act_move_down(struct view *view)
{
	return move_row(view, 1);
}

enum after
list_act_move_up(struct view *view)
{
	return move_row(view, -1);
}
