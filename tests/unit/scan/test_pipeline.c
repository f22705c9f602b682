/* From files to payloads. What each format may hold is in test_image.c and in
 * tests/cli/scan.bats. */
#include "decoding.h"
#include "scan/pipeline.h"

static bool
run(const struct plane *plane, struct findings *findings, struct err *err)
{
	BUF file = {0};

	*err = (struct err){0};
	plane_as_bmp(plane, &file);
	assert_false(file.failed);
	return pipeline_run(decoder, file.data, file.len, findings, err);
}

static void
test_codes_come_in_reading_order_each_once(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};
	struct err err;

	(void)state;
	blank_plane(&plane, 500, 340);
	put_text("fourth", 4, 220, 200, &plane);
	put_text("third", 4, 40, 210, &plane);
	put_text("second", 4, 200, 40, &plane);
	put_text("first", 4, 40, 30, &plane);
	put_text("first", 4, 380, 100, &plane);
	assert_true(run(&plane, &findings, &err));
	assert_int_equal(findings.len, 4);
	assert_text(&findings, 0, "first");
	assert_text(&findings, 1, "second");
	assert_text(&findings, 2, "third");
	assert_text(&findings, 3, "fourth");
}

static void
crowd(struct plane *plane, size_t across, size_t down)
{
	blank_plane(plane, 20 + across * 84, 20 + down * 84);
	for (size_t i = 0; i < across * down; i++) {
		char text[32];

		snprintf(text, sizeof(text), "code %zu", i);
		put_text(text, 3, 20 + i % across * 84, 20 + i / across * 84,
			plane);
	}
}

static void
test_sixty_four_codes_in_one_picture(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};
	struct err err;

	(void)state;
	crowd(&plane, 8, 8);
	assert_true(run(&plane, &findings, &err));
	assert_int_equal(findings.len, 64);
	for (size_t i = 0; i < 64; i++) {
		char text[32];

		snprintf(text, sizeof(text), "code %zu", i);
		assert_text(&findings, i, text);
	}
}

static void
test_more_codes_than_that_are_no_failure(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};
	struct err err;

	(void)state;
	crowd(&plane, 9, 9);
	assert_true(run(&plane, &findings, &err));
	assert_int_equal(findings.len, FINDINGS_MAX);
}

static void
test_what_is_wrong_is_said(void **state)
{
	struct matrix matrix;
	FINDINGS findings = {0};
	PLANE none = {0}, broken = {0};
	struct err err = {0};

	(void)state;
	blank_plane(&none, 100, 100);
	none.at[5050] = 0;
	assert_false(run(&none, &findings, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.text, "no QR code in the picture, dark or "
		"bright, of any size or colour: if there is one, a larger, "
		"straighter or better lit picture helps");
	drawn_matrix(&matrix, 25);
	blank_plane(&broken, 200, 200);
	put_matrix(&matrix, 4, 40, 40, &broken);
	assert_false(run(&broken, &findings, &err));
	assert_int_equal(err.kind, ERR_UNREADABLE);
	assert_string_equal(err.text, "there is a QR code in the picture, but "
		"it cannot be read: a larger, straighter, sharper or better "
		"lit picture of all of it helps");
	assert_false(pipeline_run(decoder, (const uint8_t *)"text", 4,
		&findings, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
}

/* White lines for black ones beyond the end: the codes above are read. */
static void
test_a_file_that_is_cut_gives_what_is_left(void **state)
{
	FINDINGS findings = {0}, nothing = {0};
	PLANE plane = {0};
	struct err err = {0};
	BUF file = {0};

	(void)state;
	blank_plane(&plane, 200, 400);
	put_text("lower", 4, 50, 260, &plane);
	put_text("upper", 4, 50, 40, &plane);
	plane_as_bmp(&plane, &file); /* from the last line up */
	assert_true(pipeline_run(decoder, file.data, file.len * 6 / 10,
		&findings, &err));
	assert_int_equal(findings.len, 1);
	assert_text(&findings, 0, "lower");
	assert_false(pipeline_run(decoder, file.data, file.len / 10,
		&nothing, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.text, "is a damaged picture, with no QR code "
		"in what is left of it");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_come_in_reading_order_each_once),
		cmocka_unit_test(test_sixty_four_codes_in_one_picture),
		cmocka_unit_test(test_more_codes_than_that_are_no_failure),
		cmocka_unit_test(test_what_is_wrong_is_said),
		cmocka_unit_test(test_a_file_that_is_cut_gives_what_is_left),
	};

	return cmocka_run_group_tests(tests, decoding_start, decoding_stop);
}
