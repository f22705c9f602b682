#include "scan/view.h"

#include <math.h>

double
view_crossing(const struct view *view, struct point from, struct point step,
	double level, bool darker, double limit)
{
	double length = hypot(step.x, step.y);
	/* Steps of a third of a pixel miss no edge. */
	double stride = length > 0 ? 1 / (3 * length) : limit;
	int count = length > 0 && limit > 0 ? (int)(limit / stride) : 0;
	double before = view_at(view, from.x, from.y);

	for (int i = 1; i <= count; i++) {
		double at = i * stride;
		double here = view_at(view, from.x + at * step.x,
			from.y + at * step.y);

		if (darker ? here < level : here > level) {
			double part = here != before
				? (level - before) / (here - before) : 1;

			return at - stride * (1 - view_clamp(part, 1));
		}
		before = here;
	}
	return -1;
}
