#include "canvas.h"

#include <math.h>

#define PI 3.14159265358979323846

static uint64_t
next(struct dice *dice)
{
	/* splitmix64 */
	uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

double
dice_real(struct dice *dice, double least, double most)
{
	return least + (most - least) *
		((double)(next(dice) >> 11) / 9007199254740992.0);
}

int
dice_int(struct dice *dice, int least, int most)
{
	uint64_t choices = most > least ? (uint64_t)(most - least) + 1 : 1;

	return least + (int)(next(dice) % choices);
}

double
dice_normal(struct dice *dice)
{
	double sum = 0;

	for (int i = 0; i < 12; i++)
		sum += dice_real(dice, -0.5, 0.5);
	return sum;
}

static void *
must(void *block)
{
	if (block == NULL) {
		fputs("pictures: out of memory\n", stderr);
		exit(1);
	}
	return block;
}

struct canvas
canvas_new(size_t width, size_t height, struct colour fill)
{
	struct canvas canvas = {.width = width, .height = height};

	canvas.at = must(calloc(width * height, sizeof(*canvas.at)));
	for (size_t i = 0; i < width * height; i++)
		canvas.at[i] = fill;
	return canvas;
}

void
canvas_free(struct canvas *canvas)
{
	free(canvas->at);
	*canvas = (struct canvas){0};
}

void
canvas_rectangle(struct canvas *canvas, int x, int y, int width, int height,
	struct colour colour)
{
	for (int j = y < 0 ? 0 : y; j < y + height &&
	     j < (int)canvas->height; j++) {
		for (int i = x < 0 ? 0 : x; i < x + width &&
		     i < (int)canvas->width; i++)
			canvas->at[(size_t)j * canvas->width + (size_t)i] =
				colour;
	}
}

static void
letter(struct canvas *canvas, struct dice *dice, int x, int y, int size,
	struct colour ink)
{
	int stroke = size / 6 + 1;

	if (dice_int(dice, 0, 1))
		canvas_rectangle(canvas, x, y, stroke, size, ink);
	if (dice_int(dice, 0, 1))
		canvas_rectangle(canvas, x + size / 2, y, stroke, size, ink);
	for (int i = 0; i < 3; i++) {
		if (dice_int(dice, 0, 1))
			canvas_rectangle(canvas, x, y + i * (size - stroke) / 2,
				size / 2, stroke, ink);
	}
}

void
canvas_text(struct canvas *canvas, struct dice *dice, int x, int y, int width,
	int height, struct colour ink)
{
	int size = dice_int(dice, 8, 13);

	for (int line = y; line + size < y + height; line += size * 2) {
		int end = x + width * dice_int(dice, 5, 10) / 10;

		for (int at = x; at + size < end; at += size * 3 / 4) {
			if (dice_int(dice, 0, 5) > 0)
				letter(canvas, dice, at, line, size, ink);
		}
	}
}

void
canvas_page(struct canvas *canvas, struct dice *dice, bool dark)
{
	struct colour ink = dark ? (struct colour){210, 214, 220, 255}
				 : (struct colour){40, 44, 52, 255};
	struct colour paper = dark ? (struct colour){24, 27, 33, 255}
				   : (struct colour){248, 249, 250, 255};
	struct colour bar = {
		(uint8_t)dice_int(dice, 20, 200),
		(uint8_t)dice_int(dice, 20, 200),
		(uint8_t)dice_int(dice, 20, 200), 255,
	};
	int width = (int)canvas->width, height = (int)canvas->height;

	canvas_rectangle(canvas, 0, 0, width, height, paper);
	canvas_rectangle(canvas, 0, 0, width, height / 12, bar);
	canvas_text(canvas, dice, 30, height / 8, width - 60,
		height - height / 8, ink);
	for (int i = dice_int(dice, 0, 3); i > 0; i--)
		canvas_rectangle(canvas, dice_int(dice, 0, width - 1),
			dice_int(dice, height / 8, height - 1),
			dice_int(dice, 60, 200), dice_int(dice, 24, 50), bar);
}

static uint8_t
limited(double value)
{
	return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)lround(value);
}

