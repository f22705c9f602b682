#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include "tui/area.h"

#include <cmocka.h>

#define LINE CLEANUP(line_wipe) struct line

static void
fill(struct line *line, const char *text)
{
	line->many = true;
	line_set(line, text);
}

static void
test_rows_are_broken_at_blanks(void **state)
{
	LINE line = {0};

	(void)state;
	fill(&line, "");
	assert_int_equal(area_rows(&line, 9, 5), 1);
	/* A cell of the width is the cursor's. */
	fill(&line, "one two three\n\nfour");
	assert_int_equal(area_rows(&line, 9, 9), 4);
	assert_int_equal(area_rows(&line, 8, 9), 4);
	assert_int_equal(area_rows(&line, 14, 9), 3);
	assert_int_equal(area_rows(&line, 9, 2), 2);
	fill(&line, "four\n");
	assert_int_equal(area_rows(&line, 9, 9), 2);
	fill(&line, "abcdefgh");
	assert_int_equal(area_rows(&line, 4, 9), 3);
	/* Not even one wide character fits. */
	fill(&line, "日本");
	assert_int_equal(area_rows(&line, 1, 9), 3);
}

static void
test_the_cursor_moves_by_rows(void **state)
{
	LINE line = {0};

	(void)state;
	/* "one two" | "three" | "" | "four" */
	fill(&line, "one two three\n\nfour");
	assert_false(area_move(&line, 9, 1));
	assert_int_equal(line.cursor, 19);
	assert_true(area_move(&line, 9, -1));
	assert_int_equal(line.cursor, 14);
	assert_true(area_move(&line, 9, -1));
	assert_int_equal(line.cursor, 8);
	line_end(&line);
	assert_int_equal(line.cursor, 13);
	assert_true(area_move(&line, 9, -1));
	assert_int_equal(line.cursor, 5);
	assert_false(area_move(&line, 9, -1));
	assert_int_equal(line.cursor, 5);
	assert_true(area_move(&line, 9, 1));
	assert_int_equal(line.cursor, 13);
	assert_true(area_move(&line, 9, 1));
	assert_int_equal(line.cursor, 14);
}

static void
test_a_long_word_has_no_place_behind_its_row(void **state)
{
	LINE line = {0};

	(void)state;
	/* "abc" | "def" | "gh" */
	fill(&line, "abcdefgh");
	line.cursor = 5;
	assert_true(area_move(&line, 4, 1));
	assert_int_equal(line.cursor, 8);
	assert_true(area_move(&line, 4, -1));
	assert_int_equal(line.cursor, 5);
	assert_true(area_move(&line, 4, -1));
	assert_int_equal(line.cursor, 2);
	fill(&line, "abc\n");
	assert_true(area_move(&line, 9, -1));
	assert_int_equal(line.cursor, 0);
	line_end(&line);
	assert_true(area_move(&line, 9, 1));
	assert_int_equal(line.cursor, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_broken_at_blanks),
		cmocka_unit_test(test_the_cursor_moves_by_rows),
		cmocka_unit_test(test_a_long_word_has_no_place_behind_its_row),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
