#include "categories.h"

#include <math.h>

static void
transparent(struct picture *picture, struct dice *dice,
	struct colour ink)
{
	const struct look look = {
		.ink = ink, .paper = {ink.red, ink.green, ink.blue, 0},
		.quiet = 4,
	};

	picture->canvas = canvas_new(300, 300,
		(struct colour){ink.red, ink.green, ink.blue, 0});
	picture_place(picture, dice, &look, dice_int(dice, 2, 4));
}

void
draw_transparent_dark(struct picture *picture, struct dice *dice)
{
	transparent(picture, dice, BLACK);
}

void
draw_transparent_white(struct picture *picture, struct dice *dice)
{
	transparent(picture, dice, WHITE);
}

/* One in each cell of a lattice, so that they do not cover each other. */
static void
several(struct picture *picture, struct dice *dice, int count, double gap,
	bool mixed)
{
	double cell = 260 + gap;

	picture->canvas = canvas_new((size_t)(cell * 3), (size_t)(cell * 2),
		mixed ? (struct colour){128, 128, 128, 255} : WHITE);
	for (int i = 0; i < count; i++) {
		struct code code = code_account(dice);
		struct look look = picture_plain;
		int row = i / 3;

		if (mixed && i % 2 == 1) {
			look.ink = WHITE;
			look.paper = BLACK;
		}
		look.quiet = 2;
		code_draw_at(&picture->canvas, &code, &look,
			cell * (i % 3) + gap / 2 + 10,
			cell * row + gap / 2 + 10,
			floor(240 / ((double)code.side + 4)));
		picture_add(picture, &code);
		code_free(&code);
	}
}

void
draw_many(struct picture *picture, struct dice *dice)
{
	several(picture, dice, dice_int(dice, 2, 6), 60, false);
}

void
draw_many_close(struct picture *picture, struct dice *dice)
{
	several(picture, dice, dice_int(dice, 4, 6), 0, false);
}

/* One beside another many times its size. */
void
draw_many_sizes(struct picture *picture, struct dice *dice)
{
	double modules[] = {dice_int(dice, 14, 19), dice_real(dice, 1.5, 6)};
	bool first = dice_int(dice, 0, 1);

	picture_page(picture, dice, 2200, 1200, false);
	for (size_t i = 0; i < COUNT_OF(modules); i++) {
		struct code code = code_account(dice);

		code_draw_at(&picture->canvas, &code, &picture_plain,
			(i == 0) == first ? 100 : 1300 - (i == 0) * 300, 90,
			modules[i]);
		picture_add(picture, &code);
		code_free(&code);
	}
}

/* As many as one picture may have. */
void
draw_crowd(struct picture *picture, struct dice *dice)
{
	double module = dice_int(dice, 2, 4), cell = 70 * module;

	picture->canvas = canvas_new((size_t)(cell * 8), (size_t)(cell * 8),
		WHITE);
	for (int i = 0; i < CODES_MAX; i++) {
		struct code code = code_account(dice);
		int row = i / 8, column = i % 8;

		code_draw_at(&picture->canvas, &code, &picture_plain,
			cell * column + 4 * module, cell * row + 4 * module,
			module);
		picture_add(picture, &code);
		code_free(&code);
	}
}

void
draw_many_mixed(struct picture *picture, struct dice *dice)
{
	several(picture, dice, dice_int(dice, 2, 6), 40, true);
}

#define MARGIN_MAX ((size_t)8) /* modules */

static void
terminal(struct picture *picture, struct dice *dice, bool half_blocks,
	int gap, bool dark_quiet)
{
	struct look look = {
		.ink = {12, 12, 14, 255}, .paper = {229, 229, 229, 255},
		.quiet = dice_int(dice, 1, 4),
	};
	struct code code = code_account(dice);
	int width = half_blocks ? dice_int(dice, 7, 11) : dice_int(dice, 6, 9);
	int height = width * 2 + dice_int(dice, 0, 3);
	size_t modules, across, down;

	if (dark_quiet) {
		struct colour kept = look.ink;

		look.ink = look.paper;
		look.paper = kept;
		look.quiet = 4;
	}
	/* The window is large enough for the code, or nobody can read it. */
	modules = code.side + 2 * MARGIN_MAX;
	across = modules * (size_t)width * (half_blocks ? 1 : 2);
	down = modules * (size_t)height / (half_blocks ? 2 : 1);
	picture->canvas = canvas_new(across > 1300 ? across : 1300,
		down > 1200 ? down : 1200, (struct colour){12, 12, 14, 255});
	code_draw_terminal(&picture->canvas, &code, &look, half_blocks, width,
		height, gap);
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_terminal_half(struct picture *picture, struct dice *dice)
{
	terminal(picture, dice, true, 0, false);
}

void
draw_terminal_half_gap(struct picture *picture, struct dice *dice)
{
	terminal(picture, dice, true, dice_int(dice, 1, 2), false);
}

void
draw_terminal_blanks(struct picture *picture, struct dice *dice)
{
	terminal(picture, dice, false, 0, false);
}

void
draw_terminal_blanks_gap(struct picture *picture, struct dice *dice)
{
	terminal(picture, dice, false, dice_int(dice, 1, 2), false);
}

void
draw_terminal_inverted(struct picture *picture, struct dice *dice)
{
	terminal(picture, dice, true, 0, true);
}

void
draw_raw_bytes(struct picture *picture, struct dice *dice)
{
	static const struct {
		const char *bytes;
		unsigned int eci;
		const char *payload;
	} rows[] = {
		{"otpauth://totp/Müller:café?secret=MFRGG", 0,
			"otpauth://totp/Müller:café?secret=MFRGG"},
		{"otpauth://totp/€:x?secret=MFRGG", 0,
			"otpauth://totp/€:x?secret=MFRGG"},
		{"otpauth://totp/M\xfcller:x?secret=MFRGG", 3,
			"otpauth://totp/Müller:x?secret=MFRGG"},
		{"otpauth://totp/\x93\x8c\x8b\x9e?secret=MFRGG", 20,
			"otpauth://totp/東京?secret=MFRGG"},
		{"otpauth://totp/日本:x?secret=MFRGG", 26,
			"otpauth://totp/日本:x?secret=MFRGG"},
	};
	size_t i = (size_t)dice_int(dice, 0, (int)COUNT_OF(rows) - 1);
	struct code code = code_bytes(rows[i].bytes, rows[i].eci,
		rows[i].payload);

	picture_page(picture, dice, 600, 500, false);
	code_draw_at(&picture->canvas, &code, &picture_plain, 100, 100,
		dice_int(dice, 3, 6));
	picture_add(picture, &code);
	code_free(&code);
}
