#include "scan/matrix.h"

#define MODULE_PIXELS ((size_t)2)
#define QUIET_MODULES ((size_t)4)
#define FINDER_SIDE 8 /* with its white border */
#define FIRST_WITH_VERSION 7
#define VERSION_POLYNOMIAL 0x1F25U
#define FORMAT_ROW ((size_t)8)
#define FORMAT_MASK 5U /* of its three bits that tell the mask */
#define MODE_PART 3U /* of several codes; its encoding comes later */
#define MODE_ECI 7U

/* From the last to the second one they are evenly spaced; the first is where
 * it is. */
size_t
matrix_alignments(unsigned int version, uint8_t out[static ALIGNMENTS_MAX])
{
	size_t count = version < 2 ? 0 : (size_t)version / 7 + 2;
	unsigned int side = 17 + 4 * version, step, last = side - 7;
	unsigned int gaps = version / 7 + 1; /* between them */

	if (count == 0)
		return 0;
	step = (version * 4 + gaps * 2 + 3) / (gaps * 2) * 2;
	if (version == 32)
		step = 26; /* the one exception of the standard */
	out[0] = 6;
	for (size_t i = count; i-- > 1; last -= step)
		out[i] = (uint8_t)last;
	return count;
}

static void
set(struct matrix *matrix, size_t x, size_t y, bool dark)
{
	if (x < matrix->side && y < matrix->side)
		matrix->dark[y * matrix->side + x] = dark;
}

/* Nested squares around (x, y): dark, but for rings light and light + 2. */
static void
draw_squares(struct matrix *matrix, size_t x, size_t y, int radius, int light)
{
	for (int dy = -radius; dy <= radius; dy++) {
		for (int dx = -radius; dx <= radius; dx++) {
			int ax = dx < 0 ? -dx : dx, ay = dy < 0 ? -dy : dy;
			int ring = ax > ay ? ax : ay;

			set(matrix, x + (size_t)dx, y + (size_t)dy,
				ring != light && ring != light + 2);
		}
	}
}

static void
draw_version(struct matrix *matrix, unsigned int version)
{
	uint32_t bits = version << 12, rest = bits;

	for (int i = 17; i >= 12; i--) {
		if (rest >> i & 1)
			rest ^= VERSION_POLYNOMIAL << (i - 12);
	}
	bits |= rest;
	for (size_t i = 0; i < 18; i++) {
		size_t near = i / 3, far = matrix->side - 11 + i % 3;

		set(matrix, far, near, bits >> i & 1);
		set(matrix, near, far, bits >> i & 1);
	}
}

static void
draw_alignments(struct matrix *matrix, unsigned int version)
{
	uint8_t at[ALIGNMENTS_MAX];
	size_t count = matrix_alignments(version, at);

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			bool corner = (i == 0 && j == 0) ||
				(i == 0 && j == count - 1) ||
				(i == count - 1 && j == 0);

			if (!corner)
				draw_squares(matrix, at[i], at[j], 2, 1);
		}
	}
}

void
matrix_draw_patterns(struct matrix *matrix)
{
	unsigned int version = (unsigned int)(matrix->side - 17) / 4;
	size_t far = matrix->side - 4;

	for (size_t i = FINDER_SIDE; i < matrix->side - FINDER_SIDE; i++) {
		set(matrix, i, 6, i % 2 == 0);
		set(matrix, 6, i, i % 2 == 0);
	}
	draw_alignments(matrix, version);
	draw_squares(matrix, 3, 3, 4, 2);
	draw_squares(matrix, far, 3, 4, 2);
	draw_squares(matrix, 3, far, 4, 2);
	set(matrix, 8, matrix->side - 8, true);
	if (version >= FIRST_WITH_VERSION)
		draw_version(matrix, version);
}

/* How many modules of the one that starts there are as they must be. */
static size_t
finder_modules(const struct matrix *matrix, size_t far_x, size_t far_y)
{
	size_t good = 0;

	for (size_t y = 0; y < FINDER_SIDE; y++) {
		for (size_t x = 0; x < FINDER_SIDE; x++) {
			/* The border is at the inner side. */
			int ax = abs((int)x - (far_x > 0 ? 4 : 3));
			int ay = abs((int)y - (far_y > 0 ? 4 : 3));
			int ring = ax > ay ? ax : ay;

			good += matrix->dark[(far_y + y) * matrix->side +
				far_x + x] == (ring != 2 && ring != 4);
		}
	}
	return good;
}

double
matrix_finders(const struct matrix *matrix)
{
	size_t far = matrix->side - FINDER_SIDE;
	size_t good = finder_modules(matrix, 0, 0) +
		finder_modules(matrix, far, 0) + finder_modules(matrix, 0, far);

	return (double)good / (3 * FINDER_SIDE * FINDER_SIDE);
}

/* The eight patterns that a mask of the modules may have. */
static bool
is_masked(unsigned int mask, size_t x, size_t y)
{
	size_t both = x * y % 3;

	switch (mask) {
	case 0:
		return (x + y) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (x + y) % 3 == 0;
	case 4:
		return (y / 2 + x / 3) % 2 == 0;
	case 5:
		return x * y % 2 + both == 0;
	case 6:
		return (x * y % 2 + both) % 2 == 0;
	default:
		return ((x + y) % 2 + both) % 2 == 0;
	}
}

/* The message begins in the corner without a finder, two modules wide. */
bool
matrix_declares(const struct matrix *matrix)
{
	size_t side = matrix->side;
	const uint8_t *format = matrix->dark + FORMAT_ROW * side;
	unsigned int mask = (unsigned int)(format[2] << 2 | format[3] << 1 |
		format[4]) ^ FORMAT_MASK;
	unsigned int mode = 0;

	for (size_t i = 0; i < 4; i++) {
		size_t x = side - 1 - i % 2, y = side - 1 - i / 2;

		mode = mode << 1 | (matrix->dark[y * side + x] !=
			is_masked(mask, x, y));
	}
	return mode == MODE_ECI || mode == MODE_PART;
}

void
matrix_transpose(struct matrix *matrix)
{
	size_t side = matrix->side;

	for (size_t y = 0; y < side; y++) {
		for (size_t x = 0; x < y; x++) {
			uint8_t kept = matrix->dark[y * side + x];

			matrix->dark[y * side + x] =
				matrix->dark[x * side + y];
			matrix->dark[x * side + y] = kept;
		}
	}
}

bool
matrix_redraw(const struct matrix *matrix, struct plane *out, struct err *err)
{
	size_t side = (matrix->side + 2 * QUIET_MODULES) * MODULE_PIXELS;

	if (!plane_init(out, side, side, err))
		return false;
	memset(out->at, 255, side * side);
	for (size_t y = 0; y < matrix->side * MODULE_PIXELS; y++) {
		uint8_t *to = out->at + (y + QUIET_MODULES * MODULE_PIXELS) *
			side + QUIET_MODULES * MODULE_PIXELS;
		const uint8_t *from = matrix->dark +
			y / MODULE_PIXELS * matrix->side;

		for (size_t x = 0; x < matrix->side; x++) {
			if (from[x])
				memset(to + x * MODULE_PIXELS, 0,
					MODULE_PIXELS);
		}
	}
	return true;
}
