/* Pictures without a code, of what looks a little like one. */
#include "categories.h"

#include <math.h>

#include "qr/print_font.h"
#include "scan/matrix.h"

void
draw_text_only(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 1200, 900, dice_int(dice, 0, 1));
}

void
draw_noise_only(struct picture *picture, struct dice *dice)
{
	picture->canvas = canvas_new(700, 500,
		(struct colour){128, 128, 128, 255});
	canvas_noise(&picture->canvas, dice, 60);
	canvas_blur(&picture->canvas, dice_real(dice, 0.5, 3));
}

void
draw_boxes_only(struct picture *picture, struct dice *dice)
{
	picture->canvas = canvas_new(800, 600, WHITE);
	for (int i = 0; i < 200; i++) {
		int x = dice_int(dice, 0, 780), y = dice_int(dice, 0, 580);
		int module = dice_int(dice, 2, 5);

		/* Finders that belong to no code. */
		canvas_rectangle(&picture->canvas, x, y, 7 * module,
			7 * module, BLACK);
		canvas_rectangle(&picture->canvas, x + module, y + module,
			5 * module, 5 * module, WHITE);
		canvas_rectangle(&picture->canvas, x + 2 * module,
			y + 2 * module, 3 * module, 3 * module, BLACK);
	}
}

/* Letters of a font, all of it in no order. */
void
draw_letters_only(struct picture *picture, struct dice *dice)
{
	int size = dice_int(dice, 1, 4);
	int across = (FONT_WIDTH + 1) * size, down = (FONT_HEIGHT + 2) * size;

	picture->canvas = canvas_new(800, 600, WHITE);
	for (int y = size; y + down < 600; y += down) {
		for (int x = size; x + across < 800; x += across) {
			uint8_t rows[FONT_HEIGHT];

			font_glyph((uint32_t)dice_int(dice, ' ', 0x7f), rows);
			for (int i = 0; i < FONT_WIDTH * FONT_HEIGHT; i++) {
				int column = i % FONT_WIDTH;

				if (rows[i / FONT_WIDTH] >>
					(FONT_WIDTH - 1 - column) & 1)
					canvas_rectangle(&picture->canvas,
						x + column * size,
						y + i / FONT_WIDTH * size,
						size, size, BLACK);
			}
		}
	}
	if (dice_int(dice, 0, 1))
		canvas_invert(&picture->canvas);
}

/* A symbol of modules at (x, y). */
struct symbol {
	struct canvas *canvas;
	int x, y, side, module;
};

static void
put(const struct symbol *symbol, int x, int y, bool dark)
{
	canvas_rectangle(symbol->canvas, symbol->x + x * symbol->module,
		symbol->y + y * symbol->module, symbol->module,
		symbol->module, dark ? BLACK : WHITE);
}

typedef void draw_symbol_fn(const struct symbol *symbol, struct dice *dice);

static void
draw_random(const struct symbol *symbol, struct dice *dice)
{
	for (int i = 0; i < symbol->side * symbol->side; i++)
		put(symbol, i % symbol->side, i / symbol->side,
			dice_int(dice, 0, 1));
}

/* Rings around a dot in the middle. */
static void
draw_aztec(const struct symbol *symbol, struct dice *dice)
{
	int middle = symbol->side / 2;

	draw_random(symbol, dice);
	for (int y = -6; y <= 6; y++) {
		for (int x = -6; x <= 6; x++)
			put(symbol, middle + x, middle + y,
				(abs(x) > abs(y) ? abs(x) : abs(y)) % 2 == 0);
	}
}

/* Two sides dark, and two of them dashed. */
static void
draw_data_matrix(const struct symbol *symbol, struct dice *dice)
{
	int last = symbol->side - 1;

	draw_random(symbol, dice);
	for (int i = 0; i <= last; i++) {
		put(symbol, i, 0, i % 2 == 0);
		put(symbol, last, i, i % 2 == 1);
		put(symbol, 0, i, true);
		put(symbol, i, last, true);
	}
}

static void
draw_bars(const struct symbol *symbol, struct dice *dice)
{
	for (int x = 0; x < symbol->side; x++) {
		bool dark = dice_int(dice, 0, 1);

		for (int y = 0; y < symbol->side; y++)
			put(symbol, x, y, dark);
	}
}

static void
draw_finder(const struct symbol *symbol, int left, int top)
{
	for (int y = -1; y <= 7; y++) {
		for (int x = -1; x <= 7; x++) {
			int far = abs(x - 3) > abs(y - 3) ? abs(x - 3)
							  : abs(y - 3);

			if (left + x >= 0 && left + x < symbol->side &&
			    top + y >= 0 && top + y < symbol->side)
				put(symbol, left + x, top + y,
					far != 2 && far != 4);
		}
	}
}

