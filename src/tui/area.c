#include "tui/area.h"

#include <limits.h>

#include "tui/text.h"

#define ROW_MAX_BYTES 2048

/* One row on the screen: what is shown of it, and where the next begins. */
struct span {
	size_t start, len, next;
};

/* A cell stays free for the cursor behind the last character. */
static struct span
span_at(const struct line *line, size_t start, int width)
{
	struct span span = {.start = start};
	size_t next;

	span.len = text_break(line_text(line) + start, line->text.len - start,
		width > 1 ? width - 1 : 1, &next);
	span.next = start + next;
	return span;
}

/* Behind a line break at the very end there is one more row. */
static bool
is_last(const struct line *line, const struct span *span)
{
	return span->next >= line->text.len &&
		span->start + span->len == line->text.len;
}

int
area_rows(const struct line *line, int width, int max)
{
	struct span span = span_at(line, 0, width);
	int rows = 1;

	while (rows < max && !is_last(line, &span)) {
		span = span_at(line, span.next, width);
		rows++;
	}
	return rows;
}

static bool
has_cursor(const struct line *line, const struct span *span)
{
	return line->cursor < span->next || is_last(line, span);
}

static int
cursor_row(const struct line *line, int width, struct span *span)
{
	int row = 0;

	*span = span_at(line, 0, width);
	while (!has_cursor(line, span)) {
		*span = span_at(line, span->next, width);
		row++;
	}
	return row;
}

/* The columns before the cursor. */
static int
cursor_column(const struct line *line, const struct span *span)
{
	size_t before = line->cursor - span->start;
	int used;

	text_fit(line_text(line) + span->start,
		before < span->len ? before : span->len, INT_MAX, &used);
	return used;
}

static void
draw_row(const struct line *line, const struct canvas *canvas, int y, int x,
	int width, const struct span *span)
{
	char text[ROW_MAX_BYTES];

	snprintf(text, sizeof(text), "%.*s", (int)span->len,
		line_text(line) + span->start);
	for (char *tab = text; (tab = strchr(tab, '\t')) != NULL;)
		*tab = ' ';
	canvas_fill(canvas, y, x, width, STYLE_INPUT);
	canvas_text(canvas, y, x, width, STYLE_INPUT, text);
	explicit_bzero(text, sizeof(text));
}

void
area_draw(const struct line *line, const struct canvas *canvas, int y, int x,
	int width, int height, bool focused)
{
	struct span span;
	int row = cursor_row(line, width, &span);
	int top = focused && row >= height ? row - height + 1 : 0;

	if (focused)
		canvas_cursor(canvas, y + row - top,
			x + cursor_column(line, &span));
	span = span_at(line, 0, width);
	for (int i = 0; i < top; i++)
		span = span_at(line, span.next, width);
	for (int i = 0; i < height; i++) {
		draw_row(line, canvas, y + i, x, width, &span);
		if (is_last(line, &span))
			span = (struct span){line->text.len, 0,
				line->text.len};
		else
			span = span_at(line, span.next, width);
	}
}

/* The cursor goes to the column, or the end of the row. */
static void
put_cursor(struct line *line, const struct span *span, int column)
{
	int used;
	size_t fits = text_fit(line_text(line) + span->start, span->len,
		column, &used);

	line->cursor = span->start + fits;
	/* The end of a row that is broken in a word is the next one's
	 * beginning. */
	if (line->cursor == span->next && fits > 0 && !is_last(line, span))
		line_left(line);
}

bool
area_move(struct line *line, int width, int by)
{
	struct span span;
	int row = cursor_row(line, width, &span);
	int column = cursor_column(line, &span);

	if (row + by < 0 || (by > 0 && is_last(line, &span)))
		return false;
	row += by;
	span = span_at(line, 0, width);
	for (int i = 0; i < row && !is_last(line, &span); i++)
		span = span_at(line, span.next, width);
	put_cursor(line, &span, column);
	return true;
}
