#include "scan/edges.h"

#include <math.h>

#define CONTRAST_LEAST 6.0
#define TIMING 6.5 /* the middle of row and column 6 */
#define TIMING_WEIGHT 0.5

/* Half the sides of a finder's squares, and whether it gets darker there. */
static const struct {
	double radius;
	bool darker;
} squares[] = {{1.5, false}, {2.5, true}, {3.5, false}};

struct ray {
	struct point from, step; /* one module long */
	bool across;
	double sign;
};

void
edges_add_point(struct edges *edges, struct point seen, double x, double y,
	double weight)
{
	if (edges->len < EDGES_MAX)
		edges->items[edges->len++] = (struct match){
			seen, {x, y}, weight, weight,
		};
}

/* An edge that one axis crosses at that many modules. */
static void
add_edge(struct edges *edges, struct point seen, bool across, double modules,
	double weight)
{
	if (edges->len < EDGES_MAX)
		edges->items[edges->len++] = (struct match){
			seen, {modules, modules},
			across ? weight : 0, across ? 0 : weight,
		};
}

/* Halfway between the core and the white ring around it, which any line
 * through the middle crosses at two sevenths of its length. */
static double
finder_level(const struct view *view, const struct finder *finder)
{
	double dx = finder->width * 2 / 7, dy = finder->height * 2 / 7;
	double x = finder->x, y = finder->y;
	double white = (view_at(view, x - dx, y) + view_at(view, x + dx, y) +
		view_at(view, x, y - dy) + view_at(view, x, y + dy)) / 4;

	return (view_at(view, x, y) + white) / 2;
}

/* What was measured along rays. */
struct measure {
	double pixels, modules;
};

/* Adds the three edges along a ray. The last one that was seen tells most. */
static void
follow(const struct view *view, const struct ray *ray, double level,
	struct edges *out, struct measure *measure)
{
	double at = 0, radius = 0;

	for (size_t i = 0; i < COUNT_OF(squares); i++) {
		struct point point = {
			ray->from.x + at * ray->step.x,
			ray->from.y + at * ray->step.y,
		};
		double expected = squares[i].radius - at;
		double far = view_crossing(view, point, ray->step, level,
			squares[i].darker, expected * 1.6 + 0.4);

		if (far < expected * 0.4 - 0.3)
			break;
		at += far;
		point.x = ray->from.x + at * ray->step.x;
		point.y = ray->from.y + at * ray->step.y;
		add_edge(out, point, ray->across,
			ray->sign * squares[i].radius, 1);
		radius = squares[i].radius;
	}
	measure->pixels += radius > 0
		? at * hypot(ray->step.x, ray->step.y) : 0;
	measure->modules += radius;
}

static double
module_of(const struct measure *measure)
{
	return measure->modules > 0 ? measure->pixels / measure->modules : 0;
}

void
edges_of_finder(const struct view *view, const struct finder *finder,
	const struct steps *steps, struct edges *out, double *across,
	double *down)
{
	double level = finder_level(view, finder);
	struct measure measures[2] = {0};

	for (int i = 0; i < 12; i++) {
		bool along = i % 2 == 0;
		double sign = i % 4 < 2 ? 1 : -1;
		int third = i / 4;
		double shift = 0.8 * (third - 1);
		const struct point step = along ? steps->across : steps->down;
		const struct point side = along ? steps->down : steps->across;
		const struct ray ray = {
			{finder->x + side.x * shift,
				finder->y + side.y * shift},
			{sign * step.x, sign * step.y}, along, sign,
		};

		follow(view, &ray, level, out, &measures[along]);
	}
	*across = module_of(&measures[1]);
	*down = module_of(&measures[0]);
}

/* The edge between modules k - 1 and k of one timing pattern. */
static void
timing_edge(const struct view *view, const struct homography *map, size_t k,
	bool row, struct edges *out)
{
	double at = (double)k;
	struct point before = row ? homography_map(map, at - 0.5, TIMING)
				  : homography_map(map, TIMING, at - 0.5);
	struct point behind = row ? homography_map(map, at + 0.5, TIMING)
				  : homography_map(map, TIMING, at + 0.5);
	struct point step = {behind.x - before.x, behind.y - before.y};
	double first = view_at(view, before.x, before.y);
	double second = view_at(view, behind.x, behind.y);
	bool darker = k % 2 == 0;
	double part;

	if ((darker ? first - second : second - first) < CONTRAST_LEAST)
		return;
	part = view_crossing(view, before, step, (first + second) / 2, darker,
		1);
	if (part < 0)
		return;
	add_edge(out, (struct point){before.x + part * step.x,
		before.y + part * step.y}, row, at, TIMING_WEIGHT);
}

void
edges_of_timing(const struct view *view, const struct homography *map,
	size_t side, struct edges *out)
{
	for (size_t k = 8; k <= side - 8; k++) {
		timing_edge(view, map, k, true, out);
		timing_edge(view, map, k, false, out);
	}
}
