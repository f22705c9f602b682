#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/watch.h"

/* Fed whole and byte by byte, the line must be the same. */
static void
shows(const char *fed, size_t len, const char *line)
{
	struct watch whole = {0}, pieces = {0};

	watch_feed(&whole, fed, len);
	for (size_t i = 0; i < len; i++)
		watch_feed(&pieces, fed + i, 1);
	assert_string_equal(whole.line, line);
	assert_string_equal(pieces.line, line);
	assert_int_equal(whole.len, strlen(line));
}

#define SHOWS(fed, line) shows(fed, sizeof(fed) - 1, line)

static void
test_the_line_is_the_last_one(void **state)
{
	(void)state;
	SHOWS("", "");
	SHOWS("OTP: ", "OTP: ");
	SHOWS("Hello\r\nOTP: ", "OTP: ");
	SHOWS("OTP: \r\n", "");
	SHOWS("a\tb", "a b");
	SHOWS("a\0b\x7f", "ab");
}

static void
test_a_carriage_return_alone_begins_it_anew(void **state)
{
	(void)state;
	SHOWS("10%\r20%\rOTP: ", "OTP: ");
	SHOWS("OTP: \r", "OTP: ");
	SHOWS("old\r\033[KOTP: ", "OTP: ");
}

static void
test_control_sequences_are_no_text(void **state)
{
	(void)state;
	SHOWS("\033[1;31mOT\033[0mP:\033[m ", "OTP: ");
	SHOWS("\033]0;title: OTP\007code", "code");
	SHOWS("\033]8;;https://example.com\033\\OTP\033]8;;\033\\:", "OTP:");
	SHOWS("\033(BOTP\033(0:", "OTP:");
	SHOWS("\033PqOTP\033\\x", "x");
	SHOWS("\033=\033>OTP:", "OTP:");
	SHOWS("OTP: \033[6n", "OTP: ");
}

static void
test_moving_to_another_line_begins_one(void **state)
{
	(void)state;
	SHOWS("menu\033[5;1HOTP: ", "OTP: ");
	SHOWS("menu\033[2J\033[HOTP: ", "OTP: ");
}

static void
test_a_backspace_takes_a_whole_character_back(void **state)
{
	(void)state;
	SHOWS("OTPx\b: ", "OTP: ");
	SHOWS("caf\xc3\xa9\b", "caf");
	SHOWS("\b\bOTP", "OTP");
}

static void
test_a_long_line_keeps_its_end(void **state)
{
	struct watch watch = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		watch_feed(&watch, "x", 1);
	watch_feed(&watch, "OTP: ", 5);
	assert_true(watch.len <= WATCH_LINE_MAX);
	assert_string_equal(watch.line + watch.len - 6, "xOTP: ");
}

static void
test_an_unended_sequence_takes_no_memory(void **state)
{
	struct watch watch = {0};

	(void)state;
	watch_feed(&watch, "\033]", 2);
	for (int i = 0; i < 100000; i++)
		watch_feed(&watch, "OTP: ", 5);
	assert_int_equal(watch.len, 0);
	watch_feed(&watch, "\007OTP: ", 6);
	assert_string_equal(watch.line, "OTP: ");
}

static void
test_what_was_typed_is_no_line(void **state)
{
	struct watch watch = {0};

	(void)state;
	watch_feed(&watch, "OTP: ", 5);
	watch_typed(&watch, "123456");
	assert_string_equal(watch.line, "");
	watch_feed(&watch, "123", 3);
	assert_string_equal(watch.line, "");
	watch_feed(&watch, "456", 3);
	assert_string_equal(watch.line, "");
	watch_feed(&watch, "\r\n", 2);
	watch_feed(&watch, "123456 is wrong. OTP: ", 22);
	assert_string_equal(watch.line, "123456 is wrong. OTP: ");
}

static void
test_without_an_echo_nothing_is_lost(void **state)
{
	struct watch watch = {0};

	(void)state;
	watch_feed(&watch, "OTP: ", 5);
	watch_typed(&watch, "123456");
	watch_feed(&watch, "OTP: ", 5);
	assert_string_equal(watch.line, "OTP: ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_line_is_the_last_one),
		cmocka_unit_test(test_a_carriage_return_alone_begins_it_anew),
		cmocka_unit_test(test_control_sequences_are_no_text),
		cmocka_unit_test(test_moving_to_another_line_begins_one),
		cmocka_unit_test(test_a_backspace_takes_a_whole_character_back),
		cmocka_unit_test(test_a_long_line_keeps_its_end),
		cmocka_unit_test(test_an_unended_sequence_takes_no_memory),
		cmocka_unit_test(test_what_was_typed_is_no_line),
		cmocka_unit_test(test_without_an_echo_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
