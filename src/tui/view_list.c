/* The home screen: every account with its live code. */
#include "tui/keys.h"
#include "tui/list_form.h"
#include "tui/past.h"
#include "tui/views.h"

static struct list_view *
self(struct view *view)
{
	return (struct list_view *)view;
}

static const struct key_table browse_keys, filter_keys, marked_keys,
	narrowed_keys;

static size_t
rows_high(const struct list_view *list)
{
	int height = list->view.height - (list_has_filter(list) ? 1 : 0);

	return height > 0 ? (size_t)height : 0;
}

/* Who changes the setting means what it says. */
static void
follow_setting(struct list_view *list)
{
	int hides = app_setting(list->view.app, CONFIG_HIDE_CODES);

	if (hides != list->hides)
		list->otherwise = false;
	list->hides = hides;
}

/* What Esc is for is in the footer while it is for anything. */
static const struct key_table *
keys_of(const struct list_view *list)
{
	if (list->filtering)
		return &filter_keys;
	if (list->list.marked > 0 && !list_has_filter(list))
		return &marked_keys;
	return list_has_filter(list) || list->list.tag[0] != '\0'
		? &narrowed_keys : &browse_keys;
}

static bool
update(struct view *view, struct err *err)
{
	struct list_view *list = self(view);
	const struct vault *vault = app_session(view->app)->vault;
	size_t height = rows_high(list);
	enum config_sort sort = (enum config_sort)app_setting(view->app,
		CONFIG_SORT);

	if (view->generation != app_generation(view->app) ||
	    list->list.sort != sort) {
		list->list.sort = sort;
		list->list.order = app_order(view->app);
		if (!list_load(&list->list, &vault->payload.entries, err))
			return false;
		view->generation = app_generation(view->app);
		if (app_selected(view->app)[0] != '\0')
			list_find(&list->list, app_selected(view->app));
		app_select(view->app, "");
	}
	if (strcmp(list->list.tag, app_tag(view->app)) != 0)
		list_set_tag(&list->list, app_tag(view->app));
	view->keys = keys_of(list);
	follow_setting(list);
	list_fit(&list->list, 0, (int)height);
	list_tell(list, height);
	return list_prepare(&list->list, app_now(view->app), err);
}

/* Filtering */

static void
set_filtering(struct list_view *list, bool filtering)
{
	list->filtering = filtering;
	list->view.keys = keys_of(list);
}

static void
on_change(struct view *view)
{
	struct list_view *list = self(view);
	struct err err;

	if (!list_filter(&list->list, line_text(&list->filter), &err))
		app_say_err(view->app, &err);
}

static struct line *
line(struct view *view)
{
	return self(view)->filtering ? &self(view)->filter : NULL;
}

static enum after
act_filter(struct view *view)
{
	set_filtering(self(view), true);
	return AFTER_NOTHING;
}

static enum after
act_keep_filter(struct view *view)
{
	set_filtering(self(view), false);
	return AFTER_NOTHING;
}

static enum after
act_clear_filter(struct view *view)
{
	struct list_view *list = self(view);
	char id[ENTRY_ID_SIZE];

	snprintf(id, sizeof(id), "%s", list->list.id);
	line_clear(&list->filter);
	app_set_tag(view->app, "");
	set_filtering(list, false);
	on_change(view);
	list_find(&list->list, id);
	return AFTER_NOTHING;
}

/* Using accounts */

static enum after
copy(struct view *view, unsigned int steps)
{
	struct list_view *list = self(view);
	const struct row *row = list_current(&list->list);

	if (row != NULL)
		use_copy(&list->use, view->app, row->entry, steps);
	return AFTER_NOTHING;
}

static enum after
act_copy(struct view *view)
{
	return copy(view, 0);
}

static enum after
act_copy_next(struct view *view)
{
	return copy(view, 1);
}

static enum after
act_copy_found(struct view *view)
{
	if (list_current(&self(view)->list) == NULL)
		return AFTER_NOTHING;
	set_filtering(self(view), false);
	return copy(view, 0);
}

static enum after
act_detail(struct view *view)
{
	const struct row *row = list_current(&self(view)->list);

	if (row != NULL)
		app_push(view->app, &view_detail, &(struct detail_arg){
			.id = row->entry->id,
		});
	return AFTER_NOTHING;
}

/* Marks */

static enum after
say_too_many(struct view *view)
{
	app_say(view->app, STYLE_DIM, "At most %d can be marked", TARGETS_MAX);
	return AFTER_NOTHING;
}

static enum after
act_mark(struct view *view)
{
	struct list *list = &self(view)->list;

	if (!list_mark(list, list->menu.cursor))
		return say_too_many(view);
	menu_move(&list->menu, 1);
	return AFTER_NOTHING;
}

static enum after
act_mark_all(struct view *view)
{
	if (!list_mark_all(&self(view)->list))
		return say_too_many(view);
	return AFTER_NOTHING;
}

