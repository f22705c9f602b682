/* Finder patterns: the three nested squares in the corners of a QR code, of
 * which any line through the middle crosses ink, paper, ink, paper and ink at
 * 1:1:3:1:1. */
#ifndef SCAN_FINDER_H
#define SCAN_FINDER_H

#include "scan/threshold.h"

#define FINDERS_MAX 1024

struct finder {
	double x, y;          /* its middle; pixel (0, 0) is 0.0 to 1.0 */
	double width, height; /* along the axes of the picture: 7 modules */
	unsigned int rows;    /* that showed it */
	bool explained;       /* belongs to a code that was read */
};

struct finders {
	struct finder items[FINDERS_MAX];
	size_t len;
};

/* 1 if every row of the core showed the pattern, less if some did not: what
 * only looks like a finder is seldom as high as it is wide. */
double finder_quality(const struct finder *finder);
bool finder_is_sure(const struct finder *finder);

/* Whether small ones are left that no code read explains: letters may look
 * like finders, but seldom like square ones. */
bool finders_has_others(const struct finders *finders);

/* Leaves out those less than least pixels across, and those not sure. */
void finders_keep_large(struct finders *finders, double least);

/* Finds those drawn in this ink. open: the outer square may melt into what
 * surrounds the code. */
void finder_search(const struct plane *classes, enum ink ink, bool open,
	struct finders *out);

#endif
