#include <setjmp.h>
#include <stdarg.h>

#include "base/clock.h"

#include <cmocka.h>

/* Times by GNU date ("date -u -d TEXT +%s"); those with fractions, offsets
 * and leap seconds are the examples of RFC 3339, section 5.8. */
static void
test_rfc_3339_times(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
	} rows[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"1985-04-12T23:20:50.52Z", 482196050},
		{"1996-12-19T16:39:57-08:00", 851042397},
		{"1990-12-31T23:59:60Z", 662688000},
		{"1990-12-31T15:59:60-08:00", 662688000},
		{"2000-02-29T12:00:00Z", 951825600},
		{"2038-01-19T03:14:08Z", 2147483648},
		{"2106-02-07T06:28:16Z", 4294967296},
		{"9999-12-31T23:59:59Z", 253402300799},
		{"2026-11-21T21:00:00Z", 1795294800},
		{"2026-11-21t21:00:00z", 1795294800},
		{"2026-11-21 21:00:00Z", 1795294800},
		{"2026-11-21T21:00:00-00:00", 1795294800},
		{"2026-11-21T23:00:00+02:00", 1795294800},
		{"2026-11-22T02:45:00+05:45", 1795294800},
		{"2026-11-20T21:01:00-23:59", 1795294800},
		{"2026-11-21T21:00:00.999999999999Z", 1795294800},
		{"1970-01-01T00:00:00-00:01", 60},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t at = -1;

		if (!clock_parse(rows[i].text, &at, &err))
			fail_msg("%s: %s", rows[i].text, err.text);
		assert_int_equal(at, rows[i].at);
	}
}

static void
test_seconds_since_1970(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
	} rows[] = {
		{"0", 0}, {"59", 59}, {"1111111109", 1111111109},
		{"20000000000", 20000000000},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t at = -1;

		assert_true(clock_parse(rows[i].text, &at, &err));
		assert_int_equal(at, rows[i].at);
	}
}

static void
test_other_texts_are_refused(void **state)
{
	static const char *const rows[] = {
		"", " ", "-1", "+1", "1.5", "0x10", "now", "12:00",
		"99999999999999999999", "9223372036854775807",
		"1969-12-31T23:59:59Z", "1937-01-01T12:00:27.87+00:20",
		"1970-01-01T00:00:00+00:01", "0000-01-01T00:00:00Z",
		"2026-11-21", "2026-11-21T21:00Z", "2026-11-21T21:00:00",
		"2026-11-21T21:00:00+02", "2026-11-21T21:00:00+0200",
		"2026-11-21T21:00:00+24:00", "2026-11-21T21:00:00+02:60",
		"2026-11-21T21:00:00+02:0", "2026-11-21T21:00:00 +02:00",
		"2026-11-21T21:00:00.Z", "2026-11-21T21:00:00,5Z",
		"2026-11-21T21:00:00Zulu", "2026-11-21T21:00:00Z ",
		" 2026-11-21T21:00:00Z", "2026-11-21T24:00:00Z",
		"2026-11-21T21:60:00Z", "2026-11-21T21:00:61Z",
		"2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
		"2026-11-31T00:00:00Z", "2026-11-00T00:00:00Z",
		"2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
		"2026-11-21T 1:00:00Z", "2026-11-21T+1:00:00Z",
		"2026-11-21T-1:00:00Z", "2026-1-21T21:00:00Z",
		"10000-01-01T00:00:00Z", "2026-11-21T21:00:00\xC2\xA0Z",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = {0};
		int64_t at = -1;

		if (clock_parse(rows[i], &at, &err))
			fail_msg("'%s' is taken for a time", rows[i]);
		assert_int_equal(err.kind, ERR_USAGE);
		assert_int_equal(at, -1);
	}
}

static void
test_the_error_tells_both_forms_and_the_text(void **state)
{
	struct err err = {0};
	int64_t at;

	(void)state;
	assert_false(clock_parse("tomorrow", &at, &err));
	assert_string_equal(err.text, "must be seconds since 1970 or like "
		"2026-11-21T21:00:00Z, is tomorrow");
	assert_false(clock_parse("", &at, &err));
	assert_string_equal(err.text, "must be seconds since 1970 or like "
		"2026-11-21T21:00:00Z, is empty");
}

/* Every 5th day up to the year 9999, with the C library as the judge. */
static void
test_dates_of_every_year_agree_with_the_c_library(void **state)
{
	const int64_t step = 5 * INT64_C(86400) + 3607;
	const int64_t end = INT64_C(253402300799);

	(void)state;
	for (int64_t want = 0; want <= end; want += step) {
		time_t when = (time_t)want;
		char text[40], again[CLOCK_TEXT_SIZE];
		struct err err = {0};
		struct tm tm;
		int64_t at;

		assert_non_null(gmtime_r(&when, &tm));
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
		if (!clock_parse(text, &at, &err) || at != want)
			fail_msg("%s is read otherwise", text);
		clock_format(want, again);
		assert_string_equal(again, text);
	}
}

static void
test_a_time_is_written_in_utc(void **state)
{
	static const struct {
		int64_t at;
		const char *text;
	} rows[] = {
		{0, "1970-01-01T00:00:00Z"},
		{1795294800, "2026-11-21T21:00:00Z"},
		{4294967296, "2106-02-07T06:28:16Z"},
		{253402300799, "9999-12-31T23:59:59Z"},
		{INT64_MAX, "9223372036854775807"},
	};

	(void)state;
	setenv("TZ", "Asia/Kathmandu", 1);
	tzset();
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[CLOCK_TEXT_SIZE];

		clock_format(rows[i].at, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void
test_a_frozen_clock_stands(void **state)
{
	const struct clock frozen = {.frozen = true, .at = 59};
	const struct clock real = {0};
	int64_t before = (int64_t)time(NULL);
	int64_t now = clock_now(&real);

	(void)state;
	assert_int_equal(clock_now(&frozen), 59);
	assert_int_equal(clock_now_ms(&frozen), 59000);
	assert_true(now >= before);
	assert_true(clock_now_ms(&real) / 1000 >= now);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc_3339_times),
		cmocka_unit_test(test_seconds_since_1970),
		cmocka_unit_test(test_other_texts_are_refused),
		cmocka_unit_test(test_the_error_tells_both_forms_and_the_text),
		cmocka_unit_test(
			test_dates_of_every_year_agree_with_the_c_library),
		cmocka_unit_test(test_a_time_is_written_in_utc),
		cmocka_unit_test(test_a_frozen_clock_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
