/* Codes on paper that is not flat. */
#include "categories.h"

#include <math.h>

#define SIDE 640

/* Where in the flat picture a point is; both go from -1 to 1. */
typedef struct point flat_fn(const double *bend, struct point at);

static uint8_t
mix(const struct canvas *from, struct point at, size_t channel)
{
	double x = fmax(0, fmin(at.x, (double)from->width - 1.001));
	double y = fmax(0, fmin(at.y, (double)from->height - 1.001));
	size_t left = (size_t)x, top = (size_t)y;
	double sum = 0;

	for (size_t i = 0; i < 4; i++) {
		size_t right = i % 2, below = i / 2;
		const struct colour *pixel = &from->at[
			(top + below) * from->width + left + right];
		const uint8_t parts[] = {
			pixel->red, pixel->green, pixel->blue,
		};

		sum += parts[channel] * (right ? x - floor(x)
			: 1 - x + floor(x)) * (below ? y - floor(y)
			: 1 - y + floor(y));
	}
	return (uint8_t)lround(sum);
}

static void
bend_canvas(struct canvas *canvas, flat_fn *flat, const double *bend,
	bool turned)
{
	struct canvas out = canvas_new(canvas->width, canvas->height, WHITE);
	double half = SIDE / 2.0;

	for (size_t i = 0; i < out.width * out.height; i++) {
		size_t row = i / out.width;
		struct point at = {
			(double)(i % out.width) / half - 1,
			(double)row / half - 1,
		};
		struct point from = flat(bend, turned
			? (struct point){at.y, at.x} : at);

		if (turned)
			from = (struct point){from.y, from.x};
		from.x = (from.x + 1) * half;
		from.y = (from.y + 1) * half;
		out.at[i].red = mix(canvas, from, 0);
		out.at[i].green = mix(canvas, from, 1);
		out.at[i].blue = mix(canvas, from, 2);
	}
	canvas_free(canvas);
	*canvas = out;
}

/* bend: half the angle that is seen, the side of it that is looked at, and how
 * far the rows sag. */
static struct point
on_bottle(const double *bend, struct point at)
{
	double angle = asin(fmax(-1, fmin(1, at.x * sin(bend[0]) + bend[1])));
	double middle = asin(bend[1]);

	return (struct point){
		(angle - middle) / bend[0],
		at.y - bend[2] * (1 - cos(angle - middle)),
	};
}

/* bend: across, its length and beginning, and the same down. */
static struct point
on_waves(const double *bend, struct point at)
{
	return (struct point){
		at.x + bend[3] * sin(at.y * bend[4] + bend[5]),
		at.y + bend[0] * sin(at.x * bend[1] + bend[2]),
	};
}

static void
put_in_middle(struct picture *picture, struct dice *dice)
{
	struct code code = code_account(dice);
	double module = floor(SIDE / ((double)code.side + 12));
	double edge = (SIDE - (double)code.side * module) / 2;

	picture->canvas = canvas_new(SIDE, SIDE, WHITE);
	code_draw_at(&picture->canvas, &code, &picture_plain, edge, edge,
		module);
	picture_add(picture, &code);
	code_free(&code);
}

void
draw_bottle(struct picture *picture, struct dice *dice)
{
	const double bend[] = {
		dice_real(dice, 0.7, 1), dice_real(dice, -0.1, 0.1),
		dice_real(dice, -0.25, 0.25),
	};

	put_in_middle(picture, dice);
	bend_canvas(&picture->canvas, on_bottle, bend,
		dice_int(dice, 0, 1));
	canvas_shade(&picture->canvas, dice, 0.6);
	canvas_noise(&picture->canvas, dice, 4);
}

void
draw_waves(struct picture *picture, struct dice *dice)
{
	const double bend[] = {
		dice_real(dice, 0.03, 0.08), dice_real(dice, 1.5, 3),
		dice_real(dice, 0, 6), dice_real(dice, 0.01, 0.04),
		dice_real(dice, 1.5, 3), dice_real(dice, 0, 6),
	};

	put_in_middle(picture, dice);
	bend_canvas(&picture->canvas, on_waves, bend, false);
	canvas_shade(&picture->canvas, dice, 0.6);
	canvas_noise(&picture->canvas, dice, 4);
}
