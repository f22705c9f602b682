#include <setjmp.h>
#include <stdarg.h>

#include "tui/tag_text.h"

#include <cmocka.h>

static void
expect(const char **at, const char *tag)
{
	STRING found = NULL;
	struct err err = {0};

	assert_true(tag_text_next(at, NULL, &found, &err));
	if (tag == NULL)
		assert_null(found);
	else
		assert_string_equal(found, tag);
}

static void
expect_signed(const char **at, bool minus, const char *tag)
{
	STRING found = NULL;
	bool is_minus = !minus;
	struct err err = {0};

	assert_true(tag_text_next(at, &is_minus, &found, &err));
	assert_string_equal(found, tag);
	assert_int_equal(is_minus, minus);
}

static void
test_blanks_and_commas_are_between(void **state)
{
	const char *text = " work,vpn ,  \"my team\" 5\" \"say \"\"hi\"\"\" ";

	(void)state;
	expect(&text, "work");
	expect(&text, "vpn");
	expect(&text, "my team");
	expect(&text, "5\"");
	expect(&text, "say \"hi\"");
	expect(&text, NULL);
	expect(&text, NULL);
	text = "\"never closed";
	expect(&text, "never closed");
	expect(&text, NULL);
}

static void
test_a_dash_takes_away(void **state)
{
	const char *text = "work -vpn -\"my team\" \"-\" -";

	(void)state;
	expect_signed(&text, false, "work");
	expect_signed(&text, true, "vpn");
	expect_signed(&text, true, "my team");
	expect_signed(&text, false, "-");
	expect_signed(&text, false, "-");
	text = "-vpn";
	expect(&text, "-vpn");
}

static void
test_what_is_written_is_read_again(void **state)
{
	static const char *const tags[] = {"work", "my team", "a,b", "\"q\" x",
		"\"q\"", "-out", "5\"", "日本"};
	ENTRY entry = {0};
	struct err err = {0};
	BUF text = {0};
	const char *at;

	(void)state;
	assert_true(entry_init(&entry, &err));
	for (size_t i = 0; i < COUNT_OF(tags); i++)
		assert_true(entry_add_tag(&entry, tags[i], &err));
	tag_text_write(&entry, &text);
	at = buf_text(&text);
	for (size_t i = 0; i < COUNT_OF(tags); i++)
		expect_signed(&at, false, tags[i]);
	expect(&at, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blanks_and_commas_are_between),
		cmocka_unit_test(test_a_dash_takes_away),
		cmocka_unit_test(test_what_is_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
