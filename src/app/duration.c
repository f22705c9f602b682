#include "app/duration.h"

#include <inttypes.h>

#define DIGITS_MAX 9 /* none of these overflows */

static const struct {
	char letter;
	const char *name;
	int64_t seconds;
} units[] = {
	{'d', "d", 86400},
	{'h', "h", 3600},
	{'m', "min", 60},
	{'s', "s", 1},
};

static int64_t
unit_seconds(const char *text)
{
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (text[0] == units[i].letter && text[1] == '\0')
			return units[i].seconds;
	return 0;
}

bool
duration_parse(const char *text, int64_t min, int64_t max, int64_t *out,
	struct err *err)
{
	size_t digits = strspn(text, "0123456789");
	int64_t unit = unit_seconds(text + digits);
	BUF from = {0}, to = {0};

	if (digits == 0 || unit == 0)
		return err_set(err, ERR_USAGE, "must be a number and s, m, h "
			"or d, as in 15m, is %.100s", text);
	if (digits <= DIGITS_MAX) {
		*out = strtoll(text, NULL, 10) * unit;
		if (*out >= min && *out <= max)
			return true;
	}
	duration_write(min, &from);
	duration_write(max, &to);
	return buf_ok(&from, err) && buf_ok(&to, err) && err_set(err,
		ERR_USAGE, "must be %s to %s, is %.100s", buf_text(&from),
		buf_text(&to), text);
}

void
duration_write(int64_t seconds, struct buf *out)
{
	int shown = 0;

	for (size_t i = 0; i < COUNT_OF(units) && shown < 2; i++) {
		int64_t count = seconds / units[i].seconds;
		bool last = i + 1 == COUNT_OF(units);

		seconds %= units[i].seconds;
		if (count == 0 && !(last && shown == 0)) {
			shown += shown > 0;
			continue;
		}
		buf_addf(out, "%s%" PRId64 " %s", shown > 0 ? " " : "", count,
			units[i].name);
		shown++;
	}
}
