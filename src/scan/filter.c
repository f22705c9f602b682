#include "scan/filter.h"

bool
filter_half(const struct plane *from, struct plane *out, struct err *err)
{
	size_t width = from->width / 2, height = from->height / 2;

	if (!plane_init(out, width, height, err))
		return false;
	for (size_t y = 0; y < height; y++) {
		const uint8_t *above = from->at + 2 * y * from->width;
		const uint8_t *below = above + from->width;
		uint8_t *to = out->at + y * width;

		for (size_t x = 0; x < width; x++)
			to[x] = (uint8_t)((above[2 * x] + above[2 * x + 1] +
				below[2 * x] + below[2 * x + 1] + 2) / 4);
	}
	return true;
}

/* A quarter of the way from b to c: the new pixels' middles lie there. */
static int
quarter(int a, int b, int c, int d)
{
	int value = (-9 * a + 111 * b + 29 * c - 3 * d + 64) / 128;

	return value < 0 ? 0 : value > 255 ? 255 : value;
}

static size_t
near(size_t at, ptrdiff_t step, size_t size)
{
	ptrdiff_t to = (ptrdiff_t)at + step;

	return to < 0 ? 0 : (size_t)to >= size ? size - 1 : (size_t)to;
}

static void
double_row(const uint8_t *from, size_t width, uint8_t *to)
{
	for (size_t x = 0; x < width; x++) {
		int far_left = from[near(x, -2, width)];
		int left = from[near(x, -1, width)], here = from[x];
		int right = from[near(x, 1, width)];
		int far_right = from[near(x, 2, width)];

		to[2 * x] = (uint8_t)quarter(right, here, left, far_left);
		to[2 * x + 1] = (uint8_t)quarter(left, here, right, far_right);
	}
}

bool
filter_double(const struct plane *from, struct plane *out, struct err *err)
{
	size_t width = from->width * 2;
	PLANE wide = {0};

	if (!plane_init(&wide, width, from->height, err) ||
	    !plane_init(out, width, from->height * 2, err))
		return false;
	for (size_t y = 0; y < from->height; y++)
		double_row(from->at + y * from->width, from->width,
			wide.at + y * width);
	for (size_t y = 0; y < out->height; y++) {
		ptrdiff_t side = y % 2 == 0 ? -1 : 1;
		const uint8_t *rows[4];

		for (ptrdiff_t i = 0; i < 4; i++)
			rows[i] = wide.at + width *
				near(y / 2, side * (i - 1), from->height);
		for (size_t x = 0; x < width; x++)
			out->at[y * width + x] = (uint8_t)quarter(rows[0][x],
				rows[1][x], rows[2][x], rows[3][x]);
	}
	return true;
}

/* The darkest (or brightest) of the rows from y - above to y + below. */
static void
extreme(const struct plane *from, size_t above, size_t below, bool darkest,
	struct plane *out)
{
	size_t width = from->width;

	for (size_t y = 0; y < from->height; y++) {
		uint8_t *to = out->at + y * width;
		size_t first = y > above ? y - above : 0;
		size_t last = y + below < from->height ? y + below
						       : from->height - 1;

		memcpy(to, from->at + first * width, width);
		for (size_t row = first + 1; row <= last; row++) {
			const uint8_t *in = from->at + row * width;

			for (size_t x = 0; x < width; x++)
				to[x] = (in[x] < to[x]) == darkest ? in[x]
								   : to[x];
		}
	}
}

/* Morphological opening or closing with a vertical bar. */
bool
filter_lines(const struct plane *from, bool bright, size_t height,
	struct plane *out, struct err *err)
{
	PLANE half = {0};

	if (!plane_init(&half, from->width, from->height, err) ||
	    !plane_init(out, from->width, from->height, err))
		return false;
	extreme(from, height, 0, bright, &half);
	extreme(&half, 0, height, !bright, out);
	return true;
}
