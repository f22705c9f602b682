#include "tui/rescue_form.h"

#include "tui/when.h"

#define LABEL_COLUMN 2
#define LABEL_WIDTH 10
#define TIME_WIDTH 18 /* "2026-11-21 21:00" and a gap */
#define INTRO_HEIGHT_MIN 12
#define INTRO_ROWS_MAX 6
#define DAY_WIDTH 10
#define NARROW 48 /* the state comes before the time, in few words */
#define LABEL_NARROW 4

int
rescue_intro_rows(int height)
{
	return height >= INTRO_HEIGHT_MIN ? INTRO_ROWS_MAX + 1 : 0;
}

static const char *
describe(const struct rescue_view *state, size_t index, bool narrow)
{
	static const char *const states[][2] = {
		[HISTORY_OPENS] = {"", ""},
		[HISTORY_OTHER_KEY] = {"made with an earlier passphrase",
			"other key"},
		[HISTORY_DAMAGED] = {"damaged", "damaged"},
	};

	if (index == state->newest)
		return narrow ? "newest good" : "the newest good revision";
	return states[state->history.items[index].state][narrow];
}

static const char intro[] = "What is good can take its place. Nothing is lost "
	"by that: the damaged file is kept beside the vault.";
static const char intro_gone[] = "A revision can take its place.";

void
rescue_tell(const struct view *view, struct buf *out)
{
	const struct rescue_view *state = (const struct rescue_view *)view;
	size_t row = state->menu.cursor, index = row - state->first;
	char saved[WHEN_SIZE];

	buf_addf(out, "%s\n%s\n", state->problem,
		state->first == 0 ? intro_gone : intro);
	if (row < state->first) {
		buf_add_str(out, "salvage: what can be read of it");
		if (state->counted)
			buf_addf(out, ", accounts: %zu", state->accounts);
		if (state->newest < state->history.len)
			buf_add_str(out, ", with the newest revision");
	} else if (index < state->history.len) {
		const char *word = describe(state, index, false);

		when_write(state->history.items[index].saved, saved);
		buf_addf(out, "Revision %s of %s%s%s",
			state->history.items[index].label, saved,
			*word != '\0' ? ": " : "", word);
	}
}

static int
label_column(const struct canvas *canvas)
{
	return canvas->width < NARROW ? 1 : LABEL_COLUMN;
}

static void
draw_salvage(const struct rescue_view *state, const struct canvas *canvas,
	int y, unsigned int selected)
{
	int x = LABEL_COLUMN + LABEL_WIDTH;
	int width = canvas->width - x - 1;

	canvas_text(canvas, y, label_column(canvas), LABEL_WIDTH - 1,
		STYLE_KEY | selected, "salvage");
	if (canvas->width < NARROW) {
		if (state->counted)
			canvas_textf(canvas, y, x - 1, width + 1,
				STYLE_NORMAL | selected, "%zu account%s",
				state->accounts,
				state->accounts == 1 ? "" : "s");
		else
			canvas_text(canvas, y, x - 1, width + 1,
				STYLE_NORMAL | selected, "the rest");
		return;
	}
	x += canvas_text(canvas, y, x, width, STYLE_NORMAL | selected,
		"what can be read of it");
	if (state->counted)
		x += canvas_textf(canvas, y, x, canvas->width - x - 1,
			STYLE_NORMAL | selected, ", accounts: %zu",
			state->accounts);
	if (state->newest < state->history.len)
		canvas_text(canvas, y, x, canvas->width - x - 1,
			STYLE_NORMAL | selected, ", with the newest revision");
}

static void
draw_row(const struct rescue_view *state, const struct canvas *canvas, int y,
	size_t row)
{
	unsigned int selected = row == state->menu.cursor ? STYLE_SELECTED : 0;
	const struct history_item *item;
	bool narrow = canvas->width < NARROW;
	int x = LABEL_COLUMN + LABEL_WIDTH;
	char saved[WHEN_SIZE];
	unsigned int style;
	const char *word;

	canvas_ground(canvas, y, selected);
	if (row < state->first) {
		draw_salvage(state, canvas, y, selected);
		return;
	}
	item = &state->history.items[row - state->first];
	word = describe(state, row - state->first, narrow);
	style = (item->state == HISTORY_DAMAGED ? STYLE_BAD : STYLE_NORMAL) |
		selected;
	canvas_text(canvas, y, label_column(canvas),
		narrow ? LABEL_NARROW : LABEL_WIDTH - 1,
		STYLE_NORMAL | selected, item->label);
	when_write(item->saved, saved);
	if (narrow) {
		x = label_column(canvas) + LABEL_NARROW;
		if (*word != '\0')
			x += canvas_text(canvas, y, x, canvas->width - x,
				style, word) + 1;
	}
	/* A part of a time says less than none. */
	if (narrow && canvas->width - x < TIME_WIDTH - 1)
		saved[canvas->width - x > DAY_WIDTH ? DAY_WIDTH : 0] = '\0';
	canvas_text(canvas, y, x, canvas->width - x, STYLE_DIM | selected,
		saved);
	if (!narrow)
		canvas_text(canvas, y, x + TIME_WIDTH,
			canvas->width - x - TIME_WIDTH - 1, style, word);
}

void
rescue_draw(const struct view *view, const struct canvas *canvas)
{
	const struct rescue_view *state = (const struct rescue_view *)view;
	const struct menu *rows = &state->menu;
	int width = canvas->width - 2 * LABEL_COLUMN, y = 0;
	struct canvas above = canvas_part(canvas, 0, 0, INTRO_ROWS_MAX,
		canvas->width);

	if (app_busy(view->app)) {
		canvas_textf(canvas, 0, LABEL_COLUMN, width, STYLE_KEY,
			"Restoring%s", canvas->ascii ? "..." : "…");
		return;
	}
	if (rows->y > 0) {
		y += 1 + canvas_wrap(&above, y, LABEL_COLUMN, width,
			STYLE_BAD, state->problem);
		canvas_wrap(&above, y, LABEL_COLUMN, width, STYLE_NORMAL,
			state->first == 0 ? intro_gone : intro);
	}
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(state, canvas, rows->y + (int)i, rows->top + i);
}
