#include "tui/import_form.h"

#include "tui/keys.h"
#include "tui/names.h"
#include "tui/text.h"

#define LABEL_WIDTH 12
#define SOURCES_SIZE 280
#define STATE_WIDTH 16
#define NARROW 40      /* below: no margins, a label above its line */
#define REASONS_MIN 60 /* columns for reasons beside the names */

static const struct {
	const char *word, *brief;
	enum style style;
} states[] = {
	[INTAKE_NEW] = {"new", "new", STYLE_GOOD},
	[INTAKE_DUPLICATE] = {"already there", "there", STYLE_DIM},
	[INTAKE_SKIPPED] = {"unusable", "bad", STYLE_BAD},
};

/* Where there is no room for a reason: what it is, in a word at the end. */
static void
draw_brief(const struct canvas *canvas, int y, int x,
	const struct intake_item *item, unsigned int extra)
{
	const char *word = canvas->width < NARROW ? states[item->state].brief
						  : states[item->state].word;
	int at = canvas->width - text_columns(word) -
		(canvas->width < NARROW ? 0 : 1);

	canvas_text(canvas, y, x, at - x - 1, STYLE_NORMAL | extra,
		item->name);
	canvas_text(canvas, y, at, canvas->width - at,
		states[item->state].style | extra, word);
}

static void
draw_item(const struct import_view *import, const struct canvas *canvas,
	int y, const struct intake_item *item, bool selected)
{
	unsigned int extra = selected ? STYLE_SELECTED : 0;
	int names = canvas->width / 2 - 6;
	int x = canvas->width < NARROW ? 0 : 2;
	const char *box = "   ";

	if (item->state == INTAKE_NEW)
		box = item->chosen ? "[x]" : "[ ]";
	canvas_ground(canvas, y, extra);
	canvas_text(canvas, y, x, 3, STYLE_KEY | extra, box);
	x += 4;
	if (canvas->width < REASONS_MIN) {
		draw_brief(canvas, y, x, item, extra);
		return;
	}
	names = import->names_width < names ? import->names_width : names;
	canvas_text(canvas, y, x, names, STYLE_NORMAL | extra, item->name);
	x += names + 2;
	x += canvas_text(canvas, y, x, STATE_WIDTH,
		states[item->state].style | extra, states[item->state].word);
	if (item->reason != NULL && item->reason[0] != '\0')
		canvas_textf(canvas, y, x, canvas->width - x - 1,
			STYLE_DIM | extra, ": %s", item->reason);
}

static bool
has_sources(const struct intake *intake)
{
	for (size_t i = 1; i < intake->len; i++) {
		if (strcmp(intake->items[i].source,
			    intake->items[0].source) != 0)
			return true;
	}
	return false;
}

/* In full, what the row of the selected one may have cut; and of several
 * files, in which one it is. */
static void
draw_reason(const struct import_view *import, const struct canvas *canvas,
	int y)
{
	const struct intake_item *item;
	const char *reason;
	char text[ERR_WHERE_MAX + ERR_TEXT_MAX];

	if (import->menu.cursor >= import->intake.len)
		return;
	item = &import->intake.items[import->menu.cursor];
	reason = item->reason != NULL ? item->reason : "";
	if (has_sources(&import->intake))
		snprintf(text, sizeof(text), "%s%s%s", item->source,
			reason[0] != '\0' ? ": " : "", reason);
	else
		snprintf(text, sizeof(text), "%s", reason);
	canvas_prose(canvas, y, STYLE_DIM, text);
}

static void
draw_preview(const struct import_view *import, const struct canvas *canvas)
{
	const struct menu *rows = &import->menu;

	if (canvas->height > 8)
		draw_reason(import, canvas, canvas->height - 2);
	if (rows->y > 0)
		canvas_text_end(canvas, 0, 2, canvas->width - 3, STYLE_DIM,
			import->picture != NULL ? import->picture->name
						: line_text(&import->path));
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_item(import, canvas, rows->y + (int)i,
			&import->intake.items[rows->top + i],
			rows->top + i == rows->cursor);
}

