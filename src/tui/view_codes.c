/* Recovery codes as they are typed or pasted, one a line or as a page has
 * them. */
#include "app/recovery.h"
#include "tui/app.h"
#include "tui/area.h"
#include "tui/keys.h"
#include "tui/views.h"

#define ROOMY 8
#define ROWS_MAX 16 /* of the codes at once */

struct codes_view {
	struct view view;
	char id[ENTRY_ID_SIZE];
	bool replace, literal;
	struct line text;
	size_t count; /* codes in it */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct codes_view *
self(struct view *view)
{
	return (struct codes_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	const struct codes_arg *given = arg;

	(void)err;
	memcpy(self(view)->id, given->id, ENTRY_ID_SIZE);
	self(view)->replace = given->replace;
	self(view)->text.many = true;
	return true;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

static bool
parse(const struct codes_view *state, struct recovery_codes *codes,
	struct err *err)
{
	return recovery_parse(line_text(&state->text), state->text.text.len,
		state->literal, codes, err);
}

static void
on_change(struct view *view)
{
	struct codes_view *state = self(view);
	RECOVERY_CODES codes = {0};
	struct err err;

	state->problem[0] = '\0';
	state->count = 0;
	if (is_blank(line_text(&state->text)))
		return;
	if (parse(state, &codes, &err))
		state->count = codes.len;
	else
		err_format(&err, state->problem, sizeof(state->problem));
}

static bool
on_paste(struct view *view, const char *text, size_t len)
{
	(void)text;
	if (self(view)->text.text.len + len <= LINE_TEXT_MAX)
		return false;
	app_say(view->app, STYLE_BAD, "That is too long: must be at most %d "
		"bytes", LINE_TEXT_MAX);
	return true;
}

static struct line *
line(struct view *view)
{
	return &self(view)->text;
}

/* Drawing */

static const char *
intro_of(const struct codes_view *state)
{
	return state->replace
		? "Type or paste the new codes. Those that are left of the "
		  "ones before count as used then."
		: "Type the codes, one a line, or paste them as the service "
		  "shows them.";
}

static void
draw_verdict(const struct codes_view *state, const struct canvas *canvas,
	int y)
{
	int width = canvas->width - 4;

	if (state->problem[0] != '\0')
		canvas_textf(canvas, y, 2, width, STYLE_BAD, "! %s",
			state->problem);
	else if (state->count == 0)
		canvas_text(canvas, y, 2, width, STYLE_DIM, state->literal
			? "each line is a code, as it is"
			: "numbers and bullets before codes are left out");
	else
		canvas_textf(canvas, y, 2, width, STYLE_GOOD, "%s %zu code%s",
			theme_glyphs(canvas->ascii)->good, state->count,
			state->count == 1 ? "" : "s");
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct codes_view *state = (const struct codes_view *)view;
	int below = canvas->height >= ROOMY ? 2 : 1;
	int y = 0, room;

	if (canvas->height >= ROOMY)
		y += 1 + canvas_prose(canvas, 0, STYLE_NORMAL, intro_of(state));
	room = canvas->height - y - below;
	if (room > ROWS_MAX)
		room = ROWS_MAX;
	area_draw(&state->text, canvas, y, CANVAS_MARGIN,
		canvas_prose_width(canvas->width), room, true);
	draw_verdict(state, canvas, y + room + below - 1);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct codes_view *state = (const struct codes_view *)view;

	buf_addf(out, "%s\n%s", intro_of(state), state->problem);
}

/* Keys */

static enum after
act_save(struct view *view)
{
	struct codes_view *state = self(view);
	RECOVERY_CODES codes = {0};
	struct err err;

	if (is_blank(line_text(&state->text))) {
		app_say(view->app, STYLE_NORMAL, "There is no code yet");
		return AFTER_NOTHING;
	}
	if (!parse(state, &codes, &err) ||
	    !recovery_add(app_session(view->app), state->id, &codes,
		    state->replace, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "Added %zu recovery code%s", codes.len,
		codes.len == 1 ? "" : "s");
	return AFTER_CLOSE;
}

static enum after
act_new_line(struct view *view)
{
	line_insert(&self(view)->text, "\n", 1);
	on_change(view);
	return AFTER_NOTHING;
}

static enum after
act_literal(struct view *view)
{
	self(view)->literal = !self(view)->literal;
	on_change(view);
	return AFTER_NOTHING;
}

static enum after
move(struct view *view, int by)
{
	area_move(&self(view)->text, canvas_prose_width(view->width), by);
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

static void
close_view(struct view *view)
{
	line_wipe(&self(view)->text);
}

static const char *
unsaved(const struct view *view)
{
	const struct codes_view *state = (const struct codes_view *)view;

	return is_blank(line_text(&state->text)) ? NULL
						 : "the recovery codes";
}

static const struct key_def rows[] = {
	{{K_CTRL('s')}, "save", "save", "save the codes", act_save},
	{{K_ESC}, "back", "cancel", "back without saving", view_cancel},
	{{K_CTRL('t')}, "literal", "line by line", "take each line as it is as "
		"one code, or look for the codes in it", act_literal},
	{{K_ENTER}, "new-line", NULL, "begin another line", act_new_line},
	{{K_DOWN, K_CTRL('n')}, "down", NULL, "next row", act_down},
	{{K_UP, K_CTRL('p')}, "up", NULL, "previous row", act_up},
};

static const struct key_table keys = KEY_TABLE_FORM("Typing recovery codes",
	rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_codes = {
	.title = "Add recovery codes",
	.size = sizeof(struct codes_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell,
	.line = line,
	.on_change = on_change,
	.on_paste = on_paste,
	.unsaved = unsaved,
	.close = close_view,
};
