/* Codes on paper that is bent so far that their timing patterns are no lines:
 * around a bottle, or a page of a thick book. */
#ifndef SCAN_BEND_H
#define SCAN_BEND_H

#include "scan/warp.h"

/* Looks for the curves of both timing patterns between three finders. *found:
 * the flat grid through the middles of the finders, and how far each module
 * is from it if rows and columns are alike. */
bool bend_fit(const struct view *view, const struct triple *triple,
	struct grid *grid, struct warp *out, bool *found, struct err *err)
	MUST_USE;

#endif
