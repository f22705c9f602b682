#include "tui/import_form.h"

#include "tui/keys.h"
#include "tui/names.h"

#define LABEL_WIDTH 12
#define STATE_WIDTH 16

static void
draw_item(const struct canvas *canvas, int y, const struct intake_item *item,
	bool selected)
{
	static const struct {
		const char *word;
		enum style style;
	} states[] = {
		[INTAKE_NEW] = {"new", STYLE_GOOD},
		[INTAKE_DUPLICATE] = {"already there", STYLE_DIM},
		[INTAKE_SKIPPED] = {"unusable", STYLE_BAD},
	};
	unsigned int extra = selected ? STYLE_SELECTED : 0;
	int names = canvas->width < 60 ? canvas->width - 10
				       : canvas->width / 2 - 6;
	int x = 6;
	const char *box = "   ";

	if (item->state == INTAKE_NEW)
		box = item->chosen ? "[x]" : "[ ]";
	if (selected)
		canvas_fill(canvas, y, 0, canvas->width, STYLE_NORMAL | extra);
	canvas_text(canvas, y, 2, 3, STYLE_KEY | extra, box);
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
	canvas_wrap(canvas, y, 2, canvas->width - 4, STYLE_DIM, text);
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
		draw_item(canvas, rows->y + (int)i,
			&import->intake.items[rows->top + i],
			rows->top + i == rows->cursor);
}

/* What can be read; returns the rows that it took. */
static int
draw_sources(const struct import_view *import, const struct canvas *canvas)
{
	char complete[KEY_LABEL_SIZE], clipboard[KEY_LABEL_SIZE];
	char screen[KEY_LABEL_SIZE], text[240];

	app_key_name(import->view.app, "complete", complete);
	app_key_name(import->view.app, "read-clipboard", clipboard);
	app_key_name(import->view.app, "read-screen", screen);
	snprintf(text, sizeof(text), "A picture with QR codes, or a backup of "
		"another program. %s completes. %s takes the picture on the "
		"clipboard, %s one of the screen.", complete, clipboard,
		screen);
	return canvas_wrap(canvas, 0, 2, canvas->width - 4, STYLE_DIM, text);
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

void
import_draw(const struct view *view, const struct canvas *canvas)
{
	const struct import_view *import = (const struct import_view *)view;
	bool busy = app_busy(view->app);
	int width = canvas->width - LABEL_WIDTH - 4;
	int x = 2 + LABEL_WIDTH, y = 0;

	if (import->previews) {
		draw_preview(import, canvas);
		return;
	}
	if (canvas->height > 6)
		y = draw_sources(import, canvas) + 1;
	canvas_text(canvas, y, 2, LABEL_WIDTH, STYLE_DIM, "File");
	line_draw(&import->path, canvas, y++, x, width,
		!busy && !import->asks);
	if (import->asks) {
		canvas_text(canvas, y, 2, LABEL_WIDTH, STYLE_DIM,
			"Passphrase");
		line_draw(&import->passphrase, canvas, y++, x, width, !busy);
	}
	y += canvas->height > 6 ? 1 : 0;
	if (busy)
		draw_waiting(import, canvas, y, x, width);
	else if (import->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, import->problem);
	else
		names_draw(&import->names, canvas, y, x);
}
