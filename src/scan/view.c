#include "scan/view.h"

#include <math.h>

static double
clamp(double value, double max)
{
	return value < 0 ? 0 : value > max ? max : value;
}

double
view_at(const struct view *view, double x, double y)
{
	const struct plane *grey = view->grey;
	/* The value of a pixel is that of its middle. */
	double px = clamp(x - 0.5, (double)grey->width - 1);
	double py = clamp(y - 0.5, (double)grey->height - 1);
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

			return at - stride * (1 - clamp(part, 1));
		}
		before = here;
	}
	return -1;
}
