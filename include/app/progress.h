/*
 * A line on the terminal for work that takes longer than a moment: shown
 * after 200 ms, erased at the end. A thread of its own draws it, so the work
 * itself needs no more than to say how far it is, if it can.
 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include "base/err.h"

#define PROGRESS_DELAY_MS 200

struct progress;

/* text is printable and outlives it. fd is the terminal, or -1: shows nothing.
 * Returns NULL (nothing is shown) when there is no memory or thread for it. */
struct progress *progress_begin(int fd, const char *text);

/* "Scanning 3/40" from here on. NULL is nothing. */
void progress_count(struct progress *progress, size_t done, size_t total);

/* Erases the line if it was shown. NULL is nothing. */
void progress_end(struct progress *progress);

#endif
