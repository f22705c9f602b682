#include "tui/form.h"

#include "tui/area.h"
#include "tui/text.h"

#define LABEL_WIDTH 12
#define INPUT_WIDTH 36
#define NARROW 40
#define NOTE_ROOM 24 /* columns beside a field that are worth a note */
#define NOTE_ROWS 5  /* of the account's note at once */

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
has_room(int width)
{
	return width >= 2 + LABEL_WIDTH + INPUT_WIDTH + 2 + NOTE_ROOM;
}

/* Where the fields begin. */
static int
form_column(int width)
{
	return width < NARROW ? LABEL_WIDTH - 1 : 2 + LABEL_WIDTH;
}

int
form_width(int width)
{
	return has_room(width) ? INPUT_WIDTH : width - form_column(width) - 1;
}

static void
draw_field(const struct form *form, const struct canvas *canvas, int y,
	int height, enum draft_field field)
{
	struct draft draft = form_draft(form);
	bool focused = form->focus == (int)field;
	int x = form_column(canvas->width);
	int width = form_width(canvas->width);

	canvas_text(canvas, y, canvas->width < NARROW ? 0 : 2, LABEL_WIDTH - 1,
		focused ? STYLE_TITLE : STYLE_DIM,
		draft_label(&draft, field));
	if (form_has_words((int)field)) {
		canvas_textf(canvas, y, x, width,
			focused ? STYLE_NORMAL | STYLE_SELECTED : STYLE_NORMAL,
			focused ? "< %s >" : "%s", draft.text[field]);
		if (has_room(canvas->width) &&
		    form->verdicts[field].note[0] != '\0')
			draw_note(canvas, y, x + INPUT_WIDTH + 2,
				&form->verdicts[field]);
		return;
	}
	if (field == DRAFT_NOTE)
		area_draw(&form->lines[field], canvas, y, x, width, height,
			focused);
	else
		line_draw(&form->lines[field], canvas, y, x, width, focused);
	if (has_room(canvas->width))
		draw_note(canvas, y, x + INPUT_WIDTH + 2,
			&form->verdicts[field]);
}

static void
draw_fold(const struct form *form, const struct canvas *canvas, int y)
{
	const struct glyphs *glyphs = theme_glyphs(canvas->ascii);
	struct draft draft = form_draft(form);
	unsigned int style = form->focus == STOP_FOLD
		? STYLE_NORMAL | STYLE_SELECTED : STYLE_DIM;

	if (form->unfolded)
		canvas_textf(canvas, y, 2, canvas->width - 3, style, "%s More",
			glyphs->unfolded);
	else if (draft_is_fixed(&draft))
		canvas_textf(canvas, y, 2, canvas->width - 3, style,
			"%s More: %s", glyphs->folded, draft.text[DRAFT_TYPE]);
	else
		canvas_textf(canvas, y, 2, canvas->width - 3, style,
			"%s More: %s, %s, %s digits, %s%s", glyphs->folded,
			draft.text[DRAFT_TYPE], draft.text[DRAFT_ALGORITHM],
			draft.text[DRAFT_DIGITS],
			strcmp(draft.text[DRAFT_TYPE], "hotp") == 0
				? "counter " : "period ",
			draft.text[DRAFT_MOVING]);
}

/* The rows that are over when every stop has one. */
static int
spare_rows(const struct form *form, int height)
{
	size_t count;

	form_stops(form, &count);
	return height - (int)count - 1;
}

static int
stop_height(const struct form *form, const struct canvas *canvas, int stop)
{
	int spare = spare_rows(form, canvas->height) - 2;
	int rows;

	if (stop != DRAFT_NOTE || spare < 1)
		return 1;
	rows = area_rows(&form->lines[DRAFT_NOTE], form_width(canvas->width),
		NOTE_ROWS);
	return rows < spare + 1 ? rows : spare + 1;
}

/* The first row to draw, so that the focus is visible on a low screen. */
static int
first_row(const struct form *form, const struct canvas *canvas)
{
	size_t count;
	const int *all = form_stops(form, &count);
	int at = 0;

	for (size_t i = 0; all[i] != form->focus; i++)
		at += stop_height(form, canvas, all[i]);
	return at < canvas->height - 1 ? 0 : at - canvas->height + 2;
}

/* Returns the row behind the last one. */
static int
draw_stops(const struct form *form, const struct canvas *canvas)
{
	size_t count;
	const int *all = form_stops(form, &count);
	bool roomy = spare_rows(form, canvas->height) >= 3;
	int y = -first_row(form, canvas);

	for (size_t i = 0; i < count; i++) {
		int height = stop_height(form, canvas, all[i]);

		if (roomy && (all[i] == STOP_FOLD || all[i] == STOP_SAVE))
			y++;
		if (all[i] == STOP_FOLD)
			draw_fold(form, canvas, y);
		else if (all[i] == STOP_SAVE)
			canvas_text(canvas, y, 2, canvas->width - 2,
				form->focus == STOP_SAVE
					? STYLE_TITLE | STYLE_SELECTED
					: STYLE_KEY, form->button);
		else
			draw_field(form, canvas, y, height,
				(enum draft_field)all[i]);
		y += height;
	}
	return y;
}

/* Below the form, if all of it has room there. */
static bool
draw_guide(const struct form *form, const struct canvas *canvas, int y)
{
	const char *guide = form_guide(form);
	int width = canvas->width - 4;

	if (guide[0] == '\0' ||
	    y + 1 + text_lines(guide, width) >= canvas->height)
		return false;
	canvas_wrap(canvas, y + 1, 2, width, STYLE_DIM, guide);
	return true;
}

/* In full, below, what is too long for the room beside the field. */
static void
draw_long_note(const struct form *form, const struct canvas *canvas)
{
	const struct draft_verdict *verdict;
	int room = canvas->width - 2 - LABEL_WIDTH - INPUT_WIDTH - 5;

	if (form->focus >= DRAFT_COUNT)
		return;
	verdict = &form->verdicts[form->focus];
	if (verdict->state == DRAFT_BAD && text_columns(verdict->note) > room)
		canvas_prose(canvas, canvas->height - 2, STYLE_BAD,
			verdict->note);
}

void
form_tell(const struct view *view, struct buf *out)
{
	const struct form *form = (const struct form *)view;
	struct draft draft = form_draft(form);

	if (form->focus < DRAFT_COUNT &&
	    form->verdicts[form->focus].note[0] != '\0')
		buf_addf(out, "%s: %s\n", draft_label(&draft,
			(enum draft_field)form->focus),
			form->verdicts[form->focus].note);
	buf_add_str(out, form_guide(form));
}

void
form_draw(const struct view *view, const struct canvas *canvas)
{
	const struct form *form = (const struct form *)view;
	struct canvas fields = *canvas;
	bool guided;

	if (has_room(canvas->width)) {
		fields.height -= 2;
		draw_guide(form, &fields, draw_stops(form, canvas));
		draw_long_note(form, canvas);
		return;
	}
	fields.height--;
	guided = draw_guide(form, &fields, draw_stops(form, &fields));
	if (form->focus < DRAFT_COUNT && !(guided &&
		    form->verdicts[form->focus].state == DRAFT_EMPTY))
		draw_note(canvas, canvas->height - 1, 2,
			&form->verdicts[form->focus]);
}
