#include "scan/grid.h"

#include <math.h>

#define CORNERS 3
#define FINDER_MIDDLE 3.5
#define VERSIONS_AROUND 2
#define CENTRE_WEIGHT 1.0
#define CONTRAST_LEAST 4.0
#define LIKELY 0.8
#define SCORE_LEAST 0.5 /* that may get better */
#define BENT_MAX 0.55 /* the perspective term that is still believed */

/* Versions that edges and sizes may differ by. */
#define VERSIONS_APART 2

/* The finders of a triple, and their edges in modules from their middles. */
struct corners {
	const struct finder *finders[CORNERS];
	struct edges edges;   /* of one finder after the other */
	size_t ends[CORNERS]; /* where those of each end */
	double side; /* of the code, as the sizes and distances tell */
};

static double
middle_of(size_t corner, size_t wanted, size_t side)
{
	return corner == wanted ? (double)side - FINDER_MIDDLE : FINDER_MIDDLE;
}

struct steps
grid_steps(const struct homography *map, double x, double y)
{
	struct point left = homography_map(map, x - 0.5, y);
	struct point right = homography_map(map, x + 0.5, y);
	struct point above = homography_map(map, x, y - 0.5);
	struct point below = homography_map(map, x, y + 0.5);

	return (struct steps){
		{right.x - left.x, right.y - left.y},
		{below.x - above.x, below.y - above.y},
	};
}

/* One module of a finder towards another. The finder was measured along the
 * axes of the picture, on which a turned square is longer. */
static struct point
step_towards(const struct finder *finder, const struct finder *from,
	const struct finder *to)
{
	double dx = to->x - from->x, dy = to->y - from->y;
	double length = hypot(dx, dy);
	double c = dx / length, s = dy / length;
	double turned = fmax(fabs(c), fabs(s));
	double module = (c * c * finder->width + s * s * finder->height) /
		7 * turned;

	return (struct point){c * module, s * module};
}

/* The modules along a side, where these are of one length. */
static double
modules_along(const struct finder *from, const struct finder *to)
{
	struct point one = step_towards(from, from, to);
	struct point other = step_towards(to, from, to);

	return 7 + 2 * hypot(to->x - from->x, to->y - from->y) /
		(hypot(one.x, one.y) + hypot(other.x, other.y));
}

double
grid_modules(const struct triple *triple)
{
	return (modules_along(triple->corner, triple->right) +
		modules_along(triple->corner, triple->below)) / 2;
}

/* Blur leaves little of the ring around the core, and the edges say that all
 * is smaller than it is. */
static double
side_of(const struct triple *triple, double by_edges)
{
	double by_size = grid_modules(triple);

	return fabs(by_size - by_edges) > 4 * VERSIONS_APART ? by_size
							     : by_edges;
}

static bool
measure(const struct view *view, const struct triple *triple,
	struct corners *out)
{
	const struct finder *corner = triple->corner;
	double across[CORNERS], down[CORNERS];
	double width = hypot(triple->right->x - corner->x,
		triple->right->y - corner->y);
	double height = hypot(triple->below->x - corner->x,
		triple->below->y - corner->y);

	out->finders[0] = corner;
	out->finders[1] = triple->right;
	out->finders[2] = triple->below;
	out->edges.len = 0;
	for (size_t i = 0; i < CORNERS; i++) {
		const struct finder *finder = out->finders[i];
		const struct steps steps = {
			step_towards(finder, corner, triple->right),
			step_towards(finder, corner, triple->below),
		};

		edges_of_finder(view, finder, &steps, &out->edges,
			&across[i], &down[i]);
		out->ends[i] = out->edges.len;
		if (across[i] <= 0 || down[i] <= 0)
			return false;
	}
	out->side = side_of(triple, 7 +
		(2 * width / (across[0] + across[1]) +
		2 * height / (down[0] + down[2])) / 2);
	return true;
}

static void
gather(const struct corners *corners, size_t side, struct edges *out)
{
	size_t k = 0;

	out->len = 0;
	for (size_t i = 0; i < CORNERS; i++) {
		const struct finder *finder = corners->finders[i];
		double x = middle_of(i, 1, side), y = middle_of(i, 2, side);

		edges_add_point(out, (struct point){finder->x, finder->y}, x,
			y, CENTRE_WEIGHT);
		for (; k < corners->ends[i]; k++) {
			struct match *match = &out->items[out->len++];

			*match = corners->edges.items[k];
			match->to.x += x;
			match->to.y += y;
		}
	}
}

static bool
fit(struct grid *grid, bool affine)
{
	struct homography back;

	if (!homography_fit(grid->edges.items, grid->edges.len, affine,
		    &back) || !homography_invert(&back, &grid->map))
		return false;
	for (size_t i = 0; i < 9; i++)
		grid->map.m[i] /= grid->map.m[8] != 0 ? grid->map.m[8] : 1;
	return fabs(grid->map.m[6]) * (double)grid->side < BENT_MAX &&
		fabs(grid->map.m[7]) * (double)grid->side < BENT_MAX;
}

