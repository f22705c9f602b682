#include <setjmp.h>
#include <stdarg.h>

#include "scan/filter.h"

#include <cmocka.h>

static void
set(struct plane *plane, size_t width, size_t height, const uint8_t *bytes)
{
	struct err err;

	assert_true(plane_init(plane, width, height, &err));
	memcpy(plane->at, bytes, width * height);
}

static void
test_half_is_the_mean_of_four(void **state)
{
	static const uint8_t pixels[] = {
		0, 100, 8, 8, 99, 50, 50, 9, 9, 99, 1, 2, 3, 4, 5,
	};
	static const uint8_t want[] = {50, 9};
	PLANE plane = {0}, half = {0};
	struct err err;

	(void)state;
	set(&plane, 5, 3, pixels); /* the odd row and column are left out */
	assert_true(filter_half(&plane, &half, &err));
	assert_int_equal(half.width, 2);
	assert_int_equal(half.height, 1);
	assert_memory_equal(half.at, want, sizeof(want));
}

static void
test_double_keeps_flats_and_ramps(void **state)
{
	static const uint8_t ramp[] = {10, 50, 90, 130, 170, 210};
	PLANE plane = {0}, twice = {0};
	struct err err;

	(void)state;
	set(&plane, 6, 1, ramp);
	assert_true(filter_double(&plane, &twice, &err));
	assert_int_equal(twice.width, 12);
	assert_int_equal(twice.height, 2);
	for (size_t x = 4; x < 8; x++)
		assert_int_equal(twice.at[x], 20 * (int)x);
}

static void
test_thin_lines_go_and_thick_ones_stay(void **state)
{
	static const uint8_t column[] = {0, 0, 0, 255, 0, 0, 0, 255, 255, 255,
		0, 0, 0};
	static const uint8_t without[] = {0, 0, 0, 0, 0, 0, 0, 255, 255, 255,
		0, 0, 0};
	PLANE plane = {0}, clean = {0}, same = {0};
	struct err err;

	(void)state;
	set(&plane, 1, sizeof(column), column);
	assert_true(filter_lines(&plane, true, 1, &clean, &err));
	assert_memory_equal(clean.at, without, sizeof(without));
	assert_true(filter_lines(&plane, false, 1, &same, &err));
	assert_memory_equal(same.at, column, sizeof(column));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_half_is_the_mean_of_four),
		cmocka_unit_test(test_double_keeps_flats_and_ramps),
		cmocka_unit_test(test_thin_lines_go_and_thick_ones_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
