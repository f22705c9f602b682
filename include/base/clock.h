/* Seconds since 1970-01-01T00:00:00Z, real or frozen by --at. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/err.h"

struct clock {
	bool frozen; /* {0} is the real clock */
	int64_t at;  /* the frozen time */
};

int64_t clock_now(const struct clock *clock);

/* The same in milliseconds, for countdown edges. */
int64_t clock_now_ms(const struct clock *clock);

/* "1234567890" or RFC 3339 ("2026-11-21T21:00:00Z", "…+02:00", fractions
 * dropped); not before 1970. */
bool clock_parse(const char *text, int64_t *out, struct err *err) MUST_USE;

#define CLOCK_TEXT_SIZE 40

/* RFC 3339 in UTC, e.g. "2026-11-21T21:00:00Z". */
void clock_format(int64_t at, char out[static CLOCK_TEXT_SIZE]);

#endif
