#include <setjmp.h>
#include <stdarg.h>

#include <math.h>

#include "drawn.h"
#include "scan/edges.h"
#include "scan/finder.h"

#include <cmocka.h>

#define SIDE 21
#define PIXELS 6.0
#define LEFT 20.0
#define TOP 30.0

static const struct homography upright = {
	{PIXELS, 0, LEFT, 0, PIXELS, TOP, 0, 0, 1},
};
static const struct steps steps = {{PIXELS, 0}, {0, PIXELS}};

static void
draw(struct plane *plane)
{
	struct matrix matrix;
	struct err err;

	drawn_matrix(&matrix, SIDE);
	assert_true(plane_init(plane, 180, 180, &err));
	drawn_plane(&matrix, &upright, plane);
}

/* The three edges of twelve rays, each where the drawing has it. */
static void
test_the_edges_of_a_finder(void **state)
{
	const struct finder finder = {
		.x = LEFT + 3.5 * PIXELS, .y = TOP + 3.5 * PIXELS,
		.width = 7 * PIXELS, .height = 7 * PIXELS,
	};
	struct edges edges = {.len = 0};
	double across, down;
	PLANE plane = {0};
	const struct view view = {&plane, false};

	(void)state;
	draw(&plane);
	edges_of_finder(&view, &finder, &steps, &edges, &across, &down);
	assert_true(fabs(across - PIXELS) < 0.1);
	assert_true(fabs(down - PIXELS) < 0.1);
	assert_int_equal(edges.len, 36);
	for (size_t i = 0; i < edges.len; i++) {
		const struct match *match = &edges.items[i];
		double x = (match->from.x - finder.x) / PIXELS;
		double y = (match->from.y - finder.y) / PIXELS;

		/* Each tells one coordinate. */
		assert_true((match->x_weight > 0) != (match->y_weight > 0));
		if (match->x_weight > 0)
			assert_true(fabs(x - match->to.x) < 0.1);
		else
			assert_true(fabs(y - match->to.y) < 0.1);
	}
}

static void
test_the_edges_of_the_timing_patterns(void **state)
{
	struct edges edges = {.len = 0};
	PLANE plane = {0};
	const struct view view = {&plane, false};

	(void)state;
	draw(&plane);
	edges_of_timing(&view, &upright, SIDE, &edges);
	/* Between modules 7 and 8 to between 12 and 13, in both. */
	assert_int_equal(edges.len, 2 * 6);
	for (size_t i = 0; i < edges.len; i++) {
		const struct match *match = &edges.items[i];

		if (match->x_weight > 0)
			assert_true(fabs(LEFT + match->to.x * PIXELS -
				match->from.x) < 0.2);
		else
			assert_true(fabs(TOP + match->to.y * PIXELS -
				match->from.y) < 0.2);
	}
}

static void
test_blank_paper_has_no_edges(void **state)
{
	const struct finder finder = {
		.x = 90, .y = 90, .width = 42, .height = 42,
	};
	struct edges edges = {.len = 0};
	double across = -1, down = -1;
	struct err err;
	PLANE plane = {0};
	const struct view view = {&plane, false};

	(void)state;
	assert_true(plane_init(&plane, 180, 180, &err));
	edges_of_finder(&view, &finder, &steps, &edges, &across, &down);
	assert_true(across <= 0 && down <= 0);
	edges_of_timing(&view, &upright, SIDE, &edges);
	assert_int_equal(edges.len, 0);
}

static void
test_more_edges_than_there_is_room_for_are_left_out(void **state)
{
	static struct edges edges;

	(void)state;
	for (size_t i = 0; i < EDGES_MAX + 10; i++)
		edges_add_point(&edges, (struct point){0, 0}, 1, 1, 1);
	assert_int_equal(edges.len, EDGES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_edges_of_a_finder),
		cmocka_unit_test(test_the_edges_of_the_timing_patterns),
		cmocka_unit_test(test_blank_paper_has_no_edges),
		cmocka_unit_test(
			test_more_edges_than_there_is_room_for_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
