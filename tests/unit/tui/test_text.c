#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include "tui/text.h"

#include <cmocka.h>

static void
test_columns_are_those_of_a_terminal(void **state)
{
	static const struct {
		const char *text;
		int columns;
	} rows[] = {
		{"", 0},
		{"plain", 5},
		{"naïve", 5},
		{"nai\xCC\x88ve", 5},               /* combining diaeresis */
		{"日本語", 6},
		{"한국", 4},
		{"\xF0\x9F\x94\x90", 2},            /* lock with key */
		/* woman, joiner, laptop: shown as the woman */
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 2},
		/* thumbs up with a skin tone */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 2},
		{"\xE2\x9D\xA4\xEF\xB8\x8F", 2},    /* heart, selector 16 */
		{"\xE2\x9D\xA4", 1},                /* heart */
		{"1\xEF\xB8\x8F\xE2\x83\xA3", 2},   /* keycap */
		/* flags: of Germany, of Germany and France, half of one */
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 2},
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA"
		 "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", 4},
		{"\xF0\x9F\x87\xA9", 1},
		{"a\x1b[31mb", 7},                  /* no escape survives */
		{"\xFF\xFE", 2},                    /* not UTF-8 */
		{"\xE2\x80\xAE" "abc", 4},          /* an override is shown */
		{"שלום", 4},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(text_columns(rows[i].text), rows[i].columns);
}

static void
test_unsafe_characters_become_the_replacement(void **state)
{
	static const char *const texts[] = {"\x1b", "\x7f", "\xC2\x9B",
		"\xE2\x80\xAE", "\xEF\xBB\xBF", "\n", "\xC0\x80"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		size_t at = 0;
		struct cell cell = text_cell(texts[i], strlen(texts[i]), &at);

		assert_int_equal(cell.chars[0], 0xFFFD);
		assert_int_equal(cell.columns, 1);
		assert_true(at > 0);
	}
}

static void
test_combining_marks_stay_with_their_letter(void **state)
{
	const char *text = "e\xCC\x81\xCC\xA3x"; /* e, acute, dot below */
	size_t at = 0;
	struct cell cell = text_cell(text, strlen(text), &at);

	(void)state;
	assert_int_equal(at, 5);
	assert_int_equal(cell.columns, 1);
	assert_int_equal(cell.chars[0], 'e');
	assert_int_equal(cell.chars[1], 0x301);
	assert_int_equal(cell.chars[2], 0x323);
	assert_int_equal(cell.chars[3], 0);
}

static void
test_endless_marks_are_cut(void **state)
{
	char text[2 + 2 * 500] = "e";
	size_t at = 0;
	struct cell cell;

	(void)state;
	for (size_t i = 0; i < 500; i++) {
		text[1 + 2 * i] = '\xCC';
		text[2 + 2 * i] = '\x81';
	}
	cell = text_cell(text, 1001, &at);
	assert_int_equal(at, 1001);
	assert_int_equal(wcslen(cell.chars), CELL_CHARS_MAX);
}

/* Every terminal can show the first part in the same columns, and those that
 * know it the whole. */
static void
test_what_is_joined_has_a_part_for_all(void **state)
{
	static const struct {
		const char *text;
		wchar_t first, second;
		int columns, extent;
	} rows[] = {
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 'D', 'E', 2, 4},
		/* woman, joiner, laptop */
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 0x1F469, 0,
			2, 4},
		/* a thumb and its skin tone */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 0x1F44D, 0, 2, 4},
		{"\xE2\x9D\xA4\xEF\xB8\x8F", 0x2764, 0, 2, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t at = 0, len = strlen(rows[i].text);
		struct cell cell = text_cell(rows[i].text, len, &at);

		assert_int_equal(at, len);
		assert_int_equal(cell.chars[0], rows[i].first);
		assert_int_equal(cell.chars[1], 0);
		assert_int_equal(cell.second, rows[i].second);
		assert_int_equal(cell.columns, rows[i].columns);
		assert_ptr_equal(cell.joined, rows[i].text);
		assert_int_equal(cell.joined_len, len);
		assert_int_equal(cell.extent, rows[i].extent);
	}
}

