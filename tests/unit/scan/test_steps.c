#include "decoding.h"
#include "scan/steps.h"

#define PLENTY_MS 60000

/* Also checks that the frame is the same afterwards. */
static void
run(struct plane *plane, enum effort effort, int64_t milliseconds,
	struct findings *findings)
{
	struct steps_run run = {
		.decoder = decoder, .findings = findings,
		.budget = budget_start(milliseconds),
	};
	uint64_t before = plane_hash(plane);
	struct err err = {0};

	assert_true(steps_run(&run, plane, effort, &err));
	assert_true(plane_hash(plane) == before);
}

static void
assert_only(const struct findings *findings, const char *text)
{
	assert_int_equal(findings->len, 1);
	assert_text(findings, 0, text);
}

static void
test_the_usual_code_takes_the_quick_steps(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 300, 300);
	put_text("usual", 5, 60, 60, &plane);
	run(&plane, EFFORT_QUICK, PLENTY_MS, &findings);
	assert_only(&findings, "usual");
}

/* Lines between the rows of characters, as some terminals leave them: two of
 * the sixteen pixels of each. */
static void
rule(struct plane *plane)
{
	for (size_t y = 0; y < plane->height; y++) {
		if (y % 16 < 2)
			memset(plane->at + y * plane->width, 255,
				plane->width);
	}
}

static void
test_a_code_behind_lines_takes_all_of_them(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 320, 320);
	put_text("otpauth://totp/lines?secret=JBSWY3DPEHPK3PXP", 8, 32, 32,
		&plane);
	rule(&plane);
	run(&plane, EFFORT_ALL, PLENTY_MS, &findings);
	assert_only(&findings, "otpauth://totp/lines?secret=JBSWY3DPEHPK3PXP");
}

/* Small ones besides a large one, in a picture looked at reduced first. */
static void
test_small_codes_of_a_large_frame_are_found_after_a_large_one(void **state)
{
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 3200, 2000);
	put_text("large", 30, 200, 200, &plane);
	put_text("small", 2, 2000, 300, &plane);
	put_text("small, too", 2, 2600, 1500, &plane);
	run(&plane, EFFORT_ALL, PLENTY_MS, &findings);
	assert_int_equal(findings.len, 3);
}

/* No one size of the frame shows all of them. */
static void
test_codes_of_very_different_sizes_are_all_found(void **state)
{
	static const struct {
		size_t module, next; /* pixels */
	} sizes[] = {{5, 20}, {20, 3}, {40, 2}, {6, 1}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		for (int effort = EFFORT_QUICK; effort <= EFFORT_ALL;
		     effort += EFFORT_ALL - EFFORT_QUICK) {
			FINDINGS findings = {0};
			PLANE plane = {0};

			blank_plane(&plane, 1500, 1100);
			put_text("one", sizes[i].module, 60, 80, &plane);
			put_text("other", sizes[i].next, 1000, 500, &plane);
			run(&plane, (enum effort)effort, PLENTY_MS, &findings);
			assert_int_equal(findings.len, 2);
		}
	}
}

static void
test_flat_frames_and_no_time_end_at_once(void **state)
{
	FINDINGS findings = {0};
	PLANE flat = {0}, plane = {0};

	(void)state;
	blank_plane(&flat, 300, 300);
	run(&flat, EFFORT_ALL, PLENTY_MS, &findings);
	blank_plane(&plane, 300, 300);
	put_text("late", 5, 60, 60, &plane);
	run(&plane, EFFORT_ALL, -1, &findings);
	assert_int_equal(findings.len, 0);
	assert_false(findings.seen);
}

static void
test_frames_of_one_pixel_are_frames(void **state)
{
	FINDINGS findings = {0};
	PLANE one = {0}, row = {0}, column = {0};

	(void)state;
	blank_plane(&one, 1, 1);
	run(&one, EFFORT_ALL, PLENTY_MS, &findings);
	blank_plane(&row, 5000, 1);
	row.at[7] = 0;
	run(&row, EFFORT_ALL, PLENTY_MS, &findings);
	blank_plane(&column, 1, 5000);
	column.at[7] = 0;
	run(&column, EFFORT_ALL, PLENTY_MS, &findings);
	assert_int_equal(findings.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_usual_code_takes_the_quick_steps),
		cmocka_unit_test(test_a_code_behind_lines_takes_all_of_them),
		cmocka_unit_test(
		test_small_codes_of_a_large_frame_are_found_after_a_large_one),
		cmocka_unit_test(
			test_codes_of_very_different_sizes_are_all_found),
		cmocka_unit_test(test_flat_frames_and_no_time_end_at_once),
		cmocka_unit_test(test_frames_of_one_pixel_are_frames),
	};

	return cmocka_run_group_tests(tests, decoding_start, decoding_stop);
}
