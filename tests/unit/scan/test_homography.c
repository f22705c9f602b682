#include <setjmp.h>
#include <stdarg.h>

#include <math.h>

#include "scan/homography.h"

#include <cmocka.h>

#define CLOSE 1e-6

static const struct homography tilted = {
	{3.5, 0.4, 120, -0.3, 4.1, 80, 0.002, -0.001, 1},
};

static void
assert_near(double a, double b)
{
	assert_true(fabs(a - b) < CLOSE);
}

static void
test_a_fit_goes_through_exact_matches(void **state)
{
	struct match matches[9];
	struct homography map;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(matches); i++) {
		double x = (double)(i % 3) * 10, y = (double)i * 2;

		matches[i] = (struct match){
			{x, y}, homography_map(&tilted, x, y), 1, 1,
		};
	}
	assert_true(homography_fit(matches, COUNT_OF(matches), false, &map));
	for (int i = -1; i < 6; i++) {
		double x = i * 5;
		struct point a = homography_map(&tilted, x, 17);
		struct point b = homography_map(&map, x, 17);

		assert_near(a.x, b.x);
		assert_near(a.y, b.y);
	}
}

/* Half of the matches tell only where across they are, half only how far
 * down. */
static void
test_edges_of_one_axis_are_enough(void **state)
{
	struct match matches[24];
	struct homography back, map;

	(void)state;
	assert_true(homography_invert(&tilted, &back));
	for (size_t i = 0; i < COUNT_OF(matches); i++) {
		double x = (double)(i % 5) * 7, y = (double)(i * 11 % 29);
		bool across = i % 2 == 0;

		matches[i] = (struct match){
			homography_map(&tilted, x, y),
			{across ? x : 99, across ? 99 : y}, across, !across,
		};
	}
	assert_true(homography_fit(matches, COUNT_OF(matches), false, &map));
	assert_near(homography_map(&map, 200, 150).x,
		homography_map(&back, 200, 150).x);
	assert_near(homography_map(&map, 200, 150).y,
		homography_map(&back, 200, 150).y);
}

static void
test_an_affine_fit_has_no_perspective(void **state)
{
	const struct match matches[] = {
		{{0, 0}, {10, 20}, 1, 1}, {{1, 0}, {13, 21}, 1, 1},
		{{0, 1}, {9, 24}, 1, 1},
	};
	struct homography map;

	(void)state;
	assert_true(homography_fit(matches, COUNT_OF(matches), true, &map));
	assert_near(homography_map(&map, 1, 1).x, 12);
	assert_near(homography_map(&map, 1, 1).y, 25);
	assert_near(map.m[6], 0);
	assert_near(map.m[7], 0);
}

static void
test_points_on_a_line_determine_nothing(void **state)
{
	struct match matches[6];
	struct homography map;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(matches); i++)
		matches[i] = (struct match){
			{(double)i, (double)i}, {(double)i, 3}, 1, 1,
		};
	assert_false(homography_fit(matches, COUNT_OF(matches), false, &map));
}

static void
test_the_way_back_leads_home(void **state)
{
	struct homography back;
	struct point there, home;

	(void)state;
	assert_true(homography_invert(&tilted, &back));
	there = homography_map(&tilted, 12.5, 3.25);
	home = homography_map(&back, there.x, there.y);
	assert_near(home.x, 12.5);
	assert_near(home.y, 3.25);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_fit_goes_through_exact_matches),
		cmocka_unit_test(test_edges_of_one_axis_are_enough),
		cmocka_unit_test(test_an_affine_fit_has_no_perspective),
		cmocka_unit_test(test_points_on_a_line_determine_nothing),
		cmocka_unit_test(test_the_way_back_leads_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
