/* A picture looked at for codes of one ink: in it, ink is dark. */
#ifndef SCAN_VIEW_H
#define SCAN_VIEW_H

#include "scan/homography.h"
#include "scan/threshold.h"

struct view {
	const struct plane *grey;
	bool inverted; /* the ink is bright */
};

static inline double
view_clamp(double value, double max)
{
	return value < 0 ? 0 : value > max ? max : value;
}

/* The grey at a point, between the four pixels around it. Here, as it is
 * called for every module of what may be a code. */
static inline double
view_at(const struct view *view, double x, double y)
{
	const struct plane *grey = view->grey;
	/* The value of a pixel is that of its middle. */
	double px = view_clamp(x - 0.5, (double)grey->width - 1);
	double py = view_clamp(y - 0.5, (double)grey->height - 1);
	size_t left = (size_t)px, top = (size_t)py;
	size_t right = left + (left + 1 < grey->width);
	size_t down = top + 1 < grey->height ? grey->width : 0;
	const uint8_t *row = grey->at + top * grey->width;
	double fx = px - (double)left, fy = py - (double)top;
	double above = row[left] * (1 - fx) + row[right] * fx;
	double below = row[down + left] * (1 - fx) + row[down + right] * fx;
	double value = above * (1 - fy) + below * fy;

	return view->inverted ? 255 - value : value;
}

/*
 * Walks from `from` along step until the grey crosses level, at most limit
 * steps, and tells the distance in steps. darker: waits for less, else for
 * more. Negative if there is no crossing.
 */
double view_crossing(const struct view *view, struct point from,
	struct point step, double level, bool darker, double limit);

#endif
