#include "decoding.h"
#include "scan/locate.h"

#define WINDOW 41
#define PLENTY_MS 60000

/* Looks for codes with this budget; true if one was seen but not read. */
static bool
locate(const struct plane *plane, int64_t milliseconds,
	struct findings *findings)
{
	struct budget budget = budget_start(milliseconds);
	struct locate how = {
		.decoder = decoder, .findings = findings, .budget = &budget,
		.scale = 1, .window = WINDOW, .patience = 60,
	};
	struct err err = {0};

	assert_true(locate_codes(&how, plane, &err));
	return how.unread;
}

static void
test_turned_and_tilted_codes_are_read(void **state)
{
	static const struct homography maps[] = {
		{{4, 0, 30, 0, 4, 20, 0, 0, 1}},
		/* As a page that is too narrow for it squeezes it. */
		{{3, 0, 30, 0, 9, 20, 0, 0, 1}},
		{{-3.2, -1.5, 200, 1.5, -3.2, 200, 0, 0, 1}},
		{{5, 0.5, 20, -0.3, 5.2, 40, 0.001, 0.0008, 1}},
	};
	struct matrix matrix;

	(void)state;
	coded_matrix(&matrix, "turned and tilted", 17);
	for (size_t i = 0; i < COUNT_OF(maps); i++) {
		for (int inverted = 0; inverted < 2; inverted++) {
			FINDINGS findings = {0};
			PLANE plane = {0};

			blank_plane(&plane, 260, 260);
			drawn_plane(&matrix, &maps[i], &plane);
			if (inverted)
				plane_invert(&plane);
			assert_false(locate(&plane, PLENTY_MS, &findings));
			assert_int_equal(findings.len, 1);
			assert_text(&findings, 0, "turned and tilted");
		}
	}
}

static void
test_a_mirrored_code_is_read(void **state)
{
	struct matrix matrix;
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	coded_matrix(&matrix, "mirror", 6);
	matrix_transpose(&matrix);
	blank_plane(&plane, 200, 200);
	put_matrix(&matrix, 4, 40, 40, &plane);
	locate(&plane, PLENTY_MS, &findings);
	assert_text(&findings, 0, "mirror");
}

static void
test_the_box_is_where_the_code_is(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};
	const struct box *box = &findings.items[0].box;

	(void)state;
	blank_plane(&plane, 200, 200);
	put_text("here", 4, 60, 40, &plane); /* 21 modules */
	locate(&plane, PLENTY_MS, &findings);
	assert_int_equal(findings.len, 1);
	assert_in_range(box->left, 58, 62);
	assert_in_range(box->top, 38, 42);
	assert_in_range(box->right, 142, 146);
	assert_in_range(box->bottom, 122, 126);
}

static void
test_codes_of_both_inks_side_by_side(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 400, 200);
	put_text("white on black", 4, 40, 40, &plane);
	plane_invert(&plane);
	for (size_t y = 0; y < 200; y++)
		memset(plane.at + y * 400 + 200, 255, 200);
	put_text("black on white", 4, 250, 40, &plane);
	locate(&plane, PLENTY_MS, &findings);
	findings_sort(&findings);
	assert_int_equal(findings.len, 2);
	assert_text(&findings, 0, "white on black");
	assert_text(&findings, 1, "black on white");
}

static void
test_a_code_that_cannot_be_read_is_seen(void **state)
{
	struct matrix matrix;
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	drawn_matrix(&matrix, 25); /* of patterns alone */
	blank_plane(&plane, 200, 200);
	put_matrix(&matrix, 4, 40, 40, &plane);
	assert_true(locate(&plane, PLENTY_MS, &findings));
	assert_int_equal(findings.len, 0);
}

static void
test_without_time_nothing_is_read(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 200, 200);
	put_text("late", 4, 40, 40, &plane);
	locate(&plane, -1, &findings);
	assert_int_equal(findings.len, 0);
}

static void
test_planes_too_small_for_a_code(void **state)
{
	static const size_t sizes[][2] = {
		{1, 1}, {1, 3000}, {3000, 1}, {20, 20}, {2, 2}, {41, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		FINDINGS findings = {0};
		PLANE plane = {0};

		blank_plane(&plane, sizes[i][0], sizes[i][1]);
		plane.at[0] = 0;
		assert_false(locate(&plane, PLENTY_MS, &findings));
		assert_int_equal(findings.len, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_turned_and_tilted_codes_are_read),
		cmocka_unit_test(test_a_mirrored_code_is_read),
		cmocka_unit_test(test_the_box_is_where_the_code_is),
		cmocka_unit_test(test_codes_of_both_inks_side_by_side),
		cmocka_unit_test(test_a_code_that_cannot_be_read_is_seen),
		cmocka_unit_test(test_without_time_nothing_is_read),
		cmocka_unit_test(test_planes_too_small_for_a_code),
	};

	return cmocka_run_group_tests(tests, decoding_start, decoding_stop);
}