static void
test_nothing_unsafe_and_nothing_endless_is_joined(void **state)
{
	static const char woman[] = "\xE2\x80\x8D\xF0\x9F\x91\xA9";
	char family[4 + 30 * 7 + 1] = "\xF0\x9F\x91\xA9";
	const char *open_end = "\xE2\x98\xA0\xEF\xB8\x8F\xE2\x80\x8D";
	const char *override = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x80\xAE";
	size_t at = 0;
	struct cell cell;

	(void)state;
	for (size_t i = 0; i < 30; i++)
		memcpy(family + 4 + 7 * i, woman, sizeof(woman));
	cell = text_cell(family, strlen(family), &at);
	assert_int_equal(at, strlen(family));
	assert_int_equal(cell.columns, 2);
	assert_null(cell.joined);
	at = 0;
	cell = text_cell(override, strlen(override), &at);
	assert_true(cell.joined == NULL || cell.joined_len == 4);
	cell = text_cell("ab", 2, &(size_t){0});
	assert_null(cell.joined);
	/* Or it would join what comes next on the screen, wherever. */
	at = 0;
	cell = text_cell(open_end, strlen(open_end), &at);
	assert_int_equal(at, strlen(open_end));
	assert_true(cell.joined == NULL || cell.joined_len == 6);
}

static void
test_fitting_never_splits_a_wide_character(void **state)
{
	const char *text = "日本語";
	int used;

	(void)state;
	assert_int_equal(text_fit(text, strlen(text), 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(text_fit(text, strlen(text), 1, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(text_fit(text, strlen(text), 80, &used), 9);
}

static void
test_lines_break_at_blanks(void **state)
{
	const char *text = "one two three";
	size_t next;

	(void)state;
	assert_int_equal(text_break(text, 13, 8, &next), 7);
	assert_int_equal(next, 8);
	assert_int_equal(text_break(text + 8, 5, 8, &next), 5);
	assert_int_equal(next, 5);
	/* A word longer than the line is cut. */
	assert_int_equal(text_break(text + 8, 5, 3, &next), 3);
	assert_int_equal(next, 3);
	assert_int_equal(text_break("a\nb", 3, 8, &next), 1);
	assert_int_equal(next, 2);
	/* What fits nowhere is passed over. */
	assert_int_equal(text_break("日", 3, 1, &next), 0);
	assert_int_equal(next, 3);
}

static void
test_the_lines_of_a_text_are_counted(void **state)
{
	(void)state;
	assert_int_equal(text_lines("one two three", 80), 1);
	assert_int_equal(text_lines("one two three", 8), 2);
	assert_int_equal(text_lines("one two three", 5), 3);
	assert_int_equal(text_lines("a\nb", 8), 2);
	assert_int_equal(text_lines("", 8), 1);
	assert_int_equal(text_lines("one", 0), 1);
}

static void
test_without_utf8_a_question_mark_stands_in(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C");
	assert_int_equal(text_columns("日本"), 2);
	assert_int_equal(text_columns("Mu\xC3\xB1oz"), 5);
	assert_int_equal(text_columns("nai\xCC\x88ve"), 5);
	setlocale(LC_CTYPE, "C.UTF-8");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_are_those_of_a_terminal),
		cmocka_unit_test(test_unsafe_characters_become_the_replacement),
		cmocka_unit_test(test_combining_marks_stay_with_their_letter),
		cmocka_unit_test(test_endless_marks_are_cut),
		cmocka_unit_test(test_what_is_joined_has_a_part_for_all),
		cmocka_unit_test(
			test_nothing_unsafe_and_nothing_endless_is_joined),
		cmocka_unit_test(test_fitting_never_splits_a_wide_character),
		cmocka_unit_test(test_lines_break_at_blanks),
		cmocka_unit_test(test_the_lines_of_a_text_are_counted),
		cmocka_unit_test(test_without_utf8_a_question_mark_stands_in),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
