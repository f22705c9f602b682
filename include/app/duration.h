/* Durations as people write them: 90s, 15m, 2h, 1d. */
#ifndef APP_DURATION_H
#define APP_DURATION_H

#include "base/buf.h"

/* Seconds from a whole number and its unit. The err names the range. */
bool duration_parse(const char *text, int64_t min, int64_t max, int64_t *out,
	struct err *err) MUST_USE;

/* Appends the two greatest units: "1 h 30 min", "59 s". */
void duration_write(int64_t seconds, struct buf *out);

#endif
