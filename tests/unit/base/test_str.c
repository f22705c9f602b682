#include <setjmp.h>
#include <stdarg.h>

#include "base/str.h"

#include <cmocka.h>

static void
test_copies_are_whole_or_of_the_length_asked(void **state)
{
	struct err err = {0};
	STRING whole = str_dup("account", &err);
	STRING part = str_ndup("account", 3, &err);
	STRING empty = str_dup("", &err);

	(void)state;
	assert_string_equal(whole, "account");
	assert_string_equal(part, "acc");
	assert_string_equal(empty, "");
}

static void
test_formatted_text_of_any_length(void **state)
{
	struct err err = {0};
	STRING shortened = str_format(&err, "%s-%u", "a", 7u);
	STRING padded = str_format(&err, "%10000d", 1);

	(void)state;
	assert_string_equal(shortened, "a-7");
	assert_int_equal(strlen(padded), 10000);
}

static void
test_replacing_takes_a_copy_even_of_itself(void **state)
{
	struct err err = {0};
	STRING text = NULL;

	(void)state;
	assert_true(str_replace(&text, "first", &err));
	assert_true(str_replace(&text, text + 1, &err));
	assert_string_equal(text, "irst");
	str_free(&text);
	assert_null(text);
	str_free(&text);
}

static void
test_keywords_compare_without_ascii_case(void **state)
{
	(void)state;
	assert_true(str_equal_nocase("SHA256", "sha256"));
	assert_false(str_equal_nocase("SHA256", "sha25"));
	assert_true(str_starts("otpauth://totp", "otpauth://"));
	assert_true(str_starts("x", ""));
	assert_false(str_starts("otp", "otpauth"));
	assert_false(str_starts("OTPAUTH://", "otpauth"));
	assert_true(str_starts_nocase("OTPAUTH://", "otpauth"));
	assert_false(str_starts_nocase("", "o"));
}

static void
test_numbers_within_their_range(void **state)
{
	static const struct {
		const char *text;
		uint64_t min, max, value;
	} rows[] = {
		{"0", 0, 0, 0}, {"6", 4, 10, 6}, {"4", 4, 10, 4},
		{"10", 4, 10, 10}, {"0010", 4, 10, 10},
		{"18446744073709551615", 0, UINT64_MAX, UINT64_MAX},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint64_t value = 99;

		assert_true(str_to_uint(rows[i].text, rows[i].min,
			rows[i].max, &value, &err));
		assert_int_equal(value, rows[i].value);
	}
}

static void
test_other_numbers_are_refused_with_range_and_text(void **state)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{"", "must be 4 to 10, is empty"},
		{"3", "must be 4 to 10, is 3"},
		{"11", "must be 4 to 10, is 11"},
		{"-6", "must be 4 to 10, is -6"},
		{"+6", "must be 4 to 10, is +6"},
		{" 6", "must be 4 to 10, is  6"},
		{"6 ", "must be 4 to 10, is 6 "},
		{"0x6", "must be 4 to 10, is 0x6"},
		{"6.0", "must be 4 to 10, is 6.0"},
		{"18446744073709551616",
			"must be 4 to 10, is 18446744073709551616"},
		{"18446744073709551622",
			"must be 4 to 10, is 18446744073709551622"},
		{"99999999999999999999999999999999999999999999",
			"must be 4 to 10, is "
			"9999999999999999999999999999999999999999"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = {0};
		uint64_t value = 99;

		assert_false(str_to_uint(rows[i].text, 4, 10, &value, &err));
		assert_int_equal(value, 99);
		assert_int_equal(err.kind, ERR_FORMAT);
		assert_string_equal(err.text, rows[i].reason);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies_are_whole_or_of_the_length_asked),
		cmocka_unit_test(test_formatted_text_of_any_length),
		cmocka_unit_test(test_replacing_takes_a_copy_even_of_itself),
		cmocka_unit_test(test_keywords_compare_without_ascii_case),
		cmocka_unit_test(test_numbers_within_their_range),
		cmocka_unit_test(
			test_other_numbers_are_refused_with_range_and_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
