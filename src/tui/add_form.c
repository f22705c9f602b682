#include "tui/add_form.h"

#include "tui/text.h"

#define LABEL_WIDTH 12
#define INPUT_WIDTH 36
#define NOTE_ROOM 24 /* columns beside a field that are worth a note */
#define ADD_LABEL "[ Add ]"

static const int stops_folded[] = {DRAFT_KEY, DRAFT_ISSUER, DRAFT_ACCOUNT,
	DRAFT_TAGS, STOP_FOLD, STOP_ADD};
static const int stops_unfolded[] = {DRAFT_KEY, DRAFT_ISSUER, DRAFT_ACCOUNT,
	DRAFT_TAGS, STOP_FOLD, DRAFT_TYPE, DRAFT_ALGORITHM, DRAFT_DIGITS,
	DRAFT_MOVING, STOP_ADD};

struct draft
add_draft(const struct add_view *add)
{
	struct draft draft;

	for (size_t i = 0; i < DRAFT_COUNT; i++)
		draft.text[i] = line_text(&add->lines[i]);
	return draft;
}

const int *
add_stops(const struct add_view *add, size_t *count)
{
	*count = add->unfolded ? COUNT_OF(stops_unfolded)
			       : COUNT_OF(stops_folded);
	return add->unfolded ? stops_unfolded : stops_folded;
}

bool
add_has_words(int focus)
{
	return focus == DRAFT_TYPE || focus == DRAFT_ALGORITHM;
}

static const enum style verdict_styles[] = {
	[DRAFT_EMPTY] = STYLE_DIM,
	[DRAFT_BAD] = STYLE_BAD,
	[DRAFT_ODD] = STYLE_SOON,
	[DRAFT_FINE] = STYLE_GOOD,
};

static void
draw_note(const struct canvas *canvas, int y, int x,
	const struct draft_verdict *verdict)
{
	const char *marks[] = {
		[DRAFT_EMPTY] = "",
		[DRAFT_BAD] = "!",
		[DRAFT_ODD] = "?",
		[DRAFT_FINE] = theme_glyphs(canvas->ascii)->good,
	};
	const char *mark = marks[verdict->state];

	canvas_textf(canvas, y, x, canvas->width - x - 1,
		verdict_styles[verdict->state], "%s%s%s", mark,
		*mark != '\0' ? " " : "", verdict->note);
}

/* True if there is room for notes beside the fields. */
static bool
has_room(const struct canvas *canvas)
{
	return canvas->width >=
		2 + LABEL_WIDTH + INPUT_WIDTH + 2 + NOTE_ROOM;
}

static void
draw_field(const struct add_view *add, const struct canvas *canvas, int y,
	enum draft_field field)
{
	struct draft draft = add_draft(add);
	bool focused = add->focus == (int)field;
	bool beside = has_room(canvas);
	int x = 2 + LABEL_WIDTH;
	int width = beside ? INPUT_WIDTH : canvas->width - x - 2;

	canvas_text(canvas, y, 2, LABEL_WIDTH - 1,
		focused ? STYLE_TITLE : STYLE_DIM,
		draft_label(&draft, field));
	if (add_has_words((int)field)) {
		canvas_textf(canvas, y, x, width,
			focused ? STYLE_NORMAL | STYLE_SELECTED : STYLE_NORMAL,
			focused ? "< %s >" : "%s", draft.text[field]);
		return;
	}
	line_draw(&add->lines[field], canvas, y, x, width, focused);
	if (beside)
		draw_note(canvas, y, x + INPUT_WIDTH + 2,
			&add->verdicts[field]);
}


static void
draw_fold(const struct add_view *add, const struct canvas *canvas, int y)
{
	const struct glyphs *glyphs = theme_glyphs(canvas->ascii);
	struct draft draft = add_draft(add);
	unsigned int style = add->focus == STOP_FOLD
		? STYLE_NORMAL | STYLE_SELECTED : STYLE_DIM;

	if (add->unfolded)
		canvas_textf(canvas, y, 2, canvas->width - 3, style, "%s More",
			glyphs->unfolded);
	else
		canvas_textf(canvas, y, 2, canvas->width - 3, style,
			"%s More: %s, %s, %s digits, %s%s", glyphs->folded,
			draft.text[DRAFT_TYPE], draft.text[DRAFT_ALGORITHM],
			draft.text[DRAFT_DIGITS],
			strcmp(draft.text[DRAFT_TYPE], "hotp") == 0
				? "counter " : "period ",
			draft.text[DRAFT_MOVING]);
}

/* The first row to draw, so that the focus is visible on a low screen. */
static int
first_row(const struct add_view *add, int height)
{
	size_t count;
	const int *all = add_stops(add, &count);
	int at = 0;

	while (all[at] != add->focus)
		at++;
	return at < height - 1 ? 0 : at - height + 2;
}

static void
draw_stops(const struct add_view *add, const struct canvas *canvas)
{
	size_t count;
	const int *all = add_stops(add, &count);
	int spare = canvas->height - (int)count - 1;
	int y = -first_row(add, canvas->height);

	for (size_t i = 0; i < count; i++) {
		if (spare >= 3 && (all[i] == STOP_FOLD || all[i] == STOP_ADD))
			y++;
		if (all[i] == STOP_FOLD)
			draw_fold(add, canvas, y);
		else if (all[i] == STOP_ADD)
			canvas_text(canvas, y, 2, canvas->width - 2,
				add->focus == STOP_ADD
					? STYLE_TITLE | STYLE_SELECTED
					: STYLE_KEY, ADD_LABEL);
		else if (y >= 0)
			draw_field(add, canvas, y, (enum draft_field)all[i]);
		y++;
	}
}

/* In full, below, what is too long for the room beside the field. */
static void
draw_long_note(const struct add_view *add, const struct canvas *canvas)
{
	const struct draft_verdict *verdict;
	int room = canvas->width - 2 - LABEL_WIDTH - INPUT_WIDTH - 5;

	if (add->focus >= DRAFT_COUNT)
		return;
	verdict = &add->verdicts[add->focus];
	if (verdict->state == DRAFT_BAD && text_columns(verdict->note) > room)
		canvas_wrap(canvas, canvas->height - 2, 2, canvas->width - 4,
			STYLE_BAD, verdict->note);
}

void
add_draw(const struct view *view, const struct canvas *canvas)
{
	const struct add_view *add = (const struct add_view *)view;
	struct canvas fields = *canvas;

	if (has_room(canvas)) {
		draw_stops(add, canvas);
		draw_long_note(add, canvas);
		return;
	}
	fields.height--;
	draw_stops(add, &fields);
	if (add->focus < DRAFT_COUNT)
		draw_note(canvas, canvas->height - 1, 2,
			&add->verdicts[add->focus]);
}
