/* The grid of a code's modules: where in the picture each of them is. */
#ifndef SCAN_GRID_H
#define SCAN_GRID_H

#include "scan/edges.h"
#include "scan/matrix.h"

/* Three finder patterns that may be the corners of one code. */
struct triple {
	const struct finder *corner, *right, *below;
};

struct grid {
	struct homography map; /* from modules to pixels; modules go from 0.0
				* to side */
	size_t side;
	double score;          /* how much of the timing patterns is there */
	struct edges edges;    /* what the map was fitted to */
};

#define GRIDS_MAX 3

/* The most likely grids, best first; their count. One with a score of enough
 * ends the search; more than 1: all are looked for. */
size_t grid_fit(const struct view *view, const struct triple *triple,
	double enough, struct grid out[static GRIDS_MAX]);

/* The modules a side that the sizes and distances of the finders tell. */
double grid_modules(const struct triple *triple);

/* The map of a code of that many modules a side, as if there were no
 * perspective: by the middles of the finders alone. */
struct homography grid_lay_flat(const struct triple *triple, size_t side);

/* False if a quick look at the timing patterns tells that it is no code. */
bool grid_is_likely(const struct view *view, const struct triple *triple);

/* Pulls the grid to the alignment patterns that can be seen. */
void grid_align(const struct view *view, struct grid *grid);

/* One module across and down at a point. */
struct steps grid_steps(const struct homography *map, double x, double y);

#endif
