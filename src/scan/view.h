/* A picture looked at for codes of one ink: in it, ink is dark. */
#ifndef SCAN_VIEW_H
#define SCAN_VIEW_H

#include "scan/homography.h"
#include "scan/threshold.h"

struct view {
	const struct plane *grey;
	bool inverted; /* the ink is bright */
};

/* The grey at a point, between the four pixels around it. */
double view_at(const struct view *view, double x, double y);

/*
 * Walks from `from` along step until the grey crosses level, at most limit
 * steps, and tells the distance in steps. darker: waits for less, else for
 * more. Negative if there is no crossing.
 */
double view_crossing(const struct view *view, struct point from,
	struct point step, double level, bool darker, double limit);

#endif
