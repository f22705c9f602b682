/* What is tried on a frame, from the usual to the rare, until its codes are
 * read. */
#ifndef SCAN_STEPS_H
#define SCAN_STEPS_H

#include "scan/budget.h"
#include "scan/decode.h"

/* Bits of what is to be tried. */
enum effort {
	EFFORT_LOCATE = 1,   /* enough for nearly all pictures */
	EFFORT_SEARCH = 2,   /* takes longer and finds less */
	EFFORT_THOROUGH = 4, /* what is left after that */
	EFFORT_QUICK = EFFORT_LOCATE | EFFORT_SEARCH,
	EFFORT_ALL = EFFORT_QUICK | EFFORT_THOROUGH,
};

struct steps_run {
	struct decoder *decoder;
	struct findings *findings;
	struct budget budget;
};

/* Runs the steps of these efforts, and zbar's for the parts of a message, which
 * it alone puts together; the frame is the same afterwards. */
bool steps_run(struct steps_run *run, struct plane *frame,
	unsigned int efforts, struct err *err) MUST_USE;

#endif
