/* Other versions of a plane, in which a code may be easier to find. */
#ifndef SCAN_FILTER_H
#define SCAN_FILTER_H

#include "scan/plane.h"

/* Half the size: the mean of two by two pixels. */
bool filter_half(const struct plane *from, struct plane *out, struct err *err)
	MUST_USE;

/* Twice the size, by cubic interpolation (Catmull and Rom). */
bool filter_double(const struct plane *from, struct plane *out,
	struct err *err) MUST_USE;

/* Without horizontal lines of at most height pixels that are brighter (or
 * darker) than what is above and below them: terminals draw such lines
 * through codes made of characters. */
bool filter_lines(const struct plane *from, bool bright, size_t height,
	struct plane *out, struct err *err) MUST_USE;

#endif
