/* The menu of all that is not about one account: the rows of vault_keys. */
#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/stack.h"
#include "tui/views.h"

#define KEY_COLUMN 2
#define NAME_COLUMN 10
#define HELP_COLUMN 26
#define HELP_MIN 50 /* columns of a screen that has helps */
#define TIGHT 30    /* below: no margins */
#define KEY_WIDTH 7 /* there */

struct vault_view {
	struct view view;
	struct menu menu;
};

static struct vault_view *
self(struct view *view)
{
	return (struct vault_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static bool
update(struct view *view, struct err *err)
{
	int above = view->height > 6 ? 2 : 0;

	(void)err;
	menu_fit(&self(view)->menu, vault_keys.len, above,
		view->height - above);
	return true;
}

static void
draw_row(const struct view *view, const struct canvas *canvas, int y,
	const struct key_def *row, unsigned int selected)
{
	bool tight = canvas->width < TIGHT;
	int at = tight ? KEY_WIDTH : NAME_COLUMN;
	int end = tight ? canvas->width : HELP_COLUMN - 1;
	int x = tight ? 0 : KEY_COLUMN;
	char name[KEY_LABEL_SIZE];
	uint32_t keys[KEY_DEF_KEYS];

	canvas_ground(canvas, y, selected);
	keymap_keys(app_keymap(view->app), &vault_keys, row, keys);
	key_label(keys[0], canvas->ascii, name);
	canvas_text(canvas, y, x, at - x - 1, STYLE_KEY | selected, name);
	canvas_text(canvas, y, at, end - at, STYLE_NORMAL | selected,
		row->name);
	if (canvas->width >= HELP_MIN)
		canvas_text(canvas, y, HELP_COLUMN, canvas->width -
			HELP_COLUMN - 1, STYLE_DIM | selected, row->help);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct menu *rows = &((const struct vault_view *)view)->menu;

	if (rows->y > 0)
		canvas_text_end(canvas, 0, KEY_COLUMN, canvas->width - 4,
			STYLE_DIM, app_session(view->app)->vault_path);
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(view, canvas, rows->y + (int)i,
			&vault_keys.rows[rows->top + i],
			rows->top + i == rows->cursor ? STYLE_SELECTED : 0);
}

static enum after
act_open(struct view *view)
{
	app_act(view->app, view, &vault_keys.rows[self(view)->menu.cursor]);
	return AFTER_NOTHING;
}

static const struct key_def key_rows[] = {
	{{K_ENTER, ' '}, "open", "open", "open the selected screen", act_open},
	{{K_ESC, 'q'}, "back", "back", "back to the accounts", view_back},
};

static const struct key_table own_keys = KEY_TABLE_WITH("Menu", key_rows,
	&vault_keys, &menu_keys);
static const struct key_table *const tables[] = {&own_keys, NULL};

const struct view_class view_vault = {
	.title = "Vault and program",
	.size = sizeof(struct vault_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.menu = menu,
};
