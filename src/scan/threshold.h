/* Local thresholds: what is darker or brighter than its surroundings. */
#ifndef SCAN_THRESHOLD_H
#define SCAN_THRESHOLD_H

#include "scan/plane.h"

/* The samples of the plane that threshold_local() makes. A code may be of
 * either ink; all else is its paper. */
enum ink { INK_NONE, INK_DARK, INK_BRIGHT };

/* How much neighbours differ where the picture is smooth: 0 for what a
 * computer drew, more for what a camera saw. */
unsigned int threshold_noise(const struct plane *grey);

/*
 * Compares each pixel with the mean of the window by window pixels around it;
 * less than margin apart is INK_NONE. window is odd; out is empty before.
 */
bool threshold_local(const struct plane *grey, size_t window,
	unsigned int margin, struct plane *out, struct err *err) MUST_USE;

#endif
