/* What was deleted: it can come back until its days are over. */
#include "app/accounts.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/past.h"
#include "tui/text.h"
#include "tui/views.h"
#include "tui/when.h"

#define SECONDS_A_DAY INT64_C(86400)
#define NAME_COLUMN 2
#define DAY_WIDTH 12 /* "2026-11-21" and a gap */
#define LEFT_WIDTH 22
#define WIDE (NAME_COLUMN + 20 + DAY_WIDTH + LEFT_WIDTH)
#define HEAD_HEIGHT_MIN 8

struct trash_view {
	struct view view;
	struct menu menu;
	struct selection found; /* borrowed from the vault of a generation */
	int names;              /* columns of the longest */
	int64_t now;
};

static struct trash_view *
self(struct view *view)
{
	return (struct trash_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static const struct entry *
current(const struct trash_view *trash)
{
	return trash->menu.cursor < trash->found.len
		? trash->found.items[trash->menu.cursor] : NULL;
}

/* The last one that was deleted comes first. */
static int
compare(const void *a, const void *b)
{
	const struct entry *x = *(struct entry *const *)a;
	const struct entry *y = *(struct entry *const *)b;

	return (x->trashed < y->trashed) - (x->trashed > y->trashed);
}

static int
title_columns(const struct entry *entry)
{
	BUF title = {0};

	entry_title(entry, &title);
	return text_columns(buf_text(&title));
}

static bool
load(struct trash_view *trash, struct err *err)
{
	struct session *session = app_session(trash->view.app);

	selection_wipe(&trash->found);
	trash->names = 0;
	if (!entries_filter(&session->vault->payload.entries, NULL, NULL,
		    SCOPE_TRASH, &trash->found, err))
		return false;
	if (trash->found.len > 1)
		qsort(trash->found.items, trash->found.len,
			sizeof(struct entry *), compare);
	for (size_t i = 0; i < trash->found.len; i++) {
		int columns = title_columns(trash->found.items[i]);

		if (columns > trash->names)
			trash->names = columns;
	}
	return true;
}

static bool
update(struct view *view, struct err *err)
{
	struct trash_view *trash = self(view);
	int above = view->height >= HEAD_HEIGHT_MIN ? 2 : 0;

	trash->now = clock_now(&app_session(view->app)->stamps);
	if (view->generation != app_generation(view->app)) {
		view->generation = app_generation(view->app);
		if (!load(trash, err))
			return false;
	}
	view->right[0] = '\0';
	if (trash->found.len > 0)
		snprintf(view->right, sizeof(view->right), "%zu account%s",
			trash->found.len, trash->found.len == 1 ? "" : "s");
	menu_fit(&trash->menu, trash->found.len, above, view->height - above);
	return true;
}

/* Drawing */

/* What is over its days goes with the next change of the vault. */
static void
write_left(const struct trash_view *trash, const struct entry *entry,
	char *out, size_t size)
{
	int64_t left = entry->trashed + PAYLOAD_TRASH_DAYS * SECONDS_A_DAY -
		trash->now;
	int64_t days = (left + SECONDS_A_DAY - 1) / SECONDS_A_DAY;

	if (left <= 0)
		snprintf(out, size, "with the next change");
	else
		snprintf(out, size, "in %lld day%s", (long long)days,
			days == 1 ? "" : "s");
}

/* ISSUER:ACCOUNT without allocating. */
static void
draw_title(const struct canvas *canvas, int y, int width, unsigned int style,
	const struct entry *entry)
{
	bool issuer = entry->issuer != NULL && *entry->issuer != '\0';
	bool account = entry->account != NULL && *entry->account != '\0';

	if (!issuer && !account)
		canvas_text(canvas, y, NAME_COLUMN, width, style, "(no name)");
	else
		canvas_textf(canvas, y, NAME_COLUMN, width, style, "%s%s%s",
			issuer ? entry->issuer : "",
			issuer && account ? ":" : "",
			account ? entry->account : "");
}

/* Where the columns behind the names begin. */
static int
names_end(const struct trash_view *trash, const struct canvas *canvas)
{
	int behind = canvas->width < WIDE ? LEFT_WIDTH
					  : DAY_WIDTH + LEFT_WIDTH;
	int end = NAME_COLUMN + trash->names + 3;

	if (end > canvas->width - behind)
		end = canvas->width - behind;
	return end > NAME_COLUMN + 8 ? end : NAME_COLUMN + 8;
}

static void
draw_row(const struct trash_view *trash, const struct canvas *canvas, int y,
	size_t row)
{
	unsigned int selected = row == trash->menu.cursor ? STYLE_SELECTED : 0;
	const struct entry *entry = trash->found.items[row];
	int x = names_end(trash, canvas);
	char text[WHEN_SIZE];

	if (selected != 0)
		canvas_fill(canvas, y, 0, canvas->width,
			STYLE_NORMAL | selected);
	draw_title(canvas, y, x - NAME_COLUMN - 1, STYLE_NORMAL | selected,
		entry);
	if (canvas->width >= WIDE) {
		when_write_day(entry->trashed, text);
		canvas_text(canvas, y, x, DAY_WIDTH - 2, STYLE_DIM | selected,
			text);
		x += DAY_WIDTH;
	}
	write_left(trash, entry, text, sizeof(text));
	canvas_text(canvas, y, x, canvas->width - x, STYLE_DIM | selected,
		text);
}

static void
draw_head(const struct trash_view *trash, const struct canvas *canvas)
{
	int x = names_end(trash, canvas);

	canvas_text(canvas, 0, NAME_COLUMN, x - NAME_COLUMN - 1, STYLE_DIM,
		"Account");
	if (canvas->width >= WIDE) {
		canvas_text(canvas, 0, x, DAY_WIDTH - 2, STYLE_DIM, "Deleted");
		x += DAY_WIDTH;
	}
	canvas_text(canvas, 0, x, canvas->width - x, STYLE_DIM,
		"Gone for good");
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct trash_view *trash = (const struct trash_view *)view;
	const struct menu *rows = &trash->menu;
	char text[120];

	if (trash->found.len == 0) {
		snprintf(text, sizeof(text), "The trash is empty. What is "
			"deleted stays here for %d days.", PAYLOAD_TRASH_DAYS);
		canvas_wrap(canvas, 0, NAME_COLUMN,
			canvas->width - 2 * NAME_COLUMN, STYLE_DIM, text);
		return;
	}
	if (rows->y > 0)
		draw_head(trash, canvas);
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(trash, canvas, rows->y + (int)i, rows->top + i);
}

/* Actions */

static enum after
act_restore(struct view *view)
{
	const struct entry *entry = current(self(view));
	char id[ENTRY_ID_SIZE];
	BUF title = {0};
	struct err err;

	if (entry == NULL)
		return AFTER_NOTHING;
	memcpy(id, entry->id, sizeof(id));
	entry_title(entry, &title);
	if (!accounts_restore(app_session(view->app),
		    &(const char *){id}, 1, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_select(view->app, id);
	app_say(view->app, STYLE_GOOD, "Restored: %s", buf_text(&title));
	return AFTER_NOTHING;
}

static enum after
empty(struct view *view)
{
	size_t count;
	struct err err;

	if (!accounts_empty_trash(app_session(view->app), &count, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "Deleted for good: %zu account%s",
		count, count == 1 ? "" : "s");
	return AFTER_NOTHING;
}

static enum after
act_empty(struct view *view)
{
	size_t count = self(view)->found.len;
	char question[160];

	if (count == 0)
		return AFTER_NOTHING;
	snprintf(question, sizeof(question), "Delete %zu account%s for good? "
		"Only an earlier revision or a backup could bring %s back.",
		count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "delete for good",
		.asker = view,
		.act = empty,
	});
	return AFTER_NOTHING;
}

static enum after
act_undo(struct view *view)
{
	past_undo(view->app);
	return AFTER_NOTHING;
}

static enum after
act_back(struct view *view)
{
	(void)view;
	return AFTER_CLOSE;
}

static void
close_view(struct view *view)
{
	selection_wipe(&self(view)->found);
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'r'}, "restore", "restore", "put it back among the accounts",
		act_restore},
	{{'E'}, "empty", "empty", "delete all that is here for good",
		act_empty},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", act_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Trash", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_trash = {
	.title = "Trash",
	.size = sizeof(struct trash_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.menu = menu,
	.close = close_view,
};
