/* What the app loop waits for, in one poll(2). */
#ifndef TUI_WAKE_H
#define TUI_WAKE_H

#include <signal.h>

#include "base/err.h"

struct wake {
	int signals, timer;
	bool ticking;
	sigset_t before; /* the signal mask to go back to */
};

struct wake_event {
	bool key;    /* the terminal has input, or is gone */
	bool gone;   /* it is gone */
	bool tick;   /* a new second has begun */
	bool job;    /* the job's descriptor is readable */
	int signals[8]; /* ended by 0 */
};

/* Blocks the signals that are waited for from now on. */
bool wake_open(struct wake *wake, struct err *err) MUST_USE;
void wake_close(struct wake *wake);

/* Lets SIGTSTP do its work: returns when the process was continued. */
void wake_stop_here(const struct wake *wake);

/* With ticking, wakes up right after each full second of the clock on the
 * wall; else only for input. job is a descriptor or -1. */
bool wake_wait(struct wake *wake, int tty, int job, bool ticking,
	struct wake_event *out, struct err *err) MUST_USE;

#endif
