/* The tags, one of which the list can be limited to. */
#include "base/secmem.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/text.h"
#include "tui/views.h"

#define NAME_COLUMN 2
#define COUNT_ROOM 6 /* with the gap before it */

struct tag_row {
	const char *name; /* borrowed from an account; "" for all */
	size_t count;     /* of accounts */
};

struct tags_view {
	struct view view;
	struct menu menu;
	struct tag_row *rows; /* all accounts, then each tag */
	size_t len;
	int width;            /* of the widest name */
};

static struct tags_view *
self(struct view *view)
{
	return (struct tags_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static void
forget(struct tags_view *tags)
{
	secmem_free(tags->rows);
	tags->rows = NULL;
	tags->len = 0;
}

static int
compare(const void *a, const void *b)
{
	const struct tag_row *x = a, *y = b;

	return strcasecmp(x->name, y->name);
}

/* Every tag of every account, the same ones several times. */
static void
gather(struct tags_view *tags, const struct selection *accounts)
{
	for (size_t i = 0; i < accounts->len; i++) {
		const struct entry *entry = accounts->items[i];

		for (size_t j = 0; j < entry->tag_count; j++)
			tags->rows[tags->len++] =
				(struct tag_row){entry->tags[j], 1};
	}
}

static void
unite(struct tags_view *tags)
{
	size_t len = 0;

	qsort(tags->rows, tags->len, sizeof(*tags->rows), compare);
	for (size_t i = 0; i < tags->len; i++) {
		if (len > 0 && compare(&tags->rows[len - 1],
			    &tags->rows[i]) == 0)
			tags->rows[len - 1].count++;
		else
			tags->rows[len++] = tags->rows[i];
	}
	tags->len = len;
}

static bool
load(struct tags_view *tags, struct err *err)
{
	const struct vault *vault = app_session(tags->view.app)->vault;
	SELECTION accounts = {0};
	size_t count = 1;

	forget(tags);
	if (!entries_filter(&vault->payload.entries, NULL, NULL, SCOPE_LIVE,
		    &accounts, err))
		return false;
	for (size_t i = 0; i < accounts.len; i++)
		count += accounts.items[i]->tag_count;
	tags->rows = secmem_alloc(count * sizeof(*tags->rows));
	if (tags->rows == NULL)
		return err_nomem(err);
	gather(tags, &accounts);
	unite(tags);
	memmove(&tags->rows[1], tags->rows, tags->len * sizeof(*tags->rows));
	tags->rows[0] = (struct tag_row){"", accounts.len};
	tags->len++;
	tags->width = text_columns("All accounts");
	for (size_t i = 0; i < tags->len; i++) {
		int width = text_columns(tags->rows[i].name);

		tags->width = width > tags->width ? width : tags->width;
	}
	return true;
}

static bool
update(struct view *view, struct err *err)
{
	struct tags_view *tags = self(view);
	bool first = tags->rows == NULL;

	if (view->generation != app_generation(view->app)) {
		if (!load(tags, err))
			return false;
		view->generation = app_generation(view->app);
	}
	menu_fit(&tags->menu, tags->len, 0, view->height);
	for (size_t i = 0; first && i < tags->len; i++) {
		if (strcasecmp(tags->rows[i].name, app_tag(view->app)) == 0)
			tags->menu.cursor = i;
	}
	if (first)
		menu_fit(&tags->menu, tags->len, 0, view->height);
	return true;
}

static void
draw_row(const struct tags_view *tags, const struct canvas *canvas, int y,
	size_t row)
{
	const struct tag_row *tag = &tags->rows[row];
	unsigned int selected = row == tags->menu.cursor ? STYLE_SELECTED : 0;
	int room = canvas->width - NAME_COLUMN - COUNT_ROOM;
	int at;

	if (room > tags->width)
		room = tags->width;
	at = NAME_COLUMN + room + 2;
	canvas_ground(canvas, y, selected);
	canvas_text(canvas, y, NAME_COLUMN, room,
		(row == 0 ? STYLE_NORMAL : STYLE_TAG) | selected,
		row == 0 ? "All accounts" : tag->name);
	canvas_textf(canvas, y, at, canvas->width - at, STYLE_DIM | selected,
		"%zu", tag->count);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct tags_view *tags = (const struct tags_view *)view;
	const struct menu *rows = &tags->menu;

	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(tags, canvas, rows->y + (int)i, rows->top + i);
	if (tags->len == 1 && canvas->height > 2)
		canvas_prose(canvas, 2, STYLE_DIM,
			"No account has a tag yet.");
}

static enum after
act_choose(struct view *view)
{
	struct tags_view *tags = self(view);

	if (tags->menu.cursor < tags->len)
		app_set_tag(view->app, tags->rows[tags->menu.cursor].name);
	return AFTER_CLOSE;
}

static void
close_view(struct view *view)
{
	forget(self(view));
}

static const struct key_def key_rows[] = {
	{{K_ENTER, ' '}, "choose", "show", "show the accounts with this tag",
		act_choose},
	{{K_ESC, 'q', 't'}, "back", "back", "back to the accounts", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Tags", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_tags = {
	.title = "Tags",
	.size = sizeof(struct tags_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.menu = menu,
	.close = close_view,
};
