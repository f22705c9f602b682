/* All keys, from the tables that dispatch them. */
#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/keymap_tables.h"
#include "tui/keys.h"
#include "tui/text.h"
#include "tui/views.h"

#define TABLES_MAX 16
#define KEYS_WIDTH 22
#define TELL_HEIGHT 14 /* a screen lower than this one */
#define TELL_WIDTH 44  /* or narrower */

struct help_view {
	struct view view;
	const struct key_table *tables[TABLES_MAX];
	size_t table_count;
	const char *about; /* the title of the screen that this is about */
	bool typing;       /* where letters are only ever typed */
	struct buf told;   /* what has no room on that screen, or nothing */
	int top;
};

static struct help_view *
self(struct view *view)
{
	return (struct help_view *)view;
}

/* Once, however many modes have it. */
static void
add_table(struct help_view *help, const struct key_table *table)
{
	for (size_t i = 0; i < help->table_count; i++) {
		if (help->tables[i] == table)
			return;
	}
	if (help->table_count < TABLES_MAX)
		help->tables[help->table_count++] = table;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct help_view *help = self(view);
	const struct view *about = arg;
	const struct key_table *const *own = about->class->tables;

	(void)err;
	help->about = about->title;
	if (about->class->tell != NULL)
		about->class->tell(about, &help->told);
	help->typing = true;
	for (; *own != NULL; own++) {
		help->typing = help->typing && (*own)->form;
		add_table(help, *own);
		for (size_t i = 0; (*own)->next != NULL &&
		     (*own)->next[i] != NULL; i++)
			add_table(help, (*own)->next[i]);
	}
	if (about->class->line != NULL)
		add_table(help, &line_keys);
	add_table(help, &app_keys);
	return true;
}

static int
keys_width(int width)
{
	return width > 2 * KEYS_WIDTH ? KEYS_WIDTH : 9;
}

/* The keys of the row that work on the screen that this is about; false if
 * there are none. */
static bool
working_keys(const struct help_view *help, const struct key_table *table,
	const struct key_def *row, uint32_t out[static KEY_DEF_KEYS])
{
	bool typed = help->typing && table == &app_keys;
	uint32_t keys[KEY_DEF_KEYS];
	size_t count = 0;

	keymap_keys(app_keymap(help->view.app), table, row, keys);
	memset(out, 0, KEY_DEF_KEYS * sizeof(*out));
	for (size_t i = 0; i < KEY_DEF_KEYS && keys[i] != K_NONE; i++) {
		if (!(typed && keymap_is_text(keys[i])))
			out[count++] = keys[i];
	}
	return count > 0;
}

static int
row_height(const struct help_view *help, const struct key_table *table,
	const struct key_def *row)
{
	int width = help->view.width - keys_width(help->view.width) - 2;
	uint32_t keys[KEY_DEF_KEYS];

	return working_keys(help, table, row, keys)
		? text_lines(row->help, width) : 0;
}

static int
told_height(const struct help_view *help)
{
	bool small = help->view.height < TELL_HEIGHT ||
		help->view.width < TELL_WIDTH;

	return help->told.len == 0 || !small ? 0
		: text_lines(buf_text(&help->told), help->view.width - 2) + 1;
}

static int
lines(const struct help_view *help)
{
	int count = told_height(help) - 1;

	for (size_t i = 0; i < help->table_count; i++) {
		const struct key_table *table = help->tables[i];

		for (size_t j = 0; j < table->len; j++)
			count += row_height(help, table, &table->rows[j]);
		count += 2;
	}
	return count;
}

static void
scroll(struct help_view *help, int by)
{
	int last = lines(help) - help->view.height;

	help->top += by;
	if (help->top > last)
		help->top = last;
	if (help->top < 0)
		help->top = 0;
}

static bool
update(struct view *view, struct err *err)
{
	struct help_view *help = self(view);
	int all = lines(help), end;

	(void)err;
	scroll(help, 0);
	end = help->top + view->height;
	if (all <= view->height)
		snprintf(view->right, sizeof(view->right), "%s", help->about);
	else
		snprintf(view->right, sizeof(view->right), "%s  %d-%d/%d",
			help->about, help->top + 1, end, all);
	return true;
}

static void
draw_row(const struct help_view *help, const struct canvas *canvas, int y,
	const struct key_table *table, const struct key_def *row)
{
	int room = keys_width(canvas->width), x = 2;
	uint32_t keys[KEY_DEF_KEYS];
	char name[KEY_LABEL_SIZE];

	if (!working_keys(help, table, row, keys))
		return;
	for (size_t i = 0; i < KEY_DEF_KEYS && keys[i] != K_NONE; i++) {
		key_label(keys[i], canvas->ascii, name);
		if (i > 0 && x + text_columns(name) > room)
			break;
		x += canvas_text(canvas, y, x, room - x, STYLE_KEY, name) + 1;
	}
	canvas_wrap(canvas, y, room + 1, canvas->width - room - 2,
		STYLE_NORMAL, row->help);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct help_view *help = (const struct help_view *)view;
	int y = -help->top;

	if (told_height(help) > 0)
		canvas_wrap(canvas, y, 1, canvas->width - 2, STYLE_NORMAL,
			buf_text(&help->told));
	y += told_height(help);
	for (size_t i = 0; i < help->table_count; i++) {
		const struct key_table *table = help->tables[i];

		canvas_text(canvas, y++, 1, canvas->width - 1, STYLE_TITLE,
			table->title);
		for (size_t j = 0; j < table->len; j++) {
			draw_row(help, canvas, y, table, &table->rows[j]);
			y += row_height(help, table, &table->rows[j]);
		}
		y++;
	}
}

static enum after
act_down(struct view *view)
{
	scroll(self(view), 1);
	return AFTER_NOTHING;
}

static enum after
act_up(struct view *view)
{
	scroll(self(view), -1);
	return AFTER_NOTHING;
}

static enum after
act_page_down(struct view *view)
{
	scroll(self(view), view->height);
	return AFTER_NOTHING;
}

static enum after
act_page_up(struct view *view)
{
	scroll(self(view), -view->height);
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	buf_wipe(&self(view)->told);
}

static const struct key_def rows[] = {
	{{K_ESC, '?', 'q'}, "back", "back", "back to where you were",
		view_back},
	{{K_DOWN, 'j'}, "down", "down", "one line down", act_down},
	{{K_UP, 'k'}, "up", "up", "one line up", act_up},
	{{K_PAGE_DOWN, ' '}, "page-down", NULL, "one page down", act_page_down},
	{{K_PAGE_UP}, "page-up", NULL, "one page up", act_page_up},
};

static const struct key_table own_keys = KEY_TABLE("Help", rows);
static const struct key_table *const tables[] = {&own_keys, NULL};

const struct view_class view_help = {
	.title = "Keys",
	.size = sizeof(struct help_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.close = close_view,
};
