#include "tui/when.h"

#include <time.h>

void
when_write(int64_t at, char out[static WHEN_SIZE])
{
	time_t seconds = (time_t)at;
	struct tm local;

	if (localtime_r(&seconds, &local) == NULL ||
	    strftime(out, WHEN_SIZE, "%Y-%m-%d %H:%M", &local) == 0)
		snprintf(out, WHEN_SIZE, "?");
}

void
when_write_day(int64_t at, char out[static WHEN_SIZE])
{
	when_write(at, out);
	out[strcspn(out, " ")] = '\0';
}
