/* Every option of the config file, changed in place. */
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/text.h"
#include "tui/views.h"

#define TITLE_COLUMN 2
#define VALUE_COLUMN 25
#define NARROW 44 /* below: the value at the right end, names get the rest */
#define TIGHT 30  /* below: no margins */
#define HELP_ROWS 5 /* a blank and what the option is */
#define HELP_HEIGHT_MIN 12

struct settings_view {
	struct view view;
	struct menu menu; /* the options, then the keys */
};

static struct settings_view *
self(struct view *view)
{
	return (struct settings_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

/* The option under the cursor, or NULL for the keys. */
static const struct config_def *
current(const struct settings_view *settings)
{
	return settings->menu.cursor < CONFIG_COUNT
		? &config_defs[settings->menu.cursor] : NULL;
}

static bool
update(struct view *view, struct err *err)
{
	int height = view->height;

	(void)err;
	if (height >= HELP_HEIGHT_MIN)
		height -= HELP_ROWS;
	menu_fit(&self(view)->menu, CONFIG_COUNT + 1, 0, height);
	return true;
}

/* Drawing */

/* As it is read: "30 s", "never". */
static void
describe(const struct config_def *def, int value, char *out, size_t size)
{
	char text[CONFIG_VALUE_SIZE];

	config_format(def, value, text);
	if (value == 0 && def->zero != NULL)
		snprintf(out, size, "%s", def->zero);
	else
		snprintf(out, size, "%s%s%s", text,
			def->unit != NULL ? " " : "",
			def->unit != NULL ? def->unit : "");
}

static void
draw_pair(const struct canvas *canvas, int y, const char *title,
	const char *value, unsigned int style, unsigned int selected)
{
	bool tight = canvas->width < TIGHT;
	int x = tight ? 0 : TITLE_COLUMN;
	int end = canvas->width - (tight ? 0 : 1);
	int at = canvas->width < NARROW ? end - text_columns(value)
					: VALUE_COLUMN;

	canvas_text(canvas, y, x, at - x - 1, STYLE_NORMAL | selected, title);
	canvas_text(canvas, y, at, end - at, style | selected, value);
}

static void
draw_row(const struct settings_view *settings, const struct canvas *canvas,
	int y, size_t row)
{
	unsigned int selected = row == settings->menu.cursor ? STYLE_SELECTED
							     : 0;
	const struct config_def *def = &config_defs[row];
	const char *title = row < CONFIG_COUNT ? def->title : "Keys";
	bool changed = false;
	char value[80];

	snprintf(value, sizeof(value), "%zu set",
		app_config(settings->view.app)->binding_count);
	if (row < CONFIG_COUNT) {
		int now = app_setting(settings->view.app,
			(enum config_option)row);

		describe(def, now, value, sizeof(value));
		changed = now != def->fallback;
	}
	canvas_ground(canvas, y, selected);
	draw_pair(canvas, y, title, value, changed ? STYLE_KEY : STYLE_DIM,
		selected);
}

static void
draw_help(const struct settings_view *settings, const struct canvas *canvas,
	int y)
{
	const struct config_def *def = current(settings);
	int room = canvas_prose_width(canvas->width);
	char value[80];
	int x = TITLE_COLUMN;

	if (def == NULL) {
		canvas_prose(canvas, y, STYLE_DIM,
			"Which keys do what, on every screen.");
		return;
	}
	y += canvas_prose(canvas, y, STYLE_DIM, def->help);
	describe(def, def->fallback, value, sizeof(value));
	if (y >= canvas->height)
		return;
	x += canvas_textf(canvas, y, x, room, STYLE_DIM, "Default: %s",
		value);
	if (def->kind == CONFIG_NUMBER)
		canvas_textf(canvas, y, x, room, STYLE_DIM,
			". From %d to %d.", def->min, def->max);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct settings_view *settings =
		(const struct settings_view *)view;
	const struct menu *rows = &settings->menu;

	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(settings, canvas, rows->y + (int)i, rows->top + i);
	if (canvas->height >= HELP_HEIGHT_MIN) {
		int y = rows->len < rows->height ? (int)rows->len
						 : (int)rows->height;

		draw_help(settings, canvas, y + 1);
	}
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct config_def *def =
		current((const struct settings_view *)view);
	char value[80];

	if (def == NULL)
		return;
	describe(def, def->fallback, value, sizeof(value));
	buf_addf(out, "%s: %s Default: %s.", def->title, def->help, value);
}

/* Changing */

static enum after
set(struct view *view, int value)
{
	struct err err;

	if (!app_set(view->app, (enum config_option)self(view)->menu.cursor,
		    value, &err))
		app_say_err(view->app, &err);
	return AFTER_NOTHING;
}

static bool
accept_number(struct view *view, const char *text, struct err *err)
{
	int value;

	return config_parse(current(self(view)), text, &value, err) &&
		app_set(view->app,
			(enum config_option)self(view)->menu.cursor, value,
			err);
}

static void
ask_number(struct view *view, const struct config_def *def, int value)
{
	char text[CONFIG_VALUE_SIZE], title[80];

	config_format(def, value, text);
	snprintf(title, sizeof(title), "%s (%s)", def->title, def->unit);
	app_prompt(view->app, &(struct prompt_arg){
		.name = "New value",
		.title = title,
		.help = def->help,
		.text = text,
		.asker = view,
		.accept = accept_number,
	});
}

static int
word_count(const struct config_def *def)
{
	int count = 0;

	while (def->words[count] != NULL)
		count++;
	return count;
}

/* The word by so many places further, round and round. */
static int
word_beside(const struct config_def *def, int value, int by)
{
	int count = word_count(def);

	return count > 0 ? (value + count + by) % count : value;
}

static enum after
change(struct view *view, int by)
{
	const struct config_def *def = current(self(view));
	int value;

	if (def == NULL) {
		app_push(view->app, &view_bindings, NULL);
		return AFTER_NOTHING;
	}
	value = app_setting(view->app,
		(enum config_option)self(view)->menu.cursor);
	if (def->kind == CONFIG_SWITCH)
		return set(view, value == 0 ? 1 : 0);
	if (def->kind == CONFIG_WORD)
		return set(view, word_beside(def, value, by));
	ask_number(view, def, value);
	return AFTER_NOTHING;
}

static enum after
act_change(struct view *view)
{
	return change(view, 1);
}

static enum after
act_change_back(struct view *view)
{
	return change(view, -1);
}

static enum after
act_reset(struct view *view)
{
	const struct config_def *def = current(self(view));

	return def != NULL ? set(view, def->fallback) : AFTER_NOTHING;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	const char *path = app_config(view->app)->shown;
	const char *problems = buf_text(&app_config(view->app)->problems);

	(void)arg;
	(void)err;
	if (path != NULL && strlen(path) < sizeof(view->right))
		snprintf(view->right, sizeof(view->right), "%s", path);
	if (problems[0] != '\0')
		app_say(view->app, STYLE_BAD, "%.*s",
			(int)strcspn(problems, "\n"), problems);
	return true;
}

static const struct key_def key_rows[] = {
	{{K_ENTER, ' ', K_RIGHT}, "change", "change", "change this setting; "
		"it is saved at once", act_change},
	{{K_LEFT}, "change-back", NULL, "the value before", act_change_back},
	{{'r'}, "reset", "default", "back to the default", act_reset},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Settings", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_settings = {
	.title = "Settings",
	.size = sizeof(struct settings_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.tell = tell,
	.menu = menu,
};