/* What can be read. */
static void
write_sources(const struct import_view *import, char *out, size_t size)
{
	char complete[KEY_LABEL_SIZE], clipboard[KEY_LABEL_SIZE];
	char screen[KEY_LABEL_SIZE];

	app_key_name(import->view.app, "complete", complete);
	app_key_name(import->view.app, "read-clipboard", clipboard);
	app_key_name(import->view.app, "read-screen", screen);
	snprintf(out, size, "A picture with QR codes, a folder of them, or a "
		"backup of another program. %s completes. %s takes the "
		"picture on the clipboard, %s one of the screen.", complete,
		clipboard, screen);
}

void
import_tell(const struct view *view, struct buf *out)
{
	const struct import_view *import = (const struct import_view *)view;
	const struct intake_item *item = import->previews &&
			import->menu.cursor < import->intake.len
		? &import->intake.items[import->menu.cursor] : NULL;
	char sources[SOURCES_SIZE];

	if (item != NULL) {
		buf_addf(out, "%s: %s", item->name, states[item->state].word);
		if (item->reason != NULL && item->reason[0] != '\0')
			buf_addf(out, ": %s", item->reason);
		return;
	}
	write_sources(import, sources, sizeof(sources));
	buf_addf(out, "%s\n%s", sources, import->problem);
}

static void
draw_waiting(const struct import_view *import, const struct canvas *canvas,
	int y, int x, int width)
{
	size_t done = atomic_load(&import->done);
	size_t total = atomic_load(&import->total);
	const char *dots = canvas->ascii ? "..." : "…";

	if (atomic_load(&import->stopped))
		canvas_textf(canvas, y, x, width, STYLE_KEY, "Stopping%s",
			dots);
	else if (import->picture != NULL)
		canvas_textf(canvas, y, x, width, STYLE_KEY, "%s%s",
			import->picture->waiting, dots);
	else if (total > 1)
		canvas_textf(canvas, y, x, width, STYLE_KEY,
			"Reading%s %zu of %zu", dots, done, total);
	else
		canvas_textf(canvas, y, x, width, STYLE_KEY, "Reading%s",
			dots);
}

/* Returns the row below it. */
static int
draw_line(const struct canvas *canvas, int y, const char *label,
	const struct line *line, bool focused)
{
	bool narrow = canvas->width < NARROW;
	int x = narrow ? 1 : CANVAS_MARGIN + LABEL_WIDTH;

	canvas_text(canvas, y, narrow ? 1 : CANVAS_MARGIN, LABEL_WIDTH,
		STYLE_DIM, label);
	y += narrow ? 1 : 0;
	line_draw(line, canvas, y, x, canvas->width - x - (narrow ? 1 : 2),
		focused);
	return y + 1;
}

void
import_draw(const struct view *view, const struct canvas *canvas)
{
	const struct import_view *import = (const struct import_view *)view;
	bool busy = app_busy(view->app), low = canvas->height <= 6;
	int x = canvas->width < NARROW ? 1 : CANVAS_MARGIN + LABEL_WIDTH;
	int width = canvas->width - x - 2, y = 0;
	char sources[SOURCES_SIZE];

	if (import->previews) {
		draw_preview(import, canvas);
		return;
	}
	write_sources(import, sources, sizeof(sources));
	if (!low)
		y = canvas_prose(canvas, 0, STYLE_DIM, sources) + 1;
	/* Where there is no room for both, the one typed in. */
	if (!low || !import->asks)
		y = draw_line(canvas, y, "File", &import->path,
			!busy && !import->asks);
	if (import->asks)
		y = draw_line(canvas, y, "Passphrase", &import->passphrase,
			!busy);
	y += low ? 0 : 1;
	if (busy)
		draw_waiting(import, canvas, y, x, width);
	else if (import->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, import->problem);
	else
		names_draw(&import->names, canvas, y, x);
}
