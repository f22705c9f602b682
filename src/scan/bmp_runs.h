/* Run-length coded bitmaps; private to the BMP loader. */
#ifndef SCAN_BMP_RUNS_H
#define SCAN_BMP_RUNS_H

#include "scan/plane.h"

/*
 * Fills the plane with the indices that the runs stand for, first line first,
 * those of 4 bits (nibbles) or of 8. What they leave out stays 0. False if
 * they end before the end of the bitmap is said.
 */
bool bmp_runs(const uint8_t *bytes, size_t len, bool nibbles,
	struct plane *out);

#endif
