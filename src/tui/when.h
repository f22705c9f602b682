/* Times as a person at this machine reads them. */
#ifndef TUI_WHEN_H
#define TUI_WHEN_H

#include "base/base.h"

#define WHEN_SIZE 40

/* "2026-11-21 21:00", in the time zone of the machine. */
void when_write(int64_t at, char out[static WHEN_SIZE]);

/* The day alone. */
void when_write_day(int64_t at, char out[static WHEN_SIZE]);

#endif
