/* Modules read from a picture through a grid. */
#ifndef SCAN_SAMPLE_H
#define SCAN_SAMPLE_H

#include "scan/warp.h"

/* The mean of each module's inner part against a threshold made of the
 * modules around it, half way between the dark and the bright ones; quick: the
 * value in the middle against the mean around. warp may be NULL. sharpen:
 * rounds that undo blur, which mixes in the neighbours. What is the same in all
 * codes is left as it was read. */
bool sample_modules(const struct view *view, const struct grid *grid,
	const struct warp *warp, bool quick, unsigned int sharpen,
	struct matrix *out, struct err *err) MUST_USE;

#endif
