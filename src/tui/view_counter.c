/*
 * Putting a counter in step with the service again: by the code that the
 * service expects next, or by two that follow one another.
 */
#include <inttypes.h>

#include "app/verify.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/row.h"
#include "tui/views.h"

#define LABEL_WIDTH 12
#define INPUT_WIDTH 16
#define ROOMY 10
#define NARROW 30

enum field { FIELD_CODE, FIELD_SECOND, FIELD_COUNT };

struct counter_view {
	struct view view;
	char id[ENTRY_ID_SIZE];
	const struct entry *entry; /* borrowed; NULL: it is gone */
	struct line lines[FIELD_COUNT];
	int focus;
};

static struct counter_view *
self(struct view *view)
{
	return (struct counter_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	const struct targets *targets = arg;

	(void)err;
	memcpy(self(view)->id, targets->ids[0], ENTRY_ID_SIZE);
	return true;
}

static bool
update(struct view *view, struct err *err)
{
	struct counter_view *state = self(view);
	const struct vault *vault = app_session(view->app)->vault;

	(void)err;
	if (view->generation == app_generation(view->app))
		return true;
	view->generation = app_generation(view->app);
	state->entry = entries_by_id(&vault->payload.entries, state->id);
	if (state->entry != NULL && (state->entry->trashed != 0 ||
			state->entry->type != ENTRY_HOTP))
		state->entry = NULL;
	return true;
}

static struct line *
line(struct view *view)
{
	return &self(view)->lines[self(view)->focus];
}

/* Drawing */

static int
input_column(const struct canvas *canvas)
{
	return canvas->width < NARROW ? LABEL_WIDTH - 2 : LABEL_WIDTH + 2;
}

static int
label_column(const struct canvas *canvas)
{
	return canvas->width < NARROW ? 1 : 2;
}

static const char *const labels[] = {
	[FIELD_CODE] = "Code",
	[FIELD_SECOND] = "The next",
};

static const char *const helps[] = {
	[FIELD_CODE] = "the one that the service expects",
	[FIELD_SECOND] = "if you know it, too; else empty",
};

static const char about[] = "With one code, that code is the next one here, "
	"too. With two that follow one another, as made or taken elsewhere, "
	"the one after them is. Both are looked for before and after the "
	"counter.";

static int
draw_field(const struct counter_view *state, const struct canvas *canvas,
	int y, enum field field)
{
	bool focused = state->focus == (int)field;
	int x = input_column(canvas);
	int width = canvas->width < x + INPUT_WIDTH + 1
		? canvas->width - x - 1 : INPUT_WIDTH;

	canvas_text(canvas, y, label_column(canvas), LABEL_WIDTH - 1,
		focused ? STYLE_TITLE : STYLE_DIM, labels[field]);
	line_draw(&state->lines[field], canvas, y, x, width, focused);
	x += width + 2;
	canvas_text(canvas, y, x, canvas->width - x - 1, STYLE_DIM,
		helps[field]);
	return y + 1;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct counter_view *state = (const struct counter_view *)view;
	const struct entry *entry = state->entry;
	bool roomy = canvas->height >= ROOMY;
	int y = 0;

	if (entry == NULL) {
		canvas_text(canvas, 0, 2, canvas->width - 2, STYLE_DIM,
			"This account is gone.");
		return;
	}
	if (roomy) {
		row_draw_name(canvas, y, 2, entry);
		y += 2;
	}
	canvas_text(canvas, y, label_column(canvas), LABEL_WIDTH - 1,
		STYLE_DIM, "Counter");
	canvas_textf(canvas, y, input_column(canvas), canvas->width,
		STYLE_NORMAL, "%" PRIu64, entry->counter);
	y += roomy ? 2 : 1;
	for (int i = 0; i < FIELD_COUNT; i++)
		y = draw_field(state, canvas, y, (enum field)i);
	if (roomy)
		canvas_prose(canvas, y + 1, STYLE_DIM, about);
}

static void
tell(const struct view *view, struct buf *out)
{
	(void)view;
	for (int i = 0; i < FIELD_COUNT; i++)
		buf_addf(out, "%s: %s\n", labels[i], helps[i]);
	buf_add_str(out, about);
}

/* Keys */

static bool
put_right(struct counter_view *state, struct resync *found, struct err *err)
{
	const char *code = line_text(&state->lines[FIELD_CODE]);
	const char *second = line_text(&state->lines[FIELD_SECOND]);

	if (*code == '\0')
		return err_set(err, ERR_FORMAT, "there is no code yet");
	return verify_resync(app_session(state->view.app), state->id, code,
		*second != '\0' ? second : NULL, found, err);
}

/* Going back has a price. */
static void
say_found(struct app *app, const struct resync *found)
{
	uint64_t before = found->before, now = found->counter;

	if (now > before)
		app_say(app, STYLE_GOOD, "Ahead by %" PRIu64 ": the next code "
			"is that of counter %" PRIu64 ", not of %" PRIu64,
			now - before, now, before);
	else if (now == before)
		app_say(app, STYLE_GOOD, "In step already: the next code is "
			"that of counter %" PRIu64, now);
	else
		app_say(app, STYLE_SOON, "Back by %" PRIu64 ": the next code "
			"is that of counter %" PRIu64 ", not of %" PRIu64 ". "
			"The codes up to there come once more: who has seen "
			"one may use it before you.", before - now, now,
			before);
}

static enum after
act_save(struct view *view)
{
	struct resync found = {0};
	struct err err;

	if (!put_right(self(view), &found, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	say_found(view->app, &found);
	return AFTER_CLOSE;
}

static enum after
act_move(struct view *view)
{
	self(view)->focus = self(view)->focus == FIELD_CODE ? FIELD_SECOND
							    : FIELD_CODE;
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		line_wipe(&self(view)->lines[i]);
}

static const char *
unsaved(const struct view *view)
{
	const struct counter_view *state = (const struct counter_view *)view;

	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (!line_is_empty(&state->lines[i]))
			return "what was typed";
	}
	return NULL;
}

static const struct key_def rows[] = {
	{{K_ENTER, K_CTRL('s')}, "save", "set", "look for the counter of the "
		"code, and set it", act_save},
	{{K_TAB, K_DOWN}, "next-field", "other field", "to the next field",
		act_move},
	{{K_BACKTAB, K_UP}, "previous-field", NULL, "to the field before",
		act_move},
	{{K_ESC}, "back", "cancel", "back without a change", view_cancel},
};

static const struct key_table keys = KEY_TABLE_FORM("Counter", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_counter = {
	.title = "Counter",
	.size = sizeof(struct counter_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.tell = tell,
	.line = line,
	.unsaved = unsaved,
	.close = close_view,
};