/* Esc takes back one thing at a time. */
static enum after
act_show_all(struct view *view)
{
	if (self(view)->list.marked > 0 && !list_has_filter(self(view)))
		list_unmark(&self(view)->list);
	else
		return act_clear_filter(view);
	return AFTER_NOTHING;
}

static enum after
act_hide(struct view *view)
{
	self(view)->otherwise = !self(view)->otherwise;
	app_say(view->app, STYLE_DIM, "%s", list_hides(self(view))
		? "Codes are hidden, but for the selected one"
		: "Codes are shown");
	return AFTER_NOTHING;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->list.menu;
}

static void
targets(struct view *view, struct targets *out)
{
	list_targets(&self(view)->list, out);
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	past_remind(view->app);
	return true;
}

static bool
on_paste(struct view *view, const char *text, size_t len)
{
	(void)len;
	if (self(view)->filtering)
		return false;
	app_push(view->app, &view_add, text);
	return true;
}

/* Whoever unlocks again finds the same one selected. */
static void
close_view(struct view *view)
{
	const struct row *row = list_current(&self(view)->list);

	if (row != NULL)
		app_select(view->app, row->id);
	list_wipe(&self(view)->list);
	line_wipe(&self(view)->filter);
	use_wipe(&self(view)->use);
}

static const struct key_def browse_rows[] = {
	{{K_ENTER, 'y'}, "copy", "copy", "copy the code", act_copy},
	{{'/'}, "find", "find", "find: shows what matches as you type",
		act_filter},
	{{'a'}, "add", "add", "add an account by text key or otpauth:// URI",
		.opens = &view_add},
	{{'i'}, "import", "import", "import a QR picture or a backup",
		.opens = &view_import},
	{{' '}, "big", "big", "show this account alone, its code in large "
		"digits", act_detail},
	{{'n'}, "copy-next", NULL, "copy the code after this one",
		act_copy_next},
	{{'m'}, "mark", NULL, "mark: what follows is for all marked ones",
		act_mark},
	{{'M'}, "mark-all", NULL, "mark all that are shown, or none",
		act_mark_all},
	{{'t'}, "tags", NULL, "show the accounts with one tag only",
		.opens = &view_tags},
	{{'o'}, "order", NULL, "order: by name, last used first, or by hand",
		list_act_order},
	{{'J'}, "move-down", NULL, "move this account down, by hand",
		list_act_move_down},
	{{'K'}, "move-up", NULL, "move this account up, by hand",
		list_act_move_up},
	{{'H'}, "hide", NULL, "hide all codes but the selected one, or show "
		"them", act_hide},
	{{K_ESC}, "show-all", NULL, "unmark, and show all accounts again",
		act_show_all},
	{{'v'}, "menu", "menu", "all that is not about one account",
		.opens = &view_vault},
	{{','}, "settings", NULL, "colours, order, keys, times",
		.opens = &view_settings},
};

static const struct key_def filter_rows[] = {
	{{K_ENTER}, "copy", "copy", "copy the code of the selected account",
		act_copy_found},
	{{K_ESC}, "show-all", "show all", "show all accounts again",
		act_clear_filter},
	{{K_TAB}, "keep-filter", "keep", "keep the filter and go back to the "
		"keys", act_keep_filter},
};

static const struct key_table browse_keys = KEY_TABLE_WITH("Accounts",
	browse_rows, &account_keys, &menu_keys);
/* The same, with a name for Esc; the first row is what a double click does. */
static const struct key_def narrowed_rows[] = {
	{{K_ENTER, 'y'}, "copy", "copy", "copy the code", act_copy},
	{{K_ESC}, "show-all", "show all", "show all accounts again",
		act_show_all},
};
static const struct key_def marked_rows[] = {
	{{K_ENTER, 'y'}, "copy", "copy", "copy the code", act_copy},
	{{K_ESC}, "show-all", "unmark", "unmark all", act_show_all},
};
static const struct key_table narrowed_keys = KEY_TABLE_WITH("Accounts",
	narrowed_rows, &browse_keys, &account_keys, &menu_keys);
static const struct key_table marked_keys = KEY_TABLE_WITH("Accounts",
	marked_rows, &browse_keys, &account_keys, &menu_keys);

static const struct key_table filter_keys = {"Finding", filter_rows,
	COUNT_OF(filter_rows), true,
	(const struct key_table *const[]){&menu_typing_keys, NULL}, false};
static const struct key_table *const tables[] = {&browse_keys, &filter_keys,
	NULL};

const struct view_class view_list = {
	.title = "Accounts",
	.size = sizeof(struct list_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = list_view_draw,
	.line = line,
	.on_change = on_change,
	.on_paste = on_paste,
	.menu = menu,
	.targets = targets,
	.close = close_view,
};
