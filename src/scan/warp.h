/* How far the modules of a code on bent paper, or seen through a lens, are
 * from where a flat grid has them. */
#ifndef SCAN_WARP_H
#define SCAN_WARP_H

#include "scan/grid.h"

struct warp {
	size_t side;
	struct point *off; /* of each module's middle, in modules */
};

#define WARP CLEANUP(warp_free) struct warp

/* Follows the edges between dark and bright modules, from a warp of the grid's
 * size, or from an empty one, on. */
bool warp_fit(const struct view *view, const struct grid *grid,
	struct warp *warp, struct err *err) MUST_USE;

void warp_free(struct warp *warp);

#endif
