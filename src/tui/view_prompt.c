/* One line of text, asked for by another view. */
#include "base/str.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/stack.h"
#include "tui/views.h"

#define BOX_WIDTH 60

struct prompt_view {
	struct view view;
	struct prompt_arg prompt;
	char *title, *help;
	char *was; /* what it began with */
	struct line line;
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct prompt_view *
self(struct view *view)
{
	return (struct prompt_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct prompt_view *state = self(view);
	const char *help;

	state->prompt = *(const struct prompt_arg *)arg;
	help = state->prompt.help;
	view->title = state->prompt.name;
	state->title = str_dup(state->prompt.title, err);
	if (state->title == NULL)
		return false;
	state->help = str_dup(help != NULL ? help : "", err);
	if (state->help == NULL)
		return false;
	state->was = str_dup(state->prompt.text != NULL ? state->prompt.text
							: "", err);
	if (state->was == NULL)
		return false;
	state->line.hidden = state->prompt.hidden;
	if (state->prompt.text != NULL)
		line_set(&state->line, state->prompt.text);
	return true;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct prompt_view *state = (const struct prompt_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int y = canvas->height > 10 ? canvas->height / 3 : 0;
	bool roomy = canvas->height > 6;

	canvas_text(canvas, y, x, width, STYLE_TITLE, state->title);
	y += roomy ? 2 : 1;
	line_draw(&state->line, canvas, y, x, width, true);
	y += roomy ? 2 : 1;
	if (state->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, state->problem);
	else
		canvas_wrap(canvas, y, x, width, STYLE_DIM, state->help);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct prompt_view *state = (const struct prompt_view *)view;

	buf_addf(out, "%s\n%s", state->title,
		state->problem[0] != '\0' ? state->problem : state->help);
}

static struct line *
line(struct view *view)
{
	return &self(view)->line;
}

static void
on_change(struct view *view)
{
	self(view)->problem[0] = '\0';
}

static enum after
act_accept(struct view *view)
{
	struct prompt_view *state = self(view);
	struct err err;

	if (state->prompt.accept(state->prompt.asker, line_text(&state->line),
		    &err))
		return AFTER_CLOSE;
	err_format(&err, state->problem, sizeof(state->problem));
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	line_wipe(&self(view)->line);
	str_free(&self(view)->title);
	str_free(&self(view)->help);
	str_free(&self(view)->was);
}

/* A passphrase is typed again as easily. */
static const char *
unsaved(const struct view *view)
{
	const struct prompt_view *state = (const struct prompt_view *)view;

	return state->line.hidden || line_is_empty(&state->line) ||
		strcmp(line_text(&state->line), state->was) == 0
		? NULL : "what was typed";
}

static const struct key_def rows[] = {
	{{K_ENTER}, "accept", "done", "take this text", act_accept},
	{{K_ESC}, "back", "cancel", "back without a change", view_cancel},
};

static const struct key_table keys = KEY_TABLE_FORM("One line", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_prompt = {
	.title = "One line",
	.size = sizeof(struct prompt_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell,
	.line = line,
	.on_change = on_change,
	.unsaved = unsaved,
	.close = close_view,
};
