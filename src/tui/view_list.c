/* The home screen: every account with its live code. */
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/past.h"
#include "tui/row.h"
#include "tui/text.h"
#include "tui/use.h"
#include "tui/views.h"

#include "app/accounts.h"

struct list_view {
	struct view view;
	struct list list;
	struct line filter;
	bool filtering; /* typing goes to the filter */
	struct use use; /* what was copied last */
};

static struct list_view *
self(struct view *view)
{
	return (struct list_view *)view;
}

static const struct key_table browse_keys, filter_keys;

static bool
has_filter(const struct list_view *list)
{
	return list->filtering || !line_is_empty(&list->filter);
}

static size_t
rows_high(const struct list_view *list)
{
	int height = list->view.height - (has_filter(list) ? 1 : 0);

	return height > 0 ? (size_t)height : 0;
}

static bool
update(struct view *view, struct err *err)
{
	struct list_view *list = self(view);
	const struct vault *vault = app_session(view->app)->vault;
	size_t height = rows_high(list);

	if (view->generation != app_generation(view->app)) {
		if (!list_load(&list->list, &vault->payload.entries, err))
			return false;
		view->generation = app_generation(view->app);
		if (app_selected(view->app)[0] != '\0')
			list_find(&list->list, app_selected(view->app));
		app_select(view->app, "");
	}
	list_scroll(&list->list, height);
	if (has_filter(list))
		snprintf(view->right, sizeof(view->right), "%zu of %zu",
			list->list.shown_len, list->list.len);
	else if (list->list.len > height)
		snprintf(view->right, sizeof(view->right), "%zu/%zu",
			list->list.cursor + 1, list->list.len);
	else
		snprintf(view->right, sizeof(view->right), "%zu account%s",
			list->list.len, list->list.len == 1 ? "" : "s");
	return list_prepare(&list->list, height, app_now(view->app), err);
}

/* Drawing */

static enum after act_add(struct view *view);
static enum after act_import(struct view *view);

/* An empty list says how accounts get in. */
static void
draw_empty(const struct canvas *canvas)
{
	int y = canvas->height > 9 ? canvas->height / 3 : 0;
	int x = canvas->width > 60 ? canvas->width / 2 - 24 : 1;

	canvas_text(canvas, y, x, canvas->width, STYLE_TITLE,
		"No accounts yet.");
	y += canvas->height > 4 ? 2 : 1;
	for (size_t i = 0; i < browse_keys.len; i++) {
		const struct key_def *row = &browse_keys.rows[i];
		char name[KEY_LABEL_SIZE];

		if (row->act != act_add && row->act != act_import)
			continue;
		key_label(row->keys[0], canvas->ascii, name);
		canvas_text(canvas, y, x, 6, STYLE_KEY, name);
		canvas_text(canvas, y++, x + 3, canvas->width, STYLE_NORMAL,
			row->help);
	}
}

static void
draw_filter(const struct list_view *list, const struct canvas *canvas)
{
	int y = canvas->height - 1;

	canvas_text(canvas, y, 1, 1, STYLE_KEY, "/");
	if (list->filtering)
		line_draw(&list->filter, canvas, y, 2,
			canvas->width < 50 ? canvas->width - 2 : 48, true);
	else
		canvas_text(canvas, y, 2, canvas->width - 2, STYLE_NORMAL,
			line_text(&list->filter));
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct list_view *list = (const struct list_view *)view;
	const struct list *model = &list->list;
	struct layout layout = layout_list(&(struct layout_needs){
		.width = canvas->width,
		.issuer = model->issuer,
		.account = model->account,
		.tags = model->tags,
		.code = model->code,
		.seconds = model->seconds,
	});
	size_t height = rows_high(list);

	if (has_filter(list))
		draw_filter(list, canvas);
	if (model->len == 0) {
		draw_empty(canvas);
	} else if (model->shown_len == 0) {
		canvas_text(canvas, 0, 1, canvas->width - 2, STYLE_DIM,
			"Nothing matches. Esc shows all accounts.");
	}
	for (size_t i = 0; i < height && model->top + i < model->shown_len;
	     i++) {
		size_t index = model->top + i;
		const struct row *row = &model->rows[model->shown[index]];

		row_draw(canvas, (int)i, row, &(struct row_look){
			.layout = &layout,
			.now = app_now(view->app),
			.selected = index == model->cursor,
			.code = use_code(&list->use, row->entry->id),
		});
	}
}

/* Moving about */

static enum after
move(struct view *view, ptrdiff_t by)
{
	list_move(&self(view)->list, by);
	return AFTER_NOTHING;
}

static enum after
act_down(struct view *view)
{
	return move(view, 1);
}

