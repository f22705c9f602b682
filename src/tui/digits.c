/*
 * A 5 by 7 font of the digits and the letters that Steam uses. Large: a pixel
 * is two cells; small: half a cell, or one cell where there are no half
 * blocks.
 */
#include "tui/digits.h"

#define GLYPH_ROWS 7
#define GLYPH_COLUMNS 5

struct glyph {
	char character;
	uint8_t rows[GLYPH_ROWS]; /* the leftmost pixel is bit 4 */
};

static const struct glyph font[] = {
	{'0', {0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E}},
	{'1', {0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E}},
	{'2', {0x0E, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1F}},
	{'3', {0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E}},
	{'4', {0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02}},
	{'5', {0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E}},
	{'6', {0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E}},
	{'7', {0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08}},
	{'8', {0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E}},
	{'9', {0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C}},
	{'B', {0x1E, 0x11, 0x11, 0x1E, 0x11, 0x11, 0x1E}},
	{'C', {0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E}},
	{'D', {0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E}},
	{'F', {0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x10}},
	{'G', {0x0E, 0x11, 0x10, 0x17, 0x11, 0x11, 0x0F}},
	{'H', {0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11}},
	{'J', {0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0C}},
	{'K', {0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11}},
	{'M', {0x11, 0x1B, 0x15, 0x15, 0x11, 0x11, 0x11}},
	{'N', {0x11, 0x11, 0x19, 0x15, 0x13, 0x11, 0x11}},
	{'P', {0x1E, 0x11, 0x11, 0x1E, 0x10, 0x10, 0x10}},
	{'Q', {0x0E, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0D}},
	{'R', {0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11}},
	{'T', {0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04}},
	{'V', {0x11, 0x11, 0x11, 0x11, 0x11, 0x0A, 0x04}},
	{'W', {0x11, 0x11, 0x11, 0x15, 0x15, 0x15, 0x0A}},
	{'X', {0x11, 0x11, 0x0A, 0x04, 0x0A, 0x11, 0x11}},
	{'Y', {0x11, 0x11, 0x11, 0x0A, 0x04, 0x04, 0x04}},
};

static const struct glyph *
find(char character)
{
	for (size_t i = 0; i < COUNT_OF(font); i++) {
		if (font[i].character == character)
			return &font[i];
	}
	return NULL;
}

/* Pixels across of one character, the gap behind it included. */
static int
advance(char character)
{
	return character == ' ' ? 2 : GLYPH_COLUMNS + 1;
}

static int
pixels_across(const char *code)
{
	int pixels = -1;

	for (; *code != '\0'; code++)
		pixels += advance(*code);
	return pixels;
}

enum digits_size
digits_fit(const char *code, int height, int width, bool ascii, int *rows,
	int *columns)
{
	int across = pixels_across(code);

	*rows = GLYPH_ROWS;
	*columns = 2 * across;
	if (*rows <= height && *columns <= width)
		return DIGITS_LARGE;
	*rows = ascii ? GLYPH_ROWS : (GLYPH_ROWS + 1) / 2;
	*columns = across;
	if (*rows <= height && *columns <= width)
		return DIGITS_SMALL;
	*rows = 1;
	*columns = (int)strlen(code);
	return DIGITS_PLAIN;
}

static bool
pixel(const struct glyph *glyph, int row, int column)
{
	return row < GLYPH_ROWS &&
		(glyph->rows[row] >> (GLYPH_COLUMNS - 1 - column) & 1) != 0;
}

static void
draw_large(const struct canvas *canvas, int y, int x, unsigned int style,
	const struct glyph *glyph)
{
	const char *block = theme_glyphs(canvas->ascii)->block;

	for (int row = 0; row < GLYPH_ROWS; row++) {
		for (int column = 0; column < 2 * GLYPH_COLUMNS; column++) {
			if (pixel(glyph, row, column / 2))
				canvas_text(canvas, y + row, x + column, 1,
					style, block);
		}
	}
}

static void
draw_small(const struct canvas *canvas, int y, int x, unsigned int style,
	const struct glyph *glyph)
{
	static const char *const halves[] = {" ", "▀", "▄", "█"};
	int step = canvas->ascii ? 1 : 2;

	for (int row = 0; row < GLYPH_ROWS; row += step) {
		for (int column = 0; column < GLYPH_COLUMNS; column++) {
			int upper = pixel(glyph, row, column) ? 1 : 0;
			int lower = pixel(glyph, row + 1, column) ? 2 : 0;
			const char *cell = canvas->ascii
				? (upper != 0 ? "#" : " ")
				: halves[upper | lower];

			if (*cell != ' ')
				canvas_text(canvas, y + row / step,
					x + column, 1, style, cell);
		}
	}
}

/* A style may have a ground of its own, dark digits on light ones. */
static void
draw_ground(const struct canvas *canvas, int y, int x, enum digits_size size,
	unsigned int style, const char *code)
{
	bool halves = size != DIGITS_LARGE && !canvas->ascii;
	int rows = halves ? (GLYPH_ROWS + 1) / 2 : GLYPH_ROWS;
	int scale = size == DIGITS_LARGE ? 2 : 1, width = 0;

	for (; *code != '\0'; code++)
		width += scale * advance(*code);
	for (int i = 0; i < rows; i++)
		canvas_fill(canvas, y + i, x > 0 ? x - 1 : x,
			width + (x > 0 ? 1 : 0), style);
}

void
digits_draw(const struct canvas *canvas, int y, int x, enum digits_size size,
	unsigned int style, const char *code)
{
	int scale = size == DIGITS_LARGE ? 2 : 1;

	if (size == DIGITS_PLAIN) {
		canvas_text(canvas, y, x, canvas->width - x, style, code);
		return;
	}
	draw_ground(canvas, y, x, size, style, code);
	for (; *code != '\0'; code++) {
		const struct glyph *glyph = find(*code);

		if (glyph != NULL && size == DIGITS_LARGE)
			draw_large(canvas, y, x, style, glyph);
		else if (glyph != NULL)
			draw_small(canvas, y, x, style, glyph);
		x += scale * advance(*code);
	}
}
