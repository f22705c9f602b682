/* The examples of Microsoft's documentation of bitmap compression. */
#include <setjmp.h>
#include <stdarg.h>

#include "scan/bmp_runs.h"

#include <cmocka.h>

#define WIDTH 20
#define HEIGHT 3

static void
expect(const uint8_t *bytes, size_t len, bool nibbles, bool whole,
	const uint8_t *want)
{
	struct err err;
	PLANE plane = {0};

	assert_true(plane_init(&plane, WIDTH, HEIGHT, &err));
	assert_int_equal(bmp_runs(bytes, len, nibbles, &plane), whole);
	assert_memory_equal(plane.at, want, (size_t)WIDTH * HEIGHT);
}

static void
test_runs_of_bytes(void **state)
{
	static const uint8_t runs[] = {
		0x03, 0x04, 0x05, 0x06, 0x00, 0x03, 0x45, 0x56, 0x67, 0x00,
		0x02, 0x78, 0x00, 0x02, 0x05, 0x01, 0x02, 0x78, 0x00, 0x00,
		0x09, 0x1E, 0x00, 0x01,
	};
	static const uint8_t want[HEIGHT][WIDTH] = {
		{0x04, 0x04, 0x04, 0x06, 0x06, 0x06, 0x06, 0x06, 0x45, 0x56,
			0x67, 0x78, 0x78},
		{[18] = 0x78, [19] = 0x78},
		{0x1E, 0x1E, 0x1E, 0x1E, 0x1E, 0x1E, 0x1E, 0x1E, 0x1E},
	};

	(void)state;
	expect(runs, sizeof(runs), false, true, want[0]);
}

static void
test_runs_of_nibbles(void **state)
{
	static const uint8_t runs[] = {
		0x03, 0x04, 0x05, 0x06, 0x00, 0x06, 0x45, 0x56, 0x67, 0x00,
		0x04, 0x78, 0x00, 0x02, 0x01, 0x01, 0x02, 0x78, 0x00, 0x00,
		0x09, 0x1E, 0x00, 0x01,
	};
	/* The documents move five to the right, where there is less room. */
	static const uint8_t want[HEIGHT][WIDTH] = {
		{0, 4, 0, 0, 6, 0, 6, 0, 4, 5, 5, 6, 6, 7, 7, 8, 7, 8},
		{[19] = 7},
		{1, 0xE, 1, 0xE, 1, 0xE, 1, 0xE, 1},
	};

	(void)state;
	expect(runs, sizeof(runs), true, true, want[0]);
}

static void
test_what_goes_beyond_the_edges_is_left_out(void **state)
{
	static const uint8_t wide[] = {18, 1, 255, 2, 0, 0, 2, 3};
	static const uint8_t far[] = {0, 2, 255, 255, 255, 9, 0, 1};
	static const uint8_t up[] = {0, 2, 3, 2, 1, 5, 0, 0, 9, 9, 9, 9};
	static const uint8_t want_wide[HEIGHT][WIDTH] = {
		{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2},
		{3, 3},
	};
	static const uint8_t want_far[HEIGHT][WIDTH];
	static const uint8_t want_up[HEIGHT][WIDTH] = {[2] = {0, 0, 0, 5}};

	(void)state;
	expect(wide, sizeof(wide), false, false, want_wide[0]);
	expect(far, sizeof(far), false, true, want_far[0]);
	expect(up, sizeof(up), false, true, want_up[0]);
}

static void
test_runs_that_are_cut_short_are_told(void **state)
{
	static const uint8_t runs[] = {
		2, 7, 0, 5, 1, 2, 3, 4, 5, 0, 0, 2, 1, 1, 0, 1,
	};

	(void)state;
	for (size_t len = 0; len <= sizeof(runs); len++) {
		struct err err;
		PLANE plane = {0};

		assert_true(plane_init(&plane, WIDTH, HEIGHT, &err));
		assert_int_equal(bmp_runs(runs, len, false, &plane),
			len == sizeof(runs));
		assert_int_equal(plane.at[0], len >= 2 ? 7 : 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs_of_bytes),
		cmocka_unit_test(test_runs_of_nibbles),
		cmocka_unit_test(test_what_goes_beyond_the_edges_is_left_out),
		cmocka_unit_test(test_runs_that_are_cut_short_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
