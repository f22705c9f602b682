#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include "tui/line.h"

#include <cmocka.h>

#define LINE CLEANUP(line_wipe) struct line

static void
put(struct line *line, const char *text)
{
	line_insert(line, text, strlen(text));
}

static void
test_typing_goes_to_the_cursor(void **state)
{
	LINE line = {0};

	(void)state;
	put(&line, "a");
	put(&line, "c");
	line_left(&line);
	put(&line, "b");
	assert_string_equal(line_text(&line), "abc");
	line_home(&line);
	put(&line, " ");
	line_end(&line);
	put(&line, " ");
	assert_string_equal(line_text(&line), " abc ");
}

static void
test_pasted_line_breaks_trigger_nothing(void **state)
{
	LINE line = {0};

	(void)state;
	put(&line, "\n JBSW Y3DP\r\nEHPK\t3PXP \n");
	assert_string_equal(line_text(&line), "JBSW Y3DP EHPK 3PXP");
	line_clear(&line);
	put(&line, "a\x1b[31mb\x7f" "c\xFF");
	assert_string_equal(line_text(&line), "a[31mbc");
}

static void
test_many_lines_keep_their_breaks(void **state)
{
	LINE line = {.many = true};

	(void)state;
	put(&line, "1.\tab\r\ncd\ref \n");
	assert_string_equal(line_text(&line), "1.\tab\ncd\nef \n");
	put(&line, "gh ij");
	line_home(&line);
	put(&line, "x");
	line_end(&line);
	line_delete_word(&line);
	assert_string_equal(line_text(&line), "1.\tab\ncd\nef \nxgh ");
	line_delete_before(&line);
	assert_string_equal(line_text(&line), "1.\tab\ncd\nef \n");
	line_delete_word(&line);
	assert_string_equal(line_text(&line), "1.\tab\ncd\n");
	line_left(&line);
	line_home(&line);
	line_delete_behind(&line);
	assert_string_equal(line_text(&line), "1.\tab\n\n");
}

static void
test_movement_goes_by_what_the_eye_sees(void **state)
{
	LINE line = {0};

	(void)state;
	put(&line, "e\xCC\x81" "日x");
	line_left(&line);
	line_left(&line);
	assert_int_equal(line.cursor, 3);
	line_backspace(&line);
	assert_string_equal(line_text(&line), "日x");
	line_delete(&line);
	assert_string_equal(line_text(&line), "x");
	line_backspace(&line);
	line_right(&line);
	line_right(&line);
	assert_int_equal(line.cursor, 1);
}

static void
test_words_and_halves_are_deleted(void **state)
{
	LINE line = {0};

	(void)state;
	put(&line, "one two  ");
	line_delete_word(&line);
	assert_string_equal(line_text(&line), "one ");
	line_clear(&line);
	put(&line, "/tmp/shots/a.png");
	line_delete_word(&line);
	assert_string_equal(line_text(&line), "/tmp/shots/");
	line_delete_word(&line);
	assert_string_equal(line_text(&line), "/tmp/shots");
	line_home(&line);
	for (int i = 0; i < 4; i++)
		line_right(&line);
	line_delete_behind(&line);
	assert_string_equal(line_text(&line), "/tmp");
	line_delete_before(&line);
	assert_true(line_is_empty(&line));
	line_delete_word(&line);
	line_backspace(&line);
	assert_true(line_is_empty(&line));
}

static void
test_length_has_a_limit(void **state)
{
	LINE line = {0};
	char big[1000];

	(void)state;
	memset(big, 'x', sizeof(big));
	for (int i = 0; i < 100; i++)
		line_insert(&line, big, sizeof(big));
	assert_true(line.text.len <= LINE_TEXT_MAX);
	assert_true(line.text.len > LINE_TEXT_MAX - sizeof(big));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing_goes_to_the_cursor),
		cmocka_unit_test(test_pasted_line_breaks_trigger_nothing),
		cmocka_unit_test(test_many_lines_keep_their_breaks),
		cmocka_unit_test(test_movement_goes_by_what_the_eye_sees),
		cmocka_unit_test(test_words_and_halves_are_deleted),
		cmocka_unit_test(test_length_has_a_limit),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