static double
timing_at(const struct view *view, const struct homography *map, double k,
	bool row)
{
	struct point p = row ? homography_map(map, k + 0.5, 6.5)
			     : homography_map(map, 6.5, k + 0.5);

	return view_at(view, p.x, p.y);
}

/* How much of the timing patterns is there; 0 as soon as it is clear that it
 * is less than least. */
static double
timing_score(const struct view *view, const struct homography *map,
	size_t side, double least)
{
	size_t good = 0, all = 0;
	double bad_max = (1 - least) * 2 * (double)(side - 16);

	for (int line = 0; line < 2; line++) {
		double before = timing_at(view, map, 7, line == 0);
		double here = timing_at(view, map, 8, line == 0);

		for (size_t k = 8; k < side - 8; k++, all++) {
			double next = timing_at(view, map, (double)k + 1,
				line == 0);
			double lighter = (before + next) / 2 - here;

			good += (k % 2 == 0 ? lighter : -lighter) >
				CONTRAST_LEAST;
			before = here;
			here = next;
			if ((double)(all + 1 - good) > bad_max + 0.5)
				return 0;
		}
	}
	return (double)good / (double)all;
}

/* Measures again from the map that the first measures gave. */
static void
improve(const struct view *view, const struct corners *corners,
	struct grid *grid, bool affine)
{
	struct corners again = {.edges = {.len = 0}};
	struct grid better = {.side = grid->side};
	double unused;

	for (size_t i = 0; i < CORNERS; i++) {
		struct steps steps = grid_steps(&grid->map,
			middle_of(i, 1, grid->side),
			middle_of(i, 2, grid->side));

		again.finders[i] = corners->finders[i];
		edges_of_finder(view, again.finders[i], &steps, &again.edges,
			&unused, &unused);
		again.ends[i] = again.edges.len;
	}
	gather(&again, grid->side, &better.edges);
	edges_of_timing(view, &grid->map, grid->side, &better.edges);
	if (!fit(&better, affine))
		return;
	better.score = timing_score(view, &better.map, better.side,
		grid->score);
	if (better.score >= grid->score)
		*grid = better;
}

struct homography
grid_lay_flat(const struct triple *triple, size_t side)
{
	const struct finder *a = triple->corner, *b = triple->right;
	const struct finder *c = triple->below;
	double span = (double)side - 2 * FINDER_MIDDLE;
	struct point right = {(b->x - a->x) / span, (b->y - a->y) / span};
	struct point down = {(c->x - a->x) / span, (c->y - a->y) / span};

	return (struct homography){{
		right.x, down.x, a->x - FINDER_MIDDLE * (right.x + down.x),
		right.y, down.y, a->y - FINDER_MIDDLE * (right.y + down.y),
		0, 0, 1,
	}};
}

bool
grid_is_likely(const struct view *view, const struct triple *triple)
{
	const struct finder *a = triple->corner, *b = triple->right;
	const struct finder *c = triple->below;
	struct point across = step_towards(a, a, b);
	struct point down = step_towards(a, a, c);
	double modules = (hypot(b->x - a->x, b->y - a->y) /
		hypot(across.x, across.y) + hypot(c->x - a->x, c->y - a->y) /
		hypot(down.x, down.y)) / 2;
	int version = (int)lround((modules + 7 - 17) / 4);

	for (int v = version - 1; v <= version + 1; v++) {
		size_t side = 17 + 4 * (size_t)v;
		struct homography map;

		if (v < 1 || v > VERSION_MAX)
			continue;
		map = grid_lay_flat(triple, side);
		if (timing_score(view, &map, side, LIKELY) >= LIKELY)
			return true;
	}
	return false;
}

/* Keeps the best in order; returns their new count. */
static size_t
insert(struct grid *grids, size_t count, const struct grid *grid)
{
	size_t at = count < GRIDS_MAX ? count : GRIDS_MAX - 1;

	if (count == GRIDS_MAX && grids[at].score >= grid->score)
		return count;
	while (at > 0 && grids[at - 1].score < grid->score) {
		grids[at] = grids[at - 1];
		at--;
	}
	grids[at] = *grid;
	return count < GRIDS_MAX ? count + 1 : count;
}

size_t
grid_fit(const struct view *view, const struct triple *triple,
	double enough, struct grid out[static GRIDS_MAX])
{
	struct corners corners;
	struct grid grid;
	size_t count = 0;
	int version;

	if (!measure(view, triple, &corners))
		return 0;
	version = (int)lround((corners.side - 17) / 4);
	for (int i = 0; i <= 2 * VERSIONS_AROUND * 2 + 1; i++) {
		int off = (i / 2 + 1) / 2 * (i / 2 % 2 == 0 ? 1 : -1);
		bool affine = i % 2 == 1;

		if (version + off < 1 || version + off > VERSION_MAX)
			continue;
		grid.side = 17 + 4 * (size_t)(version + off);
		gather(&corners, grid.side, &grid.edges);
		if (!fit(&grid, affine))
			continue;
		grid.score = timing_score(view, &grid.map, grid.side,
			SCORE_LEAST);
		if (grid.score <= SCORE_LEAST)
			continue;
		improve(view, &corners, &grid, affine);
		count = insert(out, count, &grid);
		if (out[0].score >= enough)
			break;
	}
	return count;
}
