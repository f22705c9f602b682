/* The programs that reach the clipboard; private to app. */
#ifndef APP_CLIPBOARD_ROUTE_H
#define APP_CLIPBOARD_ROUTE_H

#include "os/proc.h"

struct clipboard_route {
	const char *name;
	const char *variable;      /* of the environment: is it our session? */
	const char *const *copy[2]; /* text on stdin; tried in turn */
	const char *const *paste;  /* text on stdout, to the byte */
	const char *const *clear;  /* stdin is empty */
};

/* Ended by one without a name, in the order of preference. */
extern const struct clipboard_route clipboard_routes[];

/* The reason why one is ended that takes too long. */
#define CLIPBOARD_NO_ANSWER "does not answer"

/* True if the environment variable is set and not empty. */
bool clipboard_has(const char *variable);

/* Runs one of the programs to its end. False, with what it said, unless it
 * exits with 0. result->out is what it wrote, at most out_max bytes. */
bool clipboard_run(const char *const *argv, const char *feed, size_t len,
	size_t out_max, int deadline_ms, struct proc_result *result,
	struct err *err) MUST_USE;

/* The same for one that gets no input, but is ended with ERR_INTERRUPTED once
 * there is something to read from the descriptor stop; 0: none. */
bool clipboard_run_until(int stop, const char *const *argv, size_t out_max,
	int deadline_ms, struct proc_result *result, struct err *err) MUST_USE;

#endif
