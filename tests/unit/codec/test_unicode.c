#include <setjmp.h>
#include <stdarg.h>

#include "codec/unicode.h"

#include <cmocka.h>

static void
expect_fold(const char *text, bool strip, const char *wanted)
{
	BUF out = {0};
	struct err err = {0};

	unicode_fold(text, strlen(text), strip, &out);
	assert_true(buf_ok(&out, &err));
	assert_string_equal(buf_text(&out), wanted);
}

static void
test_folding_ignores_case_and_form(void **state)
{
	(void)state;
	expect_fold("GitHub", false, "github");
	expect_fold("\xC3\x89" "cole", false, "\xC3\xA9" "cole");
	/* decomposed and composed are the same text */
	expect_fold("E\xCC\x81" "cole", false, "\xC3\xA9" "cole");
	expect_fold("STRASSE", false, "strasse");
	expect_fold("Stra\xC3\x9F" "e", false, "strasse");
	/* full-width letters */
	expect_fold("\xEF\xBC\xA1\xEF\xBC\xA2", false, "ab");
	expect_fold("\xCE\xA3\xCF\x82", false, "\xCF\x83\xCF\x83");
	expect_fold("\xD0\x9C\xD0\x98\xD0\xA0", false,
		"\xD0\xBC\xD0\xB8\xD1\x80");
	expect_fold("", false, "");
	/* A soft hyphen alone folds to nothing. */
	expect_fold("\xC2\xAD", false, "");
}

static void
test_marks_can_be_stripped(void **state)
{
	(void)state;
	expect_fold("\xC3\x89" "cole", true, "ecole");
	expect_fold("Z\xC3\xBCrich", true, "zurich");
	expect_fold("A\xCC\x8A", true, "a");
}

static void
test_invalid_bytes_become_a_replacement(void **state)
{
	(void)state;
	expect_fold("A\xff" "B", false, "a\xEF\xBF\xBD" "b");
	expect_fold("\xC3", false, "\xEF\xBF\xBD");
}

static void
test_folding_appends(void **state)
{
	BUF out = {0};

	(void)state;
	unicode_fold("A", 1, false, &out);
	unicode_fold("\xC3\x89", 2, false, &out);
	unicode_fold("B", 1, false, &out);
	assert_string_equal(buf_text(&out), "a\xC3\xA9" "b");
}

static void
test_widths(void **state)
{
	(void)state;
	assert_int_equal(unicode_width('a'), 1);
	assert_int_equal(unicode_width(0x4E2D), 2);
	assert_int_equal(unicode_width(0x301), 0);
	assert_int_equal(unicode_width(0x200B), 0);
	assert_int_equal(unicode_width(0x1F600), 2);
	assert_int_equal(unicode_width(0xFFFD), 1);
	assert_int_equal(unicode_width(UINT32_MAX), 1);
}

static void
test_clusters_stay_whole(void **state)
{
	static const struct {
		const char *text;
		size_t bytes;
		int columns;
	} rows[] = {
		{"ab", 1, 1}, {"e\xCC\x81x", 3, 1}, {"\xE4\xB8\xADx", 3, 2},
		/* rainbow flag: flag, VS16, joiner, rainbow */
		{"\xF0\x9F\x8F\xB3\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x8C\x88x",
			14, 2},
		/* family of three with joiners */
		{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D"
			"\xF0\x9F\x91\xA7!", 18, 2},
		/* two flags are two clusters */
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB"
			"\xF0\x9F\x87\xB7", 8, 2},
		{"\xE2\x9D\xA4\xEF\xB8\x8F", 6, 2}, /* heart as emoji */
		{"\xFFq", 1, 1}, {"a\xFF", 1, 1},
		{"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB!", 9, 2}, /* Hangul */
		{"\r\nx", 2, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int columns = -1;

		assert_int_equal(unicode_cluster(rows[i].text,
			strlen(rows[i].text), 0, &columns), rows[i].bytes);
		assert_int_equal(columns, rows[i].columns);
	}
}

static void
test_columns_of_a_text(void **state)
{
	static const char text[] = "a\xE4\xB8\xAD" "e\xCC\x81"
		"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xFF";

	(void)state;
	assert_int_equal(unicode_columns(text, sizeof(text) - 1), 7);
	assert_int_equal(unicode_columns("", 0), 0);
}

static void
test_words_are_joined_where_blanks_part_them(void **state)
{
	/* a, 7, e with acute, Cyrillic ya, Arabic kaf */
	static const uint32_t joining[] = {'a', '7', 0xE9, 0x44F, 0x643};
	/* Hiragana, a Chinese character, Hangul */
	static const uint32_t alone[] = {0x3042, 0x78BC, 0xC778};
	static const uint32_t no_word[] = {' ', '-', '_', 0xA0, 0x20AC,
		UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(joining); i++)
		assert_true(unicode_joins(joining[i]));
	for (size_t i = 0; i < COUNT_OF(alone); i++) {
		assert_true(unicode_is_word(alone[i]));
		assert_false(unicode_joins(alone[i]));
	}
	for (size_t i = 0; i < COUNT_OF(no_word); i++) {
		assert_false(unicode_is_word(no_word[i]));
		assert_false(unicode_joins(no_word[i]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folding_ignores_case_and_form),
		cmocka_unit_test(test_marks_can_be_stripped),
		cmocka_unit_test(test_invalid_bytes_become_a_replacement),
		cmocka_unit_test(test_folding_appends),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_clusters_stay_whole),
		cmocka_unit_test(test_columns_of_a_text),
		cmocka_unit_test(test_words_are_joined_where_blanks_part_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
