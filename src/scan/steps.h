/* What is tried on a frame, from the usual to the rare, until its codes are
 * read. */
#ifndef SCAN_STEPS_H
#define SCAN_STEPS_H

#include "scan/budget.h"
#include "scan/decode.h"

enum effort {
	EFFORT_QUICK,    /* enough for nearly all pictures */
	EFFORT_THOROUGH, /* what is left after that */
	EFFORT_ALL,
};

struct steps_run {
	struct decoder *decoder;
	struct findings *findings;
	struct budget budget;
};

/* Runs the steps of this effort; the frame is the same afterwards. */
bool steps_run(struct steps_run *run, struct plane *frame, enum effort effort,
	struct err *err) MUST_USE;

#endif
