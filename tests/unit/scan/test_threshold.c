#include <setjmp.h>
#include <stdarg.h>

#include "scan/threshold.h"

#include <cmocka.h>

static void
fill(struct plane *plane, size_t width, size_t height)
{
	struct err err;

	assert_true(plane_init(plane, width, height, &err));
	for (size_t i = 0; i < width * height; i++)
		plane->at[i] = (uint8_t)(i * 7919 % 251);
}

/* The definition, counted out for one pixel. */
static uint8_t
expected(const struct plane *grey, size_t x, size_t y, int radius, int margin)
{
	long sum = 0, area = (2L * radius + 1) * (2L * radius + 1);
	long here = grey->at[y * grey->width + x] * area;

	for (int dy = -radius; dy <= radius; dy++) {
		for (int dx = -radius; dx <= radius; dx++) {
			long px = (long)x + dx, py = (long)y + dy;

			px = px < 0 ? 0 : px >= (long)grey->width
				? (long)grey->width - 1 : px;
			py = py < 0 ? 0 : py >= (long)grey->height
				? (long)grey->height - 1 : py;
			sum += grey->at[py * (long)grey->width + px];
		}
	}
	return here + margin * area < sum ? INK_DARK
		: here > sum + margin * area ? INK_BRIGHT : INK_NONE;
}

static void
test_pixels_are_compared_with_their_surroundings(void **state)
{
	static const struct {
		size_t width, height, window;
	} rows[] = {{30, 20, 5}, {7, 9, 15}, {1, 1, 41}, {50, 3, 9}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		PLANE grey = {0}, out = {0};
		struct err err;

		fill(&grey, rows[i].width, rows[i].height);
		assert_true(threshold_local(&grey, rows[i].window, 3, &out,
			&err));
		for (size_t y = 0; y < grey.height; y++) {
			for (size_t x = 0; x < grey.width; x++)
				assert_int_equal(
					out.at[y * grey.width + x],
					expected(&grey, x, y,
						(int)rows[i].window / 2, 3));
		}
	}
}

static void
test_a_drawing_has_no_noise_and_a_photo_has(void **state)
{
	PLANE flat = {0}, rough = {0};
	struct err err;

	(void)state;
	assert_true(plane_init(&flat, 64, 64, &err));
	memset(flat.at + 640, 255, 2000);
	assert_int_equal(threshold_noise(&flat), 0);
	fill(&rough, 64, 64);
	assert_true(threshold_noise(&rough) > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_pixels_are_compared_with_their_surroundings),
		cmocka_unit_test(test_a_drawing_has_no_noise_and_a_photo_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