/* One finder, and timing patterns along two edges. */
static void
draw_micro(const struct symbol *symbol, struct dice *dice)
{
	draw_random(symbol, dice);
	for (int i = 0; i < symbol->side; i++) {
		put(symbol, i, 0, i % 2 == 0);
		put(symbol, 0, i, i % 2 == 0);
	}
	draw_finder(symbol, 0, 0);
}

/* All that a QR code has, but no message. */
static void
draw_torn(const struct symbol *symbol, struct dice *dice)
{
	static struct matrix matrix;

	draw_random(symbol, dice);
	matrix.side = (size_t)symbol->side;
	for (int i = 0; i < symbol->side * symbol->side; i++)
		matrix.dark[i] = (uint8_t)dice_int(dice, 0, 1);
	matrix_draw_patterns(&matrix);
	for (int i = 0; i < symbol->side * symbol->side; i++)
		put(symbol, i % symbol->side, i / symbol->side,
			matrix.dark[i]);
}

/* One in each of six cells. */
static void
draw_symbols(struct picture *picture, struct dice *dice,
	draw_symbol_fn *const *draw, int count)
{
	picture->canvas = canvas_new(900, 600, WHITE);
	for (int i = 0; i < 6; i++) {
		struct symbol symbol = {
			.canvas = &picture->canvas,
			.x = 30 + i % 3 * 300, .y = 30 + i / 3 * 300,
			.side = 17 + 4 * dice_int(dice, 1, 6),
		};

		symbol.module = dice_int(dice, 2, 240 / symbol.side);
		draw[dice_int(dice, 0, count - 1)](&symbol, dice);
	}
}

void
draw_other_codes(struct picture *picture, struct dice *dice)
{
	static draw_symbol_fn *const draw[] = {
		draw_aztec, draw_data_matrix, draw_bars, draw_micro,
		draw_random,
	};

	draw_symbols(picture, dice, draw, COUNT_OF(draw));
}

void
draw_torn_codes(struct picture *picture, struct dice *dice)
{
	static draw_symbol_fn *const draw[] = {draw_torn};

	draw_symbols(picture, dice, draw, COUNT_OF(draw));
}

/* What the masks of codes are made of, with finders on it. */
void
draw_chess_only(struct picture *picture, struct dice *dice)
{
	struct symbol symbol = {
		.side = 120, .module = dice_int(dice, 3, 6),
	};
	int kind = dice_int(dice, 0, 3);
	size_t side = (size_t)symbol.side * (size_t)symbol.module;

	picture->canvas = canvas_new(side, side, WHITE);
	symbol.canvas = &picture->canvas;
	for (int i = 0; i < symbol.side * symbol.side; i++) {
		int x = i % symbol.side, y = i / symbol.side;
		const bool dark[] = {
			(x + y) % 2 == 0, y % 2 == 0, x % 3 == 0,
			(x + y) % 3 == 0,
		};

		put(&symbol, x, y, dark[kind]);
	}
	for (int i = 0; i < 40; i++) {
		int span = 4 * dice_int(dice, 1, 5) + 10;
		int x = dice_int(dice, 0, symbol.side - span - 8);
		int y = dice_int(dice, 0, symbol.side - span - 8);

		draw_finder(&symbol, x, y);
		draw_finder(&symbol, x + span, y);
		draw_finder(&symbol, x, y + span);
	}
}

/* A crossword, or the keys of a keyboard with something on each. */
void
draw_squares_only(struct picture *picture, struct dice *dice)
{
	int cell = dice_int(dice, 12, 60), line = dice_int(dice, 1, 4);
	bool keys = dice_int(dice, 0, 1);

	picture->canvas = canvas_new(900, 700, keys ? WHITE : BLACK);
	for (int y = 4; y + cell < 700; y += cell) {
		for (int x = 4; x + cell < 900; x += cell) {
			int inner = cell - 2 * line;
			bool full = dice_int(dice, 0, 3) == 0;
			struct symbol mark = {
				.canvas = &picture->canvas, .x = x + cell / 3,
				.y = y + cell / 3, .side = 3,
				.module = cell / 9,
			};

			canvas_rectangle(&picture->canvas, x, y, cell - line,
				cell - line, BLACK);
			if (!full || keys)
				canvas_rectangle(&picture->canvas, x + line,
					y + line, inner, inner, WHITE);
			if (keys && mark.module > 0)
				draw_random(&mark, dice);
		}
	}
}
