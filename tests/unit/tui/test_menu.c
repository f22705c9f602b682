#include <setjmp.h>
#include <stdarg.h>

#include "tui/menu.h"

#include <cmocka.h>

static void
test_moving_stops_at_the_ends(void **state)
{
	struct menu menu = {0};

	(void)state;
	menu_fit(&menu, 4, 0, 10);
	menu_move(&menu, 100);
	assert_int_equal(menu.cursor, 3);
	menu_move(&menu, -100);
	assert_int_equal(menu.cursor, 0);
	menu_fit(&menu, 0, 0, 10);
	menu_move(&menu, 1);
	assert_int_equal(menu.cursor, 0);
}

static void
test_the_cursor_is_always_on_the_screen(void **state)
{
	struct menu menu = {0};

	(void)state;
	menu_fit(&menu, 4, 0, 2);
	menu_move(&menu, 3);
	menu_fit(&menu, 4, 0, 2);
	assert_int_equal(menu.top, 2);
	menu_move(&menu, -2);
	menu_fit(&menu, 4, 0, 2);
	assert_int_equal(menu.top, 1);
	menu_fit(&menu, 4, 0, 10);
	assert_int_equal(menu.top, 0);
	menu.cursor = 3;
	menu_fit(&menu, 2, 0, 10);
	assert_int_equal(menu.cursor, 1);
}

static void
test_the_wheel_moves_the_picture_first(void **state)
{
	struct menu menu = {0};

	(void)state;
	menu_fit(&menu, 10, 0, 4);
	menu_move(&menu, 2);
	menu_wheel(&menu, 1);
	assert_int_equal(menu.top, 1);
	assert_int_equal(menu.cursor, 2);
	menu_wheel(&menu, 3);
	assert_int_equal(menu.top, 4);
	assert_int_equal(menu.cursor, 4);
	menu_wheel(&menu, 100);
	assert_int_equal(menu.top, 6);
	menu_wheel(&menu, -100);
	assert_int_equal(menu.top, 0);
	assert_int_equal(menu.cursor, 3);
}

static void
test_a_line_of_the_screen_is_a_row(void **state)
{
	struct menu menu = {0};
	size_t row;

	(void)state;
	menu_fit(&menu, 5, 2, 3);
	menu_wheel(&menu, 1);
	assert_false(menu_row_at(&menu, 1, &row));
	assert_true(menu_row_at(&menu, 2, &row));
	assert_int_equal(row, 1);
	assert_true(menu_row_at(&menu, 4, &row));
	assert_int_equal(row, 3);
	assert_false(menu_row_at(&menu, 5, &row));
	menu_fit(&menu, 1, 2, 3);
	assert_false(menu_row_at(&menu, 3, &row));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moving_stops_at_the_ends),
		cmocka_unit_test(test_the_cursor_is_always_on_the_screen),
		cmocka_unit_test(test_the_wheel_moves_the_picture_first),
		cmocka_unit_test(test_a_line_of_the_screen_is_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
