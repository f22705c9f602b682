/* Modules read from a picture through a grid. */
#ifndef SCAN_SAMPLE_H
#define SCAN_SAMPLE_H

#include "scan/grid.h"

/* The mean of each module's inner part against a threshold made of the
 * modules around it. sharpen undoes some of what blur mixes in from the
 * neighbours: 0 to 0.5. */
bool sample_modules(const struct view *view, const struct grid *grid,
	double sharpen, struct matrix *out, struct err *err) MUST_USE;

#endif
