/* All keys, from the tables that dispatch them. */
#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/text.h"
#include "tui/views.h"

#define TABLES_MAX 16
#define KEYS_WIDTH 22

struct help_view {
	struct view view;
	const struct key_table *tables[TABLES_MAX];
	size_t table_count;
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
	for (; *own != NULL; own++) {
		add_table(help, *own);
		for (size_t i = 0; (*own)->next != NULL &&
		     (*own)->next[i] != NULL; i++)
			add_table(help, (*own)->next[i]);
	}
	if (about->class->line != NULL)
		add_table(help, &line_keys);
	add_table(help, &app_keys);
	snprintf(view->right, sizeof(view->right), "%s", about->class->title);
	return true;
}

static int
lines(const struct help_view *help)
{
	int count = 0;

	for (size_t i = 0; i < help->table_count; i++)
		count += (int)help->tables[i]->len + 2;
	return count - 1;
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
	(void)err;
	scroll(self(view), 0);
	return true;
}

static void
draw_row(const struct view *view, const struct canvas *canvas, int y,
	const struct key_table *table, const struct key_def *row)
{
	uint32_t keys[KEY_DEF_KEYS];
	int room = canvas->width > 2 * KEYS_WIDTH ? KEYS_WIDTH : 9;
	char name[KEY_LABEL_SIZE];
	int x = 2;

	keymap_keys(app_keymap(view->app), table, row, keys);
	for (size_t i = 0; i < KEY_DEF_KEYS && keys[i] != K_NONE; i++) {
		key_label(keys[i], canvas->ascii, name);
		x += canvas_text(canvas, y, x, room - x, STYLE_KEY, name) + 1;
	}
	canvas_text(canvas, y, room + 1, canvas->width - room - 1,
		STYLE_NORMAL, row->help);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct help_view *help = (const struct help_view *)view;
	int y = -help->top;

	for (size_t i = 0; i < help->table_count; i++) {
		const struct key_table *table = help->tables[i];

		canvas_text(canvas, y++, 1, canvas->width - 1, STYLE_TITLE,
			table->title);
		for (size_t j = 0; j < table->len; j++)
			draw_row(view, canvas, y++, table, &table->rows[j]);
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

static enum after
act_close(struct view *view)
{
	(void)view;
	return AFTER_CLOSE;
}

static const struct key_def rows[] = {
	{{K_ESC, '?', 'q'}, "back", "back", "back to where you were", act_close},
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
};
