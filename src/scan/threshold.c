/* The sums of the window's columns move down with the rows, and the sum of
 * the window moves along them: the cost does not depend on the window. Beyond
 * the edges the picture goes on with its last row or column. What can be done
 * for several pixels at once has a loop of its own. */
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
	float area, margin; /* margin times area: whole numbers, and exact */
	int32_t *columns;   /* sums, radius more at either end */
	int32_t *sums;      /* of the windows around a row's pixels */
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
	int32_t *columns = window->columns;

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
		(width + 2 * window->radius) * sizeof(*window->columns));
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
	int32_t *columns = window->columns + radius;

	for (size_t x = 0; x < width; x++)
		columns[x] += in[x] - out[x];
	pad(window);
}

static void
sum_windows(const struct window *window)
{
	const int32_t *first = window->columns;
	const int32_t *last = first + 2 * window->radius;
	size_t width = window->grey->width;
	int32_t *sums = window->sums;
	int32_t sum = 0;

	for (const int32_t *at = first; at <= last; at++)
		sum += *at;
	sums[0] = sum;
	for (size_t x = 1; x < width; x++)
		sums[x] = last[x] - first[x - 1];
	for (size_t x = 1; x < width; x++) {
		sum += sums[x];
		sums[x] = sum;
	}
}

static void
classify_row(const struct window *window, const uint8_t *row, uint8_t *out)
{
	size_t width = window->grey->width;
	const int32_t *sums = window->sums;
	float area = window->area, margin = window->margin;

	for (size_t x = 0; x < width; x++) {
		float above = (float)row[x] * area - (float)sums[x];

		out[x] = (uint8_t)((above < -margin) |
			(above > margin) << 1);
	}
}

bool
threshold_local(const struct plane *grey, size_t size, unsigned int margin,
	struct plane *out, struct err *err)
{
	struct window window = {
		.grey = grey, .radius = size / 2,
		.area = (float)(size * size),
		.margin = (float)(size * size * margin),
	};
	PLANE sums = {0};

	if (!plane_init(&sums, (2 * grey->width + 2 * window.radius) *
		    sizeof(int32_t), 1, err) ||
	    !plane_init(out, grey->width, grey->height, err))
		return false;
	window.sums = (int32_t *)(void *)sums.at;
	window.columns = window.sums + grey->width;
	for (size_t y = 0; y < grey->height; y++) {
		if (y == 0)
			first_row(&window);
		else
			next_row(&window, y);
		sum_windows(&window);
		classify_row(&window, grey->at + y * grey->width,
			out->at + y * grey->width);
	}
	return true;
}
