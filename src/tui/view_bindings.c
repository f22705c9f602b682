/* Which keys do what: every action of the key tables, to be set anew. */
#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/views.h"

#define NAME_COLUMN 2
#define KEYS_COLUMN 20
#define HELP_COLUMN 44
#define ACTIONS_MAX 200

struct bindings_view {
	struct view view;
	struct menu menu;
	const struct key_def *actions[ACTIONS_MAX];
	size_t count;
};

static struct bindings_view *
self(struct view *view)
{
	return (struct bindings_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	self(view)->count = keymap_actions(self(view)->actions, ACTIONS_MAX);
	return true;
}

/* Rows below the list, for the selected action in full. */
static int
about_height(int height)
{
	return height >= 10 ? 2 : 0;
}

static bool
update(struct view *view, struct err *err)
{
	(void)err;
	menu_fit(&self(view)->menu, self(view)->count, 0,
		view->height - about_height(view->height));
	return true;
}

/* "Enter y" */
static void
name_keys(const struct keymap *map, const struct key_def *row, bool ascii,
	char *out, size_t size)
{
	uint32_t keys[KEY_DEF_KEYS];
	size_t len = 0;

	keymap_keys(map, &app_keys, row, keys);
	out[0] = '\0';
	for (size_t i = 0; i < KEY_DEF_KEYS && keys[i] != K_NONE; i++) {
		char name[KEY_LABEL_SIZE];

		key_label(keys[i], ascii, name);
		len += (size_t)snprintf(out + len, size - len, "%s%s",
			i > 0 ? " " : "", name);
	}
}

static void
draw_row(const struct bindings_view *bindings, const struct canvas *canvas,
	int y, const struct key_def *row, unsigned int selected)
{
	const struct keymap *map = app_keymap(bindings->view.app);
	int at = canvas->width < 44 ? canvas->width / 2 : KEYS_COLUMN;
	unsigned int style = keymap_is_set(map, row->action) ? STYLE_KEY
							     : STYLE_NORMAL;
	char names[KEY_DEF_KEYS * KEY_LABEL_SIZE];

	canvas_ground(canvas, y, selected);
	canvas_text(canvas, y, NAME_COLUMN, at - NAME_COLUMN - 1,
		STYLE_NORMAL | selected, row->action);
	name_keys(map, row, canvas->ascii, names, sizeof(names));
	canvas_text(canvas, y, at, HELP_COLUMN - KEYS_COLUMN - 2,
		style | selected, names);
	if (canvas->width > HELP_COLUMN + 10)
		canvas_text(canvas, y, HELP_COLUMN,
			canvas->width - HELP_COLUMN - 1,
			STYLE_DIM | selected, row->help);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct bindings_view *bindings =
		(const struct bindings_view *)view;
	const struct menu *rows = &bindings->menu;

	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(bindings, canvas, rows->y + (int)i,
			bindings->actions[rows->top + i],
			rows->top + i == rows->cursor ? STYLE_SELECTED : 0);
	if (about_height(canvas->height) > 0 && rows->cursor < rows->len)
		canvas_text(canvas, canvas->height - 1, NAME_COLUMN,
			canvas->width - NAME_COLUMN - 1, STYLE_DIM,
			bindings->actions[rows->cursor]->help);
}

static const struct key_def *
current(const struct bindings_view *bindings)
{
	return bindings->actions[bindings->menu.cursor];
}

static bool
accept(struct view *view, const char *text, struct err *err)
{
	const char *action = current(self(view))->action;
	char keys[CONFIG_KEYS_SIZE];
	size_t len = strlen(text);

	while (len > 0 && text[len - 1] == ' ')
		len--;
	snprintf(keys, sizeof(keys), "%.*s", (int)len, text);
	return keymap_check(app_config(view->app), action, text, err) &&
		app_bind(view->app, action, keys, err);
}

static enum after
act_change(struct view *view)
{
	const struct key_def *row = current(self(view));
	char names[KEY_DEF_KEYS * KEY_LABEL_SIZE], title[80];

	name_keys(app_keymap(view->app), row, true, names, sizeof(names));
	snprintf(title, sizeof(title), "Keys of \"%s\"", row->action);
	app_prompt(view->app, &(struct prompt_arg){
		.name = "New keys",
		.title = title,
		.help = "Up to four, with blanks between: x X Ctrl-X Alt-x "
			"Enter Space Tab Esc Up PgDn Home Del F5",
		.text = names,
		.asker = view,
		.accept = accept,
	});
	return AFTER_NOTHING;
}

static enum after
act_reset(struct view *view)
{
	struct err err;

	if (!app_bind(view->app, current(self(view))->action, NULL, &err))
		app_say_err(view->app, &err);
	return AFTER_NOTHING;
}

static const struct key_def key_rows[] = {
	{{K_ENTER, ' '}, "change", "change", "set the keys of this action",
		act_change},
	{{'r'}, "reset", "default", "back to the default", act_reset},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table own_keys = KEY_TABLE_WITH("Keys", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&own_keys, NULL};

const struct view_class view_bindings = {
	.title = "Keys",
	.size = sizeof(struct bindings_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.menu = menu,
};