static void
blur_line(struct colour *at, size_t count, size_t step, const double *weights,
	int radius, struct colour *copy)
{
	for (size_t i = 0; i < count; i++)
		copy[i] = at[i * step];
	for (size_t i = 0; i < count; i++) {
		double sum[3] = {0};

		for (int k = -radius; k <= radius; k++) {
			ptrdiff_t from = (ptrdiff_t)i + k;
			double weight = weights[k < 0 ? -k : k];
			const struct colour *c;

			if (from < 0)
				from = 0;
			if (from >= (ptrdiff_t)count)
				from = (ptrdiff_t)count - 1;
			c = &copy[from];
			sum[0] += weight * c->red;
			sum[1] += weight * c->green;
			sum[2] += weight * c->blue;
		}
		at[i * step].red = limited(sum[0]);
		at[i * step].green = limited(sum[1]);
		at[i * step].blue = limited(sum[2]);
	}
}

void
canvas_blur(struct canvas *canvas, double sigma)
{
	double weights[32] = {0}, total = 0;
	int radius = (int)ceil(3 * sigma);
	size_t longest = canvas->width > canvas->height ? canvas->width
							: canvas->height;
	struct colour *copy = must(calloc(longest, sizeof(*copy)));

	if (radius > 31)
		radius = 31;
	for (int k = -radius; k <= radius; k++)
		total += exp(-k * k / (2 * sigma * sigma));
	for (int k = 0; k <= radius; k++)
		weights[k] = exp(-k * k / (2 * sigma * sigma)) / total;
	for (size_t y = 0; y < canvas->height; y++)
		blur_line(canvas->at + y * canvas->width, canvas->width, 1,
			weights, radius, copy);
	for (size_t x = 0; x < canvas->width; x++)
		blur_line(canvas->at + x, canvas->height, canvas->width,
			weights, radius, copy);
	free(copy);
}

void
canvas_noise(struct canvas *canvas, struct dice *dice, double spread)
{
	for (size_t i = 0; i < canvas->width * canvas->height; i++) {
		double off = spread * dice_normal(dice);
		struct colour *c = &canvas->at[i];

		c->red = limited(c->red + off);
		c->green = limited(c->green + off);
		c->blue = limited(c->blue + off);
	}
}

static void
scale_at(struct canvas *canvas, size_t x, size_t y, double factor)
{
	struct colour *c = &canvas->at[y * canvas->width + x];

	c->red = limited(c->red * factor);
	c->green = limited(c->green * factor);
	c->blue = limited(c->blue * factor);
}

void
canvas_shade(struct canvas *canvas, struct dice *dice, double share)
{
	double angle = dice_real(dice, 0, 2 * PI);
	double size = hypot((double)canvas->width, (double)canvas->height);

	for (size_t y = 0; y < canvas->height; y++) {
		for (size_t x = 0; x < canvas->width; x++) {
			double dx = (double)x - (double)canvas->width / 2;
			double dy = (double)y - (double)canvas->height / 2;
			double along = (dx * cos(angle) + dy * sin(angle)) /
				size + 0.5;

			scale_at(canvas, x, y, share + (1 - share) * along);
		}
	}
}

void
canvas_stripes(struct canvas *canvas, struct dice *dice, double depth)
{
	double angle = dice_real(dice, 0, PI);
	double period = dice_real(dice, 3, 11);

	for (size_t y = 0; y < canvas->height; y++) {
		for (size_t x = 0; x < canvas->width; x++)
			scale_at(canvas, x, y, 1 - depth / 2 + depth / 2 *
				sin(2 * PI * ((double)x * cos(angle) +
				(double)y * sin(angle)) / period));
	}
}

void
canvas_range(struct canvas *canvas, int low, int high)
{
	for (size_t i = 0; i < canvas->width * canvas->height; i++) {
		struct colour *c = &canvas->at[i];

		c->red = (uint8_t)(low + c->red * (high - low) / 255);
		c->green = (uint8_t)(low + c->green * (high - low) / 255);
		c->blue = (uint8_t)(low + c->blue * (high - low) / 255);
	}
}

void
canvas_invert(struct canvas *canvas)
{
	for (size_t i = 0; i < canvas->width * canvas->height; i++) {
		struct colour *c = &canvas->at[i];

		*c = (struct colour){
			(uint8_t)~c->red, (uint8_t)~c->green,
			(uint8_t)~c->blue, c->alpha,
		};
	}
}
