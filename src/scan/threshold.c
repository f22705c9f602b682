/* The sums of the window's columns move down with the rows, and the sum of
 * the window moves along them: the cost does not depend on the window. Beyond
 * the edges the picture goes on with its last row or column. */
#include "scan/threshold.h"

#define NOISE_ROW_STEP 8
/* Two fifths of a picture are taken to be smooth. */
#define SMOOTH(total) ((total) * 2 / 5)

unsigned int
threshold_noise(const struct plane *grey)
{
	size_t counts[256] = {0}, total = 0, seen = 0;
	unsigned int level = 0;

	for (size_t y = 0; y < grey->height; y += NOISE_ROW_STEP) {
		const uint8_t *row = grey->at + y * grey->width;

		for (size_t x = 1; x + 1 < grey->width; x++) {
			int bend = 2 * row[x] - row[x - 1] - row[x + 1];

			bend = bend < 0 ? -bend : bend;
			counts[bend < 255 ? bend : 255]++;
			total++;
		}
	}
	for (seen = counts[0]; level < 255 && seen < SMOOTH(total);)
		seen += counts[++level];
	return level;
}

struct window {
	const struct plane *grey;
	size_t radius;
	uint32_t area, margin; /* margin times area */
	uint32_t *columns;     /* sums, radius more at either end */
};

static const uint8_t *
row_near(const struct plane *grey, size_t y, size_t radius)
{
	size_t row = y > radius ? y - radius : 0;

	if (row >= grey->height)
		row = grey->height - 1;
	return grey->at + row * grey->width;
}

static void
pad(const struct window *window)
{
	size_t width = window->grey->width, radius = window->radius;
	uint32_t *columns = window->columns;

	for (size_t i = 0; i < radius; i++) {
		columns[i] = columns[radius];
		columns[radius + width + i] = columns[radius + width - 1];
	}
}

static void
first_row(const struct window *window)
{
	size_t width = window->grey->width;

	memset(window->columns, 0,
		(width + 2 * window->radius) * sizeof(uint32_t));
	for (size_t y = 0; y <= 2 * window->radius; y++) {
		const uint8_t *row = row_near(window->grey, y, window->radius);

		for (size_t x = 0; x < width; x++)
			window->columns[window->radius + x] += row[x];
	}
	pad(window);
}

/* From the window around row y - 1 to the one around row y. */
static void
next_row(const struct window *window, size_t y)
{
	size_t radius = window->radius, width = window->grey->width;
	const uint8_t *in = row_near(window->grey, y + 2 * radius, radius);
	const uint8_t *out = row_near(window->grey, y - 1, radius);
	uint32_t *columns = window->columns + radius;

	for (size_t x = 0; x < width; x++)
		columns[x] += (uint32_t)in[x] - out[x];
	pad(window);
}

static void
classify_row(const struct window *window, const uint8_t *row, uint8_t *out)
{
	const uint32_t *first = window->columns;
	const uint32_t *last = first + 2 * window->radius;
	uint32_t sum = 0;

	for (size_t i = 0; i < 2 * window->radius; i++)
		sum += first[i];
	for (size_t x = 0; x < window->grey->width; x++) {
		uint32_t here = row[x] * window->area;

		sum += last[x];
		out[x] = (uint8_t)((here + window->margin < sum) |
			(here > sum + window->margin) << 1);
		sum -= first[x];
	}
}

bool
threshold_local(const struct plane *grey, size_t size, unsigned int margin,
	struct plane *out, struct err *err)
{
	struct window window = {
		.grey = grey, .radius = size / 2,
		.area = (uint32_t)(size * size),
		.margin = (uint32_t)(size * size) * margin,
	};
	PLANE columns = {0};

	if (!plane_init(&columns, (grey->width + 2 * window.radius) *
		    sizeof(uint32_t), 1, err) ||
	    !plane_init(out, grey->width, grey->height, err))
		return false;
	window.columns = (uint32_t *)(void *)columns.at;
	for (size_t y = 0; y < grey->height; y++) {
		if (y == 0)
			first_row(&window);
		else
			next_row(&window, y);
		classify_row(&window, grey->at + y * grey->width,
			out->at + y * grey->width);
	}
	return true;
}
