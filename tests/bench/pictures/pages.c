#include "categories.h"

#include <math.h>

#define PI 3.14159265358979323846

void
draw_web(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 1000, 700, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 3, 6));
}

void
draw_web_double(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 2000, 1400, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 6, 12));
}

void
draw_web_fraction(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 1000, 700, false);
	picture_place(picture, dice, &picture_plain, dice_real(dice, 2.3, 5.9));
}

void
draw_web_turned(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);
	double angle = dice_real(dice, 0, 2 * PI);
	double module = dice_real(dice, 3.5, 6), side = (double)code.side;
	double c = cos(angle) * module, s = sin(angle) * module;
	const struct homography map = {
		{c, -s, 500 - (c - s) * side / 2, s, c,
			400 - (s + c) * side / 2, 0, 0, 1},
	};

	picture_page(picture, dice, 1000, 800, false);
	code_draw(&picture->canvas, &code, &picture_plain, &map);
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_dark_page(struct picture *picture, struct dice *dice)
{
	struct look look = {
		.ink = {215, 220, 226, 255}, .paper = {24, 27, 33, 255},
		.quiet = 4,
	};

	picture_page(picture, dice, 1000, 700, true);
	picture_place(picture, dice, &look, dice_int(dice, 3, 6));
}

void
draw_thin_margin(struct picture *picture, struct dice *dice)
{
	struct look look = picture_plain;

	look.quiet = dice_int(dice, 1, 2);
	picture_page(picture, dice, 900, 700, true);
	picture_place(picture, dice, &look, dice_int(dice, 3, 6));
}

void
draw_no_margin(struct picture *picture, struct dice *dice)
{
	struct look look = picture_plain;

	look.quiet = dice_real(dice, 0, 1);
	picture_page(picture, dice, 900, 700, dice_int(dice, 0, 1));
	picture_place(picture, dice, &look, dice_int(dice, 4, 7));
}

void
draw_no_margin_on_black(struct picture *picture, struct dice *dice)
{
	struct look look = picture_plain;

	look.quiet = 0;
	picture->canvas = canvas_new(900, 700, (struct colour){9, 9, 9, 255});
	picture_place(picture, dice, &look, dice_int(dice, 4, 7));
}

void
draw_tiny(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 600, 400, false);
	picture_place(picture, dice, &picture_plain, dice_real(dice, 1.5,
		1.95));
}

void
draw_one_pixel(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 600, 400, false);
	picture_place(picture, dice, &picture_plain, 1);
}

void
draw_two_pixels(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 600, 400, false);
	picture_place(picture, dice, &picture_plain, 2);
}

void
draw_huge_modules(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 2000, 1600, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 18, 28));
}

void
draw_shot_12(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 4000, 3000, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 4, 12));
}

void
draw_shot_wide(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 7680, 2160, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 4, 10));
}

void
draw_export_shot(struct picture *picture, struct dice *dice)
{
	struct code code = code_long(dice, dice_int(dice, 900, 2000));

	picture_page(picture, dice, 900, 900, false);
	code_draw_at(&picture->canvas, &code, &picture_plain, 40, 60,
		dice_int(dice, 2, 4));
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_shaded(struct picture *picture, struct dice *dice)
{
	picture_page(picture, dice, 1000, 700, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 4, 7));
	canvas_shade(&picture->canvas, dice, 0.12);
}

void
draw_mirrored(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);
	double module = dice_int(dice, 4, 7);
	const struct homography map = {
		{-module, 0, 500, 0, module, 80, 0, 0, 1},
	};

	picture_page(picture, dice, 600, 600, false);
	code_draw(&picture->canvas, &code, &picture_plain, &map);
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_branded(struct picture *picture, struct dice *dice)
{
	struct look look = picture_plain;

	look.ink = (struct colour){
		(uint8_t)dice_int(dice, 0, 120), (uint8_t)dice_int(dice, 0, 90),
		(uint8_t)dice_int(dice, 0, 160), 255,
	};
	look.paper = (struct colour){
		(uint8_t)dice_int(dice, 190, 255),
		(uint8_t)dice_int(dice, 180, 255),
		(uint8_t)dice_int(dice, 170, 255), 255,
	};
	picture_page(picture, dice, 900, 700, false);
	picture_place(picture, dice, &look, dice_int(dice, 3, 6));
}

/* The two colours are equally bright. */
void
draw_colours_only(struct picture *picture, struct dice *dice)
{
	const struct look look = {
		.ink = {220, 40, 40, 255}, .paper = {60, 128, 40, 255},
		.quiet = 4,
	};

	picture->canvas = canvas_new(500, 500, look.paper);
	picture_place(picture, dice, &look, dice_int(dice, 4, 6));
}

void
draw_faint(struct picture *picture, struct dice *dice)
{
	int low = dice_int(dice, 30, 180);

	picture_page(picture, dice, 900, 700, false);
	picture_place(picture, dice, &picture_plain, dice_int(dice, 3, 6));
	canvas_range(&picture->canvas, low, low + dice_int(dice, 8, 70));
}

static void
styled(struct picture *picture, struct dice *dice, enum style style,
	bool logo)
{
	struct look look = picture_plain;
	struct code code = code_account(dice);

	while (logo && code.side < 45) { /* wants much error correction */
		code_free(&code);
		code = code_account(dice);
	}
	look.style = style;
	look.logo = logo;
	picture_page(picture, dice, 900, 700, false);
	code_draw_at(&picture->canvas, &code, &look, 200, 120,
		dice_real(dice, 4, 8));
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_dots(struct picture *picture, struct dice *dice)
{
	styled(picture, dice, DOTS, false);
}

void
draw_rounded(struct picture *picture, struct dice *dice)
{
	styled(picture, dice, ROUNDED, false);
}

void
draw_logo(struct picture *picture, struct dice *dice)
{
	styled(picture, dice, SQUARES, true);
}
