/*
 * The launcher's own process, and what it tells; private to launcher.
 *
 * It speaks in fixed records on a socket: one when the program runs, or cannot;
 * then one for each time that it stops, which is answered when it shall go on;
 * and one for its end. It allocates nothing and calls no library but libc.
 */
#ifndef OS_LAUNCHER_CHILD_H
#define OS_LAUNCHER_CHILD_H

#include <limits.h>

#include "os/launcher.h"

enum launcher_record_kind {
	RECORD_RUNS,
	RECORD_FAILED,
	RECORD_STOPPED,
	RECORD_ENDED,
};

struct launcher_record {
	enum launcher_record_kind kind;
	int value; /* pid, errno, signal, status */
};

/* What the child needs, all of it in ordinary memory. */
struct launcher_child {
	char path[PATH_MAX];
	char **argv;
	const struct launcher_plan *plan;
	int control, slave, out, errs;
};

/* All that it does, after fork(): it holds what it was forked with only, and
 * does not return. */
void launcher_child_run(const struct launcher_child *child);

#endif
