#include "categories.h"

#include <math.h>

const struct look picture_plain = {
	.ink = {0, 0, 0, 255}, .paper = {255, 255, 255, 255}, .quiet = 4,
};

void
picture_add(struct picture *picture, const struct code *code)
{
	snprintf(picture->payloads[picture->codes++], PAYLOAD_MAX, "%s",
		code->payload);
}

void
picture_place(struct picture *picture, struct dice *dice,
	const struct look *look,
	double module)
{
	struct code code = code_account(dice);
	double modules = (double)code.side + 2 * look->quiet;
	/* A code that does not fit is a picture without one. */
	double room = fmin((double)picture->canvas.width,
		(double)picture->canvas.height) / modules;
	double size = modules * fmin(module, room);
	double right = fmax((double)picture->canvas.width - size, 1);
	double below = fmax((double)picture->canvas.height - size, 1);
	double x = floor(dice_real(dice, 0, right));
	double y = floor(dice_real(dice, 0, below));

	module = size / modules;
	code_draw_at(&picture->canvas, &code, look, x + look->quiet * module,
		y + look->quiet * module, module);
	picture_add(picture, &code);
	code_free(&code);
}

void
picture_page(struct picture *picture, struct dice *dice, size_t width,
	size_t height,
	bool dark)
{
	picture->canvas = canvas_new(width, height, WHITE);
	canvas_page(&picture->canvas, dice, dark);
}
