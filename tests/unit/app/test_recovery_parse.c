#include <setjmp.h>
#include <stdarg.h>

#include "app/recovery.h"

#include <cmocka.h>

#define CODES_MAX 24

/* Layouts of the pages on which services show such codes. */
static const struct {
	const char *text;
	const char *codes[CODES_MAX];
} layouts[] = {
	{"4471-0932\n", {"4471-0932"}},
	{"4471-0932", {"4471-0932"}},
	{"\xef\xbb\xbf" "a1b2c\r\n\r\n  d3e4f  \r\n", {"a1b2c", "d3e4f"}},
	{"1. abcd-efgh\n2. ijkl-mnop\n10. qrst-uvwx\n",
		{"abcd-efgh", "ijkl-mnop", "qrst-uvwx"}},
	{"1) 12345678\n 2) 23456789\n", {"12345678", "23456789"}},
	{"1. 1234 5678   6. 6789 0123\n2. 2345 6789   7. 7890 1234\n",
		{"1234 5678", "6789 0123", "2345 6789", "7890 1234"}},
	{"1. 1234 5678 2. 2345 6789\n", {"1234 5678", "2345 6789"}},
	{"1.\t1234\t2.\t2345\n", {"1234", "2345"}},
	{"- abcd1234\n* efgh5678\n\xe2\x80\xa2 ijkl9012\n[ ] mnop3456\n",
		{"abcd1234", "efgh5678", "ijkl9012", "mnop3456"}},
	{"abcd1234\tefgh5678\nijkl9012   mnop3456\n",
		{"abcd1234", "efgh5678", "ijkl9012", "mnop3456"}},
	{"a1b2-c3d4 e5f6-g7h8 i9j0-k1l2\n",
		{"a1b2-c3d4", "e5f6-g7h8", "i9j0-k1l2"}},
	{"ABCD EFGH IJKL MNOP QRST UVWX YZ12 3456\n",
		{"ABCD EFGH IJKL MNOP QRST UVWX YZ12 3456"}},
	{"a1b2 c3d4e\n", {"a1b2 c3d4e"}},
	{"1234\n12345678\n123.45\n",
		{"1234", "12345678", "123.45"}},
	{"\n\n3.\n\n1234\n", {"1234"}},
};

/* With the err that it makes; its line is line. */
static const struct {
	const char *text, *where, *reason;
} wrong[] = {
	{"", "", "there is no code"},
	{" \n\t\r\n", "", "there is no code"},
	{"1.\n2.\n", "", "there is no code"},
	{"1234\nBackup codes\n", "line 2", "does not look like a code"},
	{"Keep these codes somewhere safe but accessible.\n", "line 1",
		"does not look like a code"},
	{"* You can only use each backup code once.\n", "line 1",
		"does not look like a code"},
	{"(me@example.com)\n", "line 1", "does not look like a code"},
	{"* Need more? Visit https://example.com/2sv\n", "line 1",
		"does not look like a code"},
	{"Recovery:\n", "line 1", "does not look like a code"},
	{"123\n", "line 1", "does not look like a code"},
	{"1234\n\n2. 1234\n", "line 3", "is the same code as in line 1"},
	{"ab-cd12 abcd-12\n", "line 1", "is the same code as in line 1"},
	{"abc\033[31m1\n", "line 1",
		"must not have control characters, has U+001B"},
	{"1234\nabcd\xff\n", "line 2", "must be UTF-8, is not"},
	{"abcd\xe2\x80\xae" "1234\n", "line 1",
		"must not have control characters, has U+202E"},
};

static void
test_what_people_paste(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(layouts); i++) {
		RECOVERY_CODES codes = {0};
		struct err err = {0};
		size_t count = 0;

		if (!recovery_parse(layouts[i].text, strlen(layouts[i].text),
			    false, &codes, &err))
			fail_msg("%s: %s: %s", layouts[i].text, err.where,
				err.text);
		while (layouts[i].codes[count] != NULL)
			count++;
		assert_int_equal(codes.len, count);
		for (size_t j = 0; j < count; j++)
			assert_string_equal(codes.items[j].text,
				layouts[i].codes[j]);
	}
}

static void
test_what_is_no_code_is_named_by_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		RECOVERY_CODES codes = {0};
		struct err err = {0};

		if (recovery_parse(wrong[i].text, strlen(wrong[i].text), false,
			    &codes, &err))
			fail_msg("taken: %s", wrong[i].text);
		assert_string_equal(err.where, wrong[i].where);
		assert_string_equal(err.text, wrong[i].reason);
		assert_int_equal(codes.len, 0);
	}
}

static void
test_literal_lines_are_codes_as_they_are(void **state)
{
	static const char text[] = "1. ab: two  words\n\n  x  \n";
	RECOVERY_CODES codes = {0};
	struct err err = {0};

	(void)state;
	assert_true(recovery_parse(text, strlen(text), true, &codes, &err));
	assert_int_equal(codes.len, 2);
	assert_string_equal(codes.items[0].text, "1. ab: two  words");
	assert_string_equal(codes.items[1].text, "x");
	assert_int_equal(codes.items[1].line, 3);
}

static void
test_limits(void **state)
{
	RECOVERY_CODES codes = {0};
	BUF line = {0}, lines = {0}, again = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ENTRY_RECOVERY_CODE_MAX; i++)
		buf_add_byte(&line, 'a');
	assert_true(recovery_parse_line(buf_text(&line), line.len, 1, false,
		&codes, &err));
	buf_add_byte(&line, 'a');
	assert_false(recovery_parse_line(buf_text(&line), line.len, 2, false,
		&codes, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.text, "must be at most 256 bytes, is 257");
	assert_int_equal(codes.len, 1);
	for (int i = 1; i < ENTRY_RECOVERY_MAX; i++)
		buf_addf(&lines, "code%04d\n", i);
	assert_true(recovery_parse(buf_text(&lines), lines.len, false, &codes,
		&err));
	buf_add_str(&again, "one-more\n");
	assert_false(recovery_parse(buf_text(&again), again.len, false,
		&codes, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(codes.len, ENTRY_RECOVERY_MAX);
}

/* Whatever the bytes, it ends, and what it takes a vault can hold. */
static void
test_any_bytes(void **state)
{
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		RECOVERY_CODES codes = {0};
		struct err err = {0};
		char text[64];

		for (size_t i = 0; i < sizeof(text); i++) {
			static const char often[] = " \t\n-.)1a2b3\xc3\xa9";

			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			text[i] = (seed & 8) != 0 ? (char)(seed >> 8) :
				often[(seed >> 8) % (sizeof(often) - 1)];
		}
		if (!recovery_parse(text, sizeof(text), (seed & 16) != 0,
			    &codes, &err))
			assert_string_not_equal(err.text, "");
		for (size_t i = 0; i < codes.len; i++) {
			assert_true(codes.items[i].text[0] != '\0');
			assert_true(strlen(codes.items[i].text) <=
				ENTRY_RECOVERY_CODE_MAX);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_people_paste),
		cmocka_unit_test(test_what_is_no_code_is_named_by_its_line),
		cmocka_unit_test(test_literal_lines_are_codes_as_they_are),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
