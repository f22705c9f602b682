#include "tui/canvas.h"

#include <stdarg.h>

#include "tui/text.h"

#define LINE_MAX_BYTES 1024
#define PROSE_MAX 76 /* columns of a line of sentences */

struct canvas
canvas_begin(struct term *term)
{
	struct canvas canvas = {.term = term, .ascii = term_ascii(term)};

	term_begin(term, &canvas.height, &canvas.width);
	return canvas;
}

struct canvas
canvas_part(const struct canvas *canvas, int y, int x, int height, int width)
{
	struct canvas part = *canvas;

	part.y += y;
	part.x += x;
	part.height = height < canvas->height - y ? height
						  : canvas->height - y;
	part.width = width < canvas->width - x ? width : canvas->width - x;
	return part;
}

static int
put_cell(const struct canvas *canvas, int y, int x, unsigned int style,
	const struct cell *cell)
{
	return term_put(canvas->term, canvas->y + y, canvas->x + x, style,
		cell);
}

int
canvas_marked(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text, const uint8_t *marks)
{
	size_t len = strlen(text), at = 0, fits;
	int used, room = width < canvas->width - x ? width
						   : canvas->width - x;
	int start = x;

	if (y < 0 || y >= canvas->height || x < 0 || room <= 0)
		return 0;
	fits = text_fit(text, len, room, &used);
	if (fits < len)
		fits = text_fit(text, len, room - 1, &used);
	while (at < fits) {
		bool marked = marks != NULL && marks[at] != 0;
		struct cell cell = text_cell(text, len, &at);

		x += put_cell(canvas, y, x,
			marked ? style | STYLE_MARK : style, &cell);
	}
	if (fits < len) {
		const char *more = theme_glyphs(canvas->ascii)->ellipsis;
		struct cell cell;

		at = 0;
		cell = text_cell(more, strlen(more), &at);
		x += put_cell(canvas, y, x, style, &cell);
	}
	return x - start;
}

int
canvas_text(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text)
{
	return canvas_marked(canvas, y, x, width, style, text, NULL);
}

int
canvas_text_end(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text)
{
	size_t len = strlen(text), at = 0;
	const char *more = theme_glyphs(canvas->ascii)->ellipsis;
	int columns = text_columns(text);

	if (columns <= width)
		return canvas_text(canvas, y, x, width, style, text);
	while (at < len && columns > width - 1)
		columns -= text_cell(text, len, &at).columns;
	x += canvas_text(canvas, y, x, 1, style, more);
	return 1 + canvas_text(canvas, y, x, columns, style, text + at);
}

int
canvas_textf(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	va_list args;
	int used;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	used = canvas_text(canvas, y, x, width, style, line);
	explicit_bzero(line, sizeof(line));
	return used;
}

int
canvas_wrap(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, const char *text)
{
	size_t len = strlen(text), at = 0;
	char line[LINE_MAX_BYTES];
	int room = width < canvas->width - x ? width : canvas->width - x;
	int lines = 0;

	while (at < len && room > 0) {
		size_t next, count = text_break(text + at, len - at, room,
			&next);

		snprintf(line, sizeof(line), "%.*s", (int)count, text + at);
		canvas_text(canvas, y + lines++, x, room, style, line);
		at += next;
	}
	return lines;
}

int
canvas_prose_width(int width)
{
	int room = width - 2 * CANVAS_MARGIN;

	return room < PROSE_MAX ? room : PROSE_MAX;
}

int
canvas_prose(const struct canvas *canvas, int y, unsigned int style,
	const char *text)
{
	return canvas_wrap(canvas, y, CANVAS_MARGIN,
		canvas_prose_width(canvas->width), style, text);
}

void
canvas_fill(const struct canvas *canvas, int y, int x, int width,
	unsigned int style)
{
	struct cell blank = {.chars = {L' '}, .columns = 1};

	if (y < 0 || y >= canvas->height)
		return;
	for (int i = x; i < x + width && i < canvas->width; i++)
		put_cell(canvas, y, i, style, &blank);
}

void
canvas_ground(const struct canvas *canvas, int y, unsigned int selected)
{
	if (selected != 0)
		canvas_fill(canvas, y, 0, canvas->width,
			STYLE_NORMAL | selected);
}

struct columns
canvas_middle(const struct canvas *canvas, int max)
{
	int width = canvas->width < max + 2 ? canvas->width - 2 : max;

	return (struct columns){(canvas->width - width) / 2, width};
}

void
canvas_cursor(const struct canvas *canvas, int y, int x)
{
	if (y < 0 || y >= canvas->height || x < 0 || x >= canvas->width)
		return;
	term_cursor(canvas->term, canvas->y + y, canvas->x + x);
}
