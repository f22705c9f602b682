#include "base/clock.h"

#include <inttypes.h>

#include "base/str.h"

int64_t
clock_now_ms(const struct clock *clock)
{
	struct timespec now;

	if (clock->frozen)
		return clock->at * 1000;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_now(const struct clock *clock)
{
	return clock->frozen ? clock->at : clock_now_ms(clock) / 1000;
}

/* Days since 1970 of a date in the proleptic Gregorian calendar, counted in
 * eras of 400 years that begin in March. */
static int64_t
days_from_date(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = y / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
		day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
		of_year - 719468;
}

static bool
valid_date(int64_t year, int64_t month, int64_t day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month >= 1 && month <= 12 && day >= 1 &&
		day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Reads one of the characters before (none if ""), then exactly count digits
 * of a number up to max; moves *text behind them. */
static bool
read_field(const char **text, const char *before, int count, int64_t max,
	int64_t *out)
{
	int64_t value = 0;

	if (before[0] != '\0') {
		if (**text == '\0' || strchr(before, **text) == NULL)
			return false;
		*text += 1;
	}
	for (int i = 0; i < count; i++, *text += 1) {
		if (**text < '0' || **text > '9')
			return false;
		value = value * 10 + (**text - '0');
	}
	*out = value;
	return value <= max;
}

/* The rest behind the time: Z, or +hh:mm. */
static bool
parse_zone(const char *text, int64_t *seconds)
{
	int64_t sign = text[0] == '-' ? -1 : 1;
	int64_t hours, minutes;

	*seconds = 0;
	if (strcasecmp(text, "z") == 0)
		return true;
	if (!read_field(&text, "+-", 2, 23, &hours) ||
	    !read_field(&text, ":", 2, 59, &minutes))
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return text[0] == '\0';
}

static bool
parse_rfc3339(const char *text, int64_t *out)
{
	int64_t year, month, day, hour, minute, second, zone;

	if (!read_field(&text, "", 4, 9999, &year) ||
	    !read_field(&text, "-", 2, 12, &month) ||
	    !read_field(&text, "-", 2, 31, &day) ||
	    !read_field(&text, "Tt ", 2, 23, &hour) ||
	    !read_field(&text, ":", 2, 59, &minute) ||
	    !read_field(&text, ":", 2, 60, &second) ||
	    !valid_date(year, month, day))
		return false;
	if (text[0] == '.') {
		size_t digits = strspn(text + 1, "0123456789");

		if (digits == 0)
			return false;
		text += 1 + digits;
	}
	if (!parse_zone(text, &zone))
		return false;
	*out = days_from_date(year, month, day) * 86400 + hour * 3600 +
		minute * 60 + second - zone;
	return true;
}

bool
clock_parse(const char *text, int64_t *out, struct err *err)
{
	struct err ignored;
	uint64_t seconds;
	int64_t at;

	if (str_to_uint(text, 0, INT64_MAX / 1000, &seconds, &ignored)) {
		*out = (int64_t)seconds;
		return true;
	}
	if (!parse_rfc3339(text, &at) || at < 0)
		return err_set(err, ERR_USAGE,
			"must be seconds since 1970 or like "
			"2026-11-21T21:00:00Z, is %.40s",
			text[0] != '\0' ? text : "empty");
	*out = at;
	return true;
}

void
clock_format(int64_t at, char out[static CLOCK_TEXT_SIZE])
{
	time_t when = (time_t)at;
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL ||
	    strftime(out, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, CLOCK_TEXT_SIZE, "%" PRId64, at);
}