static enum after
act_up(struct view *view)
{
	return move(view, -1);
}

static enum after
act_page_down(struct view *view)
{
	return move(view, (ptrdiff_t)rows_high(self(view)));
}

static enum after
act_page_up(struct view *view)
{
	return move(view, -(ptrdiff_t)rows_high(self(view)));
}

static enum after
act_first(struct view *view)
{
	return move(view, -(ptrdiff_t)self(view)->list.len);
}

static enum after
act_last(struct view *view)
{
	return move(view, (ptrdiff_t)self(view)->list.len);
}

/* Filtering */

static void
set_filtering(struct list_view *list, bool filtering)
{
	list->filtering = filtering;
	list->view.keys = filtering ? &filter_keys : &browse_keys;
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

	memcpy(id, list->list.id, sizeof(id));
	line_clear(&list->filter);
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

static enum after
act_qr(struct view *view)
{
	const struct row *row = list_current(&self(view)->list);

	if (row != NULL && !entry_is_broken(row->entry))
		app_push(view->app, &view_qr, row->entry->id);
	return AFTER_NOTHING;
}

static enum after
act_add(struct view *view)
{
	app_push(view->app, &view_add, NULL);
	return AFTER_NOTHING;
}

static enum after
act_import(struct view *view)
{
	app_push(view->app, &view_import, NULL);
	return AFTER_NOTHING;
}

static enum after
act_trash(struct view *view)
{
	struct list_view *list = self(view);
	const struct row *row = list_current(&list->list);
	char id[ENTRY_ID_SIZE];
	const char *ids[] = {id};
	BUF title = {0};
	struct err err;

	if (row == NULL)
		return AFTER_NOTHING;
	memcpy(id, row->entry->id, sizeof(id));
	entry_title(row->entry, &title);
	if (!accounts_trash(app_session(view->app), ids, 1, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "In the trash: %s   (u brings it back)",
		buf_text(&title));
	return AFTER_NOTHING;
}

static enum after
act_undo(struct view *view)
{
	past_undo(view->app);
	return AFTER_NOTHING;
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

static void
close_view(struct view *view)
{
	list_wipe(&self(view)->list);
	line_wipe(&self(view)->filter);
	use_wipe(&self(view)->use);
}

static const struct key_def browse_rows[] = {
	{{K_ENTER, 'y'}, "copy", "copy the code", act_copy},
	{{'/'}, "find", "find: shows what matches as you type", act_filter},
	{{'a'}, "add", "add an account by text key or otpauth:// URI",
		act_add},
	{{'i'}, "import", "import a QR picture or a backup", act_import},
	{{' '}, "big", "show this account alone, its code in large digits",
		act_detail},
	{{'s'}, NULL, "show its QR code and text key, for another device",
		act_qr},
	{{'d'}, "delete", "move this account to the trash", act_trash},
	{{'u'}, "undo", "undo the last change; again: redo it", act_undo},
	{{'n'}, NULL, "copy the code after this one", act_copy_next},
	{{'j', K_DOWN, K_CTRL('n')}, NULL, "next account", act_down},
	{{'k', K_UP, K_CTRL('p')}, NULL, "previous account", act_up},
	{{K_PAGE_DOWN, 'l', K_CTRL('f')}, NULL, "one page down",
		act_page_down},
	{{K_PAGE_UP, 'h', K_CTRL('b')}, NULL, "one page up", act_page_up},
	{{'g', K_HOME}, NULL, "first account", act_first},
	{{'G', K_END}, NULL, "last account", act_last},
	{{K_ESC}, NULL, "show all accounts again", act_clear_filter},
};

static const struct key_def filter_rows[] = {
	{{K_ENTER}, "copy", "copy the code of the selected account",
		act_copy_found},
	{{K_ESC}, "show all", "show all accounts again", act_clear_filter},
	{{K_TAB}, "keep", "keep the filter and go back to the keys",
		act_keep_filter},
	{{K_DOWN, K_CTRL('n')}, "down", "next account", act_down},
	{{K_UP, K_CTRL('p')}, "up", "previous account", act_up},
	{{K_PAGE_DOWN}, NULL, "one page down", act_page_down},
	{{K_PAGE_UP}, NULL, "one page up", act_page_up},
};

static const struct key_table browse_keys = KEY_TABLE("Accounts", browse_rows);
static const struct key_table filter_keys = KEY_TABLE("Finding", filter_rows);
static const struct key_table *const tables[] = {&browse_keys, &filter_keys,
	NULL};

const struct view_class view_list = {
	.title = "Accounts",
	.size = sizeof(struct list_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.line = line,
	.on_change = on_change,
	.on_paste = on_paste,
	.close = close_view,
};
