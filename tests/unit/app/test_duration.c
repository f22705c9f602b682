#include <setjmp.h>
#include <stdarg.h>

#include "app/duration.h"

#include <cmocka.h>

static void
test_units_and_limits(void **state)
{
	static const struct {
		const char *text;
		int64_t want; /* 0: refused */
	} rows[] = {
		{"1s", 1}, {"90s", 90}, {"15m", 900}, {"2h", 7200},
		{"1d", 86400}, {"7d", 604800}, {"007d", 604800},
		{"0s", 0}, {"8d", 0}, {"604801s", 0}, {"999999999d", 0},
		{"9999999999s", 0}, {"", 0}, {"5", 0}, {"m", 0}, {"5M", 0},
		{"5 m", 0}, {" 5m", 0}, {"5mm", 0}, {"-5m", 0}, {"+5m", 0},
		{"1.5h", 0}, {"0x1m", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = {0};
		int64_t got = 0;
		bool good = duration_parse(rows[i].text, 1, 604800, &got,
			&err);

		if (good != (rows[i].want > 0) ||
		    (good && got != rows[i].want))
			fail_msg("\"%s\" is %lld", rows[i].text,
				(long long)got);
		assert_int_equal(err.kind, good ? ERR_NONE : ERR_USAGE);
	}
}

static void
test_two_units_at_most_are_written(void **state)
{
	static const struct {
		int64_t seconds;
		const char *want;
	} rows[] = {
		{0, "0 s"}, {59, "59 s"}, {60, "1 min"}, {872, "14 min 32 s"},
		{3600, "1 h"}, {3601, "1 h"}, {5400, "1 h 30 min"},
		{86400, "1 d"}, {86461, "1 d"}, {90000, "1 d 1 h"},
		{604800, "7 d"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF text = {0};

		duration_write(rows[i].seconds, &text);
		assert_string_equal(buf_text(&text), rows[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units_and_limits),
		cmocka_unit_test(test_two_units_at_most_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
