#include <setjmp.h>
#include <stdarg.h>

#include <math.h>

#include "scan/view.h"

#include <cmocka.h>

#define EDGE 250, 250, 250, 250, 250, 250, 250, 250, 250, 250, \
	10, 10, 10, 10, 10, 10, 10, 10, 10, 10
#define NEAR(a, b) assert_true(fabs((a) - (b)) < 0.01)

static uint8_t pixels[] = {
	10, 20, 40, 80,
	30, 60, 90, 120,
};
static const struct plane grey = {pixels, 4, 2};
static const struct view dark = {&grey, false}, bright = {&grey, true};

static void
test_the_middle_of_a_pixel_is_its_value(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(pixels); i++) {
		size_t row = i / 4;
		double x = (double)(i % 4) + 0.5, y = (double)row + 0.5;

		NEAR(view_at(&dark, x, y), pixels[i]);
		NEAR(view_at(&bright, x, y), 255 - pixels[i]);
	}
}

static void
test_between_pixels_it_is_their_mean(void **state)
{
	(void)state;
	NEAR(view_at(&dark, 1, 0.5), 15);
	NEAR(view_at(&dark, 0.5, 1), 20);
	NEAR(view_at(&dark, 3, 1), (40 + 80 + 90 + 120) / 4.0);
	NEAR(view_at(&dark, 1.75, 0.5), 0.75 * 20 + 0.25 * 40);
}

static void
test_beyond_the_edges_it_goes_on(void **state)
{
	(void)state;
	NEAR(view_at(&dark, -100, -100), 10);
	NEAR(view_at(&dark, 100, 0), 80);
	NEAR(view_at(&dark, 0, 1e9), 30);
	NEAR(view_at(&dark, 1e300, 1e300), 120);
}

/* White up to pixel 10, black from there on: the edge is at 10. */
static void
test_an_edge_is_met_where_it_is(void **state)
{
	uint8_t row[20] = {EDGE};
	const struct plane plane = {row, 20, 1};
	const struct view view = {&plane, false}, other = {&plane, true};
	const struct point from = {2, 0.5}, back = {18, 0.5};

	(void)state;
	NEAR(view_crossing(&view, from, (struct point){1, 0}, 130, true, 18),
		8);
	NEAR(view_crossing(&view, from, (struct point){4, 0}, 130, true, 5),
		2);
	NEAR(view_crossing(&view, back, (struct point){-1, 0}, 130, false,
		18), 8);
	NEAR(view_crossing(&other, from, (struct point){1, 0}, 125, false,
		18), 8);
}

static void
test_where_there_is_no_edge_none_is_met(void **state)
{
	uint8_t row[20] = {EDGE};
	const struct plane plane = {row, 20, 1};
	const struct view view = {&plane, false};
	const struct point from = {2, 0.5};

	(void)state;
	assert_true(view_crossing(&view, from, (struct point){1, 0}, 130,
		true, 5) < 0);
	assert_true(view_crossing(&view, from, (struct point){0, 1}, 130,
		true, 50) < 0);
	assert_true(view_crossing(&view, from, (struct point){0, 0}, 130,
		true, 5) < 0);
	assert_true(view_crossing(&view, from, (struct point){1, 0}, 251,
		false, 18) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_middle_of_a_pixel_is_its_value),
		cmocka_unit_test(test_between_pixels_it_is_their_mean),
		cmocka_unit_test(test_beyond_the_edges_it_goes_on),
		cmocka_unit_test(test_an_edge_is_met_where_it_is),
		cmocka_unit_test(test_where_there_is_no_edge_none_is_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
