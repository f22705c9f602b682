#include "categories.h"

#include <math.h>

#define PI 3.14159265358979323846
#define FITTING 0.56

/* A code seen from aside: its corners moved by up to bend of its size. */
static void
project(struct picture *picture, struct dice *dice, const struct code *code,
	const struct look *look, double module, double bend)
{
	double least = fmin((double)picture->canvas.width,
		(double)picture->canvas.height);
	double side = (double)code->side;
	/* However it is turned, all of it is in the picture. */
	double size = fmin(side * module, FITTING * least);
	double angle = dice_real(dice, 0, 2 * PI);
	double middle_x = (double)picture->canvas.width / 2;
	double middle_y = (double)picture->canvas.height / 2;
	struct match matches[4];
	struct homography map;

	for (size_t i = 0; i < 4; i++) {
		double x = i % 2 == 0 ? 0 : 1, y = i < 2 ? 0 : 1;
		double px = (x - 0.5 + dice_real(dice, -bend, bend)) * size;
		double py = (y - 0.5 + dice_real(dice, -bend, bend)) * size;

		matches[i] = (struct match){
			{x * side, y * side},
			{middle_x + px * cos(angle) - py * sin(angle),
				middle_y + px * sin(angle) + py * cos(angle)},
			1, 1,
		};
	}
	if (homography_fit(matches, 4, false, &map))
		code_draw(&picture->canvas, code, look, &map);
	picture_add(picture, code);
}

static void
desk(struct picture *picture, struct dice *dice, size_t width, size_t height)
{
	uint8_t grey = (uint8_t)dice_int(dice, 120, 210);

	picture->canvas = canvas_new(width, height,
		(struct colour){grey, (uint8_t)(grey - 10),
			(uint8_t)(grey - 25), 255});
	for (int i = 0; i < 6; i++)
		canvas_text(&picture->canvas, dice,
			dice_int(dice, 0, (int)width),
			dice_int(dice, 0, (int)height), 200, 90,
			(struct colour){70, 60, 50, 255});
}

void
draw_photo(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);

	desk(picture, dice, 1000, 900);
	project(picture, dice, &code, &picture_plain, dice_real(dice, 6, 11),
		0.08);
	canvas_blur(&picture->canvas, dice_real(dice, 0.7, 1.6));
	canvas_shade(&picture->canvas, dice, dice_real(dice, 0.5, 1));
	canvas_noise(&picture->canvas, dice, dice_real(dice, 3, 9));
	code_free(&code);
}

void
draw_photo_hard(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);

	desk(picture, dice, 1000, 900);
	project(picture, dice, &code, &picture_plain, dice_real(dice, 5, 9),
		0.13);
	canvas_blur(&picture->canvas, dice_real(dice, 1.2, 2.6));
	canvas_shade(&picture->canvas, dice, dice_real(dice, 0.25, 0.7));
	canvas_noise(&picture->canvas, dice, dice_real(dice, 8, 20));
	code_free(&code);
}

void
draw_photo_12(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);

	desk(picture, dice, 4000, 3000);
	project(picture, dice, &code, &picture_plain, dice_real(dice, 10, 28),
		0.08);
	canvas_blur(&picture->canvas, dice_real(dice, 1, 3));
	canvas_shade(&picture->canvas, dice, dice_real(dice, 0.4, 1));
	canvas_noise(&picture->canvas, dice, dice_real(dice, 4, 9));
	code_free(&code);
}

void
draw_export_photo(struct picture *picture, struct dice *dice)
{
	struct code code = code_long(dice, dice_int(dice, 900, 1600));

	desk(picture, dice, 1600, 1400);
	project(picture, dice, &code, &picture_plain, dice_real(dice, 7, 9),
		0.05);
	canvas_blur(&picture->canvas, dice_real(dice, 0.7, 1.5));
	canvas_noise(&picture->canvas, dice, dice_real(dice, 3, 7));
	code_free(&code);
}

void
draw_screen_photo(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);

	picture_page(picture, dice, 1100, 900, false);
	project(picture, dice, &code, &picture_plain, dice_real(dice, 6, 10),
		0.05);
	canvas_stripes(&picture->canvas, dice, dice_real(dice, 0.15, 0.4));
	canvas_noise(&picture->canvas, dice, 4);
	code_free(&code);
}

void
draw_desk_only_12(struct picture *picture, struct dice *dice)
{
	desk(picture, dice, 4000, 3000);
	canvas_shade(&picture->canvas, dice, 0.4);
	canvas_noise(&picture->canvas, dice, 6);
}
