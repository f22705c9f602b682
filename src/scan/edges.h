/* Places of a code that can be measured in the picture: matches from pixels
 * to modules. */
#ifndef SCAN_EDGES_H
#define SCAN_EDGES_H

#include "scan/finder.h"
#include "scan/view.h"

#define EDGES_MAX 600

struct edges {
	struct match items[EDGES_MAX];
	size_t len;
};

/* One module across and one down, in the picture. */
struct steps {
	struct point across, down;
};

/* A point whose both coordinates are known. */
void edges_add_point(struct edges *edges, struct point seen, double x,
	double y, double weight);

/*
 * The edges of the nested squares of a finder pattern, in modules from its
 * middle. The mean length of a module along either axis, in pixels, goes to
 * *across and *down: 0 if no edge was seen.
 */
void edges_of_finder(const struct view *view, const struct finder *finder,
	const struct steps *steps, struct edges *out, double *across,
	double *down);

/* The edges between the modules of both timing patterns. map is from modules
 * to pixels. */
void edges_of_timing(const struct view *view, const struct homography *map,
	size_t side, struct edges *out);

#endif
