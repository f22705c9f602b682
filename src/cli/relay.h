/*
 * Passes everything between our terminal and that of a launched program, both
 * ways, and types a code when the program asks for one.
 */
#ifndef CLI_RELAY_H
#define CLI_RELAY_H

#include "core/code.h"
#include "os/launcher.h"

/* Who knows the codes. */
struct relay_typist {
	void *arg;
	/* Does a line that is not ended ask for a code? */
	bool (*asked)(void *arg, const char *line);
	/* How many milliseconds until one may be typed; less than 0: none
	 * will. Asked again until it is 0. */
	int64_t (*due)(void *arg);
	/* The code; false: there is none, and the reason is to be told. */
	bool (*code)(void *arg, struct code *out, struct err *err);
	/* Tells it. */
	void (*tell)(void *arg, const struct err *err);
};

/*
 * Runs the launched program to its end; *status is its own, or 128 + N for
 * signal N, or that of an error if it says success but its output could not be
 * written. It fails only if the program could not be run.
 */
bool relay_run(struct launcher *launcher, const struct relay_typist *typist,
	int *status, struct err *err) MUST_USE;

#endif
