#include "tui/import_form.h"

#include "tui/names.h"

#define LABEL_WIDTH 12
#define STATE_WIDTH 16

size_t
import_rows(int height)
{
	int rows = height > 8 ? height - 5 : height > 3 ? height - 2 : height;

	return rows > 0 ? (size_t)rows : 1;
}

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

/* In full, what the row of the selected one may have cut. */
static void
draw_reason(const struct import_view *import, const struct canvas *canvas,
	int y)
{
	const struct intake_item *item;

	if (import->cursor >= import->intake.len)
		return;
	item = &import->intake.items[import->cursor];
	if (item->reason != NULL)
		canvas_wrap(canvas, y, 2, canvas->width - 4, STYLE_DIM,
			item->reason);
}

static void
draw_preview(const struct import_view *import, const struct canvas *canvas)
{
	int y = 0, end = canvas->height;

	if (canvas->height > 8) {
		end -= 3;
		draw_reason(import, canvas, end + 1);
	}
	if (canvas->height > 3) {
		canvas_text_end(canvas, 0, 2, canvas->width - 3, STYLE_DIM,
			line_text(&import->path));
		y = 2;
	}
	for (size_t i = import->top; i < import->intake.len; i++, y++) {
		if (y >= end)
			break;
		draw_item(canvas, y, &import->intake.items[i],
			i == import->cursor);
	}
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
	if (canvas->height > 6) {
		canvas_wrap(canvas, y, 2, canvas->width - 4, STYLE_DIM,
			"A picture with QR codes, or a backup of another "
			"program. Tab completes.");
		y += 2 + (canvas->width < 76 ? 1 : 0);
	}
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
		canvas_textf(canvas, y, x, width, STYLE_KEY, "Reading%s",
			canvas->ascii ? "..." : "…");
	else if (import->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, import->problem);
	else
		names_draw(&import->names, canvas, y, x);
}
