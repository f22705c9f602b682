/*
 * The recovery codes of an account: which are left, which were used and when.
 * They are bullets until asked for, and again after a minute.
 */
#include "app/recovery.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/row.h"
#include "tui/text.h"
#include "tui/views.h"
#include "tui/when.h"

#define SHOWN_SECONDS 60
#define NARROW 40
#define BULLETS 8 /* not the length of the code */
#define ROOMY 8
#define WHEN_WIDTH 16 /* "used" and a day at least, or the word alone */

struct recovery_view {
	struct view view;
	char id[ENTRY_ID_SIZE];
	const struct entry *entry; /* borrowed; NULL: it is gone */
	struct menu menu;
	int width;    /* of the widest code, in columns */
	bool shown;
	int64_t since;
	char *used;   /* the one that was just taken, or NULL */
	size_t count; /* of codes, when it was last looked at */
};

static struct recovery_view *
self(struct view *view)
{
	return (struct recovery_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	const struct targets *targets = arg;

	(void)err;
	memcpy(self(view)->id, targets->ids[0], ENTRY_ID_SIZE);
	return true;
}

/* The one that was just taken is told while it is there and counts as used. */
static void
check_used(struct recovery_view *state)
{
	for (size_t i = 0; state->used != NULL && state->entry != NULL &&
	     i < state->entry->recovery_count; i++) {
		const struct recovery *code = &state->entry->recovery[i];

		if (strcmp(code->code, state->used) == 0 && code->used != 0)
			return;
	}
	str_free(&state->used);
}

static void
look_up(struct recovery_view *state)
{
	const struct vault *vault = app_session(state->view.app)->vault;
	size_t first = 0;

	state->entry = entries_by_id(&vault->payload.entries, state->id);
	if (state->entry != NULL && state->entry->trashed != 0)
		state->entry = NULL;
	state->width = BULLETS;
	for (size_t i = 0; state->entry != NULL &&
	     i < state->entry->recovery_count; i++) {
		int columns = text_columns(state->entry->recovery[i].code);

		state->width = columns > state->width ? columns : state->width;
		if (first == i && state->entry->recovery[i].used != 0)
			first++;
	}
	if (state->entry != NULL &&
	    state->count != state->entry->recovery_count) {
		str_free(&state->used);
		state->menu.cursor = first;
		state->count = state->entry->recovery_count;
	}
	check_used(state);
}

static bool
is_roomy(const struct view *view)
{
	return view->height >= ROOMY;
}

/* Rows above the list: the name, and the code to use now. */
static int
rows_above(const struct recovery_view *state)
{
	int rows = is_roomy(&state->view) ? 2 : 0;

	if (state->used != NULL)
		rows += is_roomy(&state->view) ? 3 : 1;
	return rows;
}

static bool
update(struct view *view, struct err *err)
{
	struct recovery_view *state = self(view);
	size_t count;
	int above;

	(void)err;
	if (state->shown && app_uptime() - state->since >= SHOWN_SECONDS)
		state->shown = false;
	if (view->generation != app_generation(view->app)) {
		look_up(state);
		view->generation = app_generation(view->app);
	}
	count = state->entry != NULL ? state->entry->recovery_count : 0;
	above = rows_above(state);
	menu_fit(&state->menu, count, above, view->height - above);
	view->right[0] = '\0';
	if (count > 0)
		snprintf(view->right, sizeof(view->right), "%zu of %zu left",
			entry_recovery_left(state->entry), count);
	return true;
}

/* Drawing */

static void
draw_used(const struct recovery_view *state, const struct canvas *canvas)
{
	int y = 0, x = 2;

	if (is_roomy(&state->view)) {
		canvas_text(canvas, 2, x, canvas->width - x - 1, STYLE_GOOD,
			"Give the service this one. It is marked as used:");
		y = 3;
		x += 2;
	}
	canvas_text(canvas, y, x, canvas->width - x - 1, STYLE_CODE,
		state->used);
}

static void
draw_code(const struct recovery_view *state, const struct canvas *canvas,
	int y, int x, int width, unsigned int style, const char *code)
{
	const char *bullet = theme_glyphs(canvas->ascii)->bullet;

	if (state->shown) {
		canvas_text(canvas, y, x, width, style, code);
		return;
	}
	for (int i = 0; i < BULLETS && i < width; i++)
		canvas_text(canvas, y, x + i, 1, style, bullet);
}

static void
draw_row(const struct recovery_view *state, const struct canvas *canvas, int y,
	size_t row)
{
	const struct recovery *code = &state->entry->recovery[row];
	unsigned int selected = row == state->menu.cursor ? STYLE_SELECTED : 0;
	unsigned int style = (code->used != 0 ? STYLE_DIM : STYLE_NORMAL) |
		selected;
	int x = canvas->width < NARROW ? 1 : 2;
	int end = canvas->width - 5; /* room for "used" */
	char when[WHEN_SIZE];
	int room;

	canvas_ground(canvas, y, selected);
	canvas_textf(canvas, y, x, 3, STYLE_DIM | selected, "%*zu",
		canvas->width < NARROW ? 2 : 3, row + 1);
	x += canvas->width < NARROW ? 3 : 6;
	if (end > x + state->width + 2)
		end = x + state->width + 2;
	draw_code(state, canvas, y, x, end - x - 1, style, code->code);
	if (code->used == 0)
		return;
	when_write(code->used, when);
	room = canvas->width - end - 1;
	canvas_textf(canvas, y, end, room, style, "used%s%s",
		room < WHEN_WIDTH ? "" : " ", room < WHEN_WIDTH ? "" : when);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct recovery_view *state =
		(const struct recovery_view *)view;
	const struct menu *rows = &state->menu;

	if (state->entry == NULL) {
		canvas_text(canvas, 0, 2, canvas->width - 2, STYLE_DIM,
			"This account is gone.");
		return;
	}
	if (is_roomy(view))
		row_draw_name(canvas, 0, 2, state->entry);
	if (state->used != NULL)
		draw_used(state, canvas);
	if (rows->len == 0)
		canvas_prose(canvas, rows->y, STYLE_DIM,
			"No recovery codes yet. Enter takes those that the "
			"service gave you (often called backup codes) for the "
			"day without this program.");
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(state, canvas, rows->y + (int)i, rows->top + i);
}

/* Keys */

static enum after
type_codes(struct view *view, bool replace)
{
	if (self(view)->entry != NULL)
		app_push(view->app, &view_codes, &(struct codes_arg){
			.id = self(view)->id,
			.replace = replace,
		});
	return AFTER_NOTHING;
}

static enum after
act_add(struct view *view)
{
	return type_codes(view, false);
}

static enum after
act_replace(struct view *view)
{
	return type_codes(view, true);
}

static void
say_used(struct view *view, int64_t used)
{
	char when[WHEN_SIZE];

	when_write(used, when);
	app_say(view->app, STYLE_NORMAL, "That one was used at %s", when);
}

static enum after
act_use(struct view *view)
{
	struct recovery_view *state = self(view);
	size_t at = state->menu.cursor, left;
	const struct recovery *code;
	STRING wanted = NULL;
	STRING used = NULL;
	char words[60];
	struct err err;

	if (state->entry == NULL || at >= state->entry->recovery_count)
		return act_add(view);
	code = &state->entry->recovery[at];
	if (code->used != 0) {
		say_used(view, code->used);
		return AFTER_NOTHING;
	}
	wanted = str_dup(code->code, &err);
	if (wanted == NULL ||
	    !recovery_use(app_session(view->app), state->id, wanted, &used,
		    &left, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	str_free(&state->used);
	state->used = used;
	used = NULL;
	app_changed(view->app);
	snprintf(words, sizeof(words), "Used, %zu left", left);
	app_copy(view->app, words, "recovery code", state->used);
	return AFTER_NOTHING;
}

static enum after
act_show(struct view *view)
{
	self(view)->shown = !self(view)->shown;
	self(view)->since = app_uptime();
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	str_free(&self(view)->used);
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'y'}, "use", "use", "use this one: it is marked as used, "
		"then shown and copied", act_use},
	{{'a'}, "add", "add", "add codes: type or paste them", act_add},
	{{'R'}, "replace", "replace", "type new ones; those left count as used "
		"then", act_replace},
	{{' '}, "show", "show", "show all of them for a minute, or hide them",
		act_show},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Recovery codes", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_recovery = {
	.title = "Recovery codes",
	.size = sizeof(struct recovery_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.menu = menu,
	.close = close_view,
};
