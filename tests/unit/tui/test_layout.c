#include <setjmp.h>
#include <stdarg.h>

#include "tui/layout.h"

#include <cmocka.h>

static const struct column *
column(const struct layout *layout, size_t index)
{
	const struct column *columns[] = {&layout->mark, &layout->issuer,
		&layout->account, &layout->tags, &layout->code, &layout->next,
		&layout->bar, &layout->seconds};

	return index < COUNT_OF(columns) ? columns[index] : NULL;
}

static void
check_columns(const struct layout_needs *needs)
{
	struct layout layout = layout_list(needs);
	int end = 0;

	for (size_t i = 0; column(&layout, i) != NULL; i++) {
		const struct column *at = column(&layout, i);

		assert_true(at->width >= 0);
		if (at->width == 0)
			continue;
		assert_true(at->x >= end);
		end = at->x + at->width;
	}
	assert_true(end <= needs->width);
	assert_true(layout.issuer.width >= 4);
	assert_int_equal(layout.code.width, needs->code);
	assert_true(layout.seconds.width >= needs->seconds);
}

static void
test_columns_never_overlap_nor_leave_the_screen(void **state)
{
	static const int names[] = {4, 12, 40, 300};

	(void)state;
	for (int width = 20; width <= 400; width++) {
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			for (size_t j = 0; j < COUNT_OF(names); j++) {
				check_columns(&(struct layout_needs){
					.width = width, .issuer = names[i],
					.account = names[j],
					.tags = names[(i + j) % 4], .code = 7,
					.seconds = 2, .marked = j % 2 == 0,
				});
			}
		}
	}
}

static void
test_eighty_columns_show_names_code_next_and_bar(void **state)
{
	struct layout layout = layout_list(&(struct layout_needs){
		.width = 80, .issuer = 12, .account = 20, .code = 7,
		.seconds = 2,
	});

	(void)state;
	assert_int_equal(layout.issuer.width, 12);
	assert_true(layout.account.width >= 16);
	assert_int_equal(layout.next.width, 9);
	assert_int_equal(layout.bar.width, 10);
}

static void
test_short_names_leave_no_gap_before_the_code(void **state)
{
	struct layout layout = layout_list(&(struct layout_needs){
		.width = 200, .issuer = 8, .account = 10, .code = 7,
		.seconds = 2,
	});

	(void)state;
	assert_int_equal(layout.code.x,
		layout.account.x + layout.account.width + 2);
}

static void
test_narrow_screens_join_the_names(void **state)
{
	struct layout layout = layout_list(&(struct layout_needs){
		.width = 20, .issuer = 12, .account = 20, .code = 7,
		.seconds = 2,
	});

	(void)state;
	assert_int_equal(layout.account.width, 0);
	assert_int_equal(layout.bar.width, 0);
	assert_int_equal(layout.next.width, 0);
	assert_int_equal(layout.issuer.width, 9);
	assert_int_equal(layout.mark.width, 0);
}

static void
test_narrow_screens_have_room_for_marks_once_there_are_any(void **state)
{
	struct layout layout = layout_list(&(struct layout_needs){
		.width = 20, .issuer = 12, .account = 20, .code = 7,
		.seconds = 2, .mark = 1, .marked = true,
	});

	(void)state;
	assert_int_equal(layout.mark.x, 0);
	assert_int_equal(layout.mark.width, 1);
	assert_int_equal(layout.issuer.x, 1);
	assert_int_equal(layout.issuer.width, 8);
}

static void
test_bar_is_full_at_first_and_never_empty_before_the_end(void **state)
{
	static const struct {
		int64_t remaining, period;
		int width, filled;
	} rows[] = {
		{30, 30, 10, 10}, {29, 30, 10, 10}, {27, 30, 10, 9},
		{15, 30, 10, 5}, {1, 30, 10, 1}, {0, 30, 10, 0},
		{86400, 86400, 10, 10}, {1, 86400, 10, 1}, {1, 1, 5, 5},
		{40, 30, 10, 10}, {-1, 30, 10, 0}, {10, 0, 10, 0},
		{10, 30, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(layout_bar(rows[i].remaining, rows[i].period,
			rows[i].width), rows[i].filled);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_columns_never_overlap_nor_leave_the_screen),
		cmocka_unit_test(
			test_eighty_columns_show_names_code_next_and_bar),
		cmocka_unit_test(test_short_names_leave_no_gap_before_the_code),
		cmocka_unit_test(test_narrow_screens_join_the_names),
		cmocka_unit_test(
			test_narrow_screens_have_room_for_marks_once_there_are_any),
		cmocka_unit_test(
			test_bar_is_full_at_first_and_never_empty_before_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
