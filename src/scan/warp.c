/* Where two modules differ, the edge between them tells how far both are off
 * along one axis; the mean around a module of what all say is its place for
 * the next round. The finders are in place. From them a front goes on to where
 * the flat grid may be off by more than an edge can tell, and nothing ahead of
 * the front is asked. */
#include "scan/warp.h"

#include <math.h>

#define ROUNDS_LEAST 16 /* for the front */
#define ROUNDS_MORE 5   /* with all there */
#define FINDER ((size_t)7)
#define RADIUS ((size_t)3) /* modules whose edges tell a module's place */
#define CONTRAST_LEAST 0.25 /* of that between black and white */
#define OFF_MAX 3.0
#define HALVINGS 4 /* an edge is then known to a 16th of a module */

/* What the edges around each module say of one axis, summed up. */
struct votes {
	double sum, count;
};

/* A module in this round. */
struct module {
	struct point middle;
	double value;       /* there */
	struct votes votes; /* off from the start */
	bool reached;       /* by the front */
};

struct fitting {
	const struct view *view;
	const struct grid *grid;
	struct warp *warp;
	struct point *start; /* offsets that the warp came with */
	struct module *modules;
	struct votes *sums; /* of all modules above and to the left */
	double contrast;
	size_t front; /* modules from the finders */
};

static void
fitting_free(struct fitting *fitting)
{
	free(fitting->start);
	free(fitting->modules);
	free(fitting->sums);
}

/* Between the core of a finder and the ring around it. */
static double
contrast_of(const struct view *view, const struct homography *map)
{
	struct point dark = homography_map(map, 3.5, 3.5);
	struct point bright = homography_map(map, 3.5, 1.5);

	return view_at(view, bright.x, bright.y) -
		view_at(view, dark.x, dark.y);
}

static size_t
beyond(size_t at, size_t start)
{
	return at < start ? start - at
		: at >= start + FINDER ? at - start - FINDER + 1 : 0;
}

/* Modules from the nearest finder. */
static size_t
from_finder(size_t x, size_t y, size_t side)
{
	size_t left = beyond(x, 0), right = beyond(x, side - FINDER);
	size_t above = beyond(y, 0), below = beyond(y, side - FINDER);
	size_t nearest = left < right ? left : right;
	size_t first = nearest > above ? nearest : above;
	size_t second = left > below ? left : below;

	return first < second ? first : second;
}

/* Ahead of the front nothing is looked at. */
static void
look(struct fitting *fitting, size_t x, size_t y)
{
	size_t side = fitting->warp->side, i = y * side + x;
	const struct point *off = &fitting->warp->off[i];
	struct module *module = &fitting->modules[i];

	*module = (struct module){
		.reached = from_finder(x, y, side) <= fitting->front,
	};
	if (!module->reached)
		return;
	module->middle = homography_map(&fitting->grid->map,
		(double)x + 0.5 + off->x, (double)y + 0.5 + off->y);
	module->value = view_at(fitting->view, module->middle.x,
		module->middle.y);
}

/* Where between the middles of two modules the grey is half way, by halving;
 * 0 to 1. */
static double
crossing(const struct view *view, const struct module *from,
	const struct module *to)
{
	double level = (from->value + to->value) / 2;
	double first = 0, last = 1, before = from->value, behind = to->value;

	for (int i = 0; i < HALVINGS; i++) {
		double at = (first + last) / 2;
		double here = view_at(view,
			from->middle.x + at * (to->middle.x - from->middle.x),
			from->middle.y + at * (to->middle.y - from->middle.y));

		if ((here < level) == (before < level)) {
			first = at;
			before = here;
		} else {
			last = at;
			behind = here;
		}
	}
	return first + (last - first) * (level - before) / (behind - before);
}

/* The edge between two modules, of which the second is behind the first along
 * an axis. */
static void
vote(struct fitting *fitting, size_t first, size_t second, bool across)
{
	const size_t both[] = {first, second};
	const struct module *from = &fitting->modules[first];
	const struct module *to = &fitting->modules[second];
	double at;

	if (!from->reached || !to->reached ||
	    fabs(from->value - to->value) < fitting->contrast)
		return;
	at = crossing(fitting->view, from, to);
	for (size_t i = 0; i < COUNT_OF(both); i++) {
		const struct point *off = &fitting->warp->off[both[i]];
		const struct point *start = &fitting->start[both[i]];
		struct votes *votes = &fitting->modules[both[i]].votes;

		votes->sum += (across ? off->x - start->x
			: off->y - start->y) + at - 0.5;
		votes->count++;
	}
}

/* With a row and a column of zeros in front. */
static void
sum_up(struct fitting *fitting)
{
	size_t side = fitting->warp->side;

	for (size_t y = 0; y < side; y++) {
		const struct votes *above = fitting->sums + y * (side + 1);
		struct votes *here = fitting->sums + (y + 1) * (side + 1);
		struct votes row = {0, 0};

		for (size_t x = 0; x < side; x++) {
			const struct module *module =
				&fitting->modules[y * side + x];

			row.sum += module->votes.sum;
			row.count += module->votes.count;
			here[x + 1].sum = above[x + 1].sum + row.sum;
			here[x + 1].count = above[x + 1].count + row.count;
		}
	}
}

static struct votes
votes_around(const struct fitting *fitting, size_t x, size_t y)
{
	size_t side = fitting->warp->side;
	size_t left = x > RADIUS ? x - RADIUS : 0;
	size_t top = y > RADIUS ? y - RADIUS : 0;
	size_t right = x + RADIUS < side ? x + RADIUS + 1 : side;
	size_t below = y + RADIUS < side ? y + RADIUS + 1 : side;
	const struct votes *first = fitting->sums + top * (side + 1);
	const struct votes *last = fitting->sums + below * (side + 1);

	return (struct votes){
		last[right].sum - last[left].sum - first[right].sum +
			first[left].sum,
		last[right].count - last[left].count - first[right].count +
			first[left].count,
	};
}

static void
ask_edges(struct fitting *fitting, bool across)
{
	size_t side = fitting->warp->side, next = across ? 1 : side;

	for (size_t y = 0; y < side; y++) {
		for (size_t x = 0; x < side; x++)
			look(fitting, x, y);
	}
	for (size_t y = 0; y + !across < side; y++) {
		for (size_t x = 0; x + across < side; x++)
			vote(fitting, y * side + x, y * side + x + next,
				across);
	}
	sum_up(fitting);
}

static void
fit_axis(struct fitting *fitting, bool across)
{
	size_t side = fitting->warp->side;

	ask_edges(fitting, across);
	for (size_t y = 0; y < side; y++) {
		for (size_t x = 0; x < side; x++) {
			struct votes all = votes_around(fitting, x, y);
			struct point *off = &fitting->warp->off[y * side + x];
			struct point start = fitting->start[y * side + x];
			double mean = all.count > 0 ? all.sum / all.count : 0;

			mean = fmax(-OFF_MAX, fmin(OFF_MAX, mean));
			*(across ? &off->x : &off->y) = mean +
				(across ? start.x : start.y);
		}
	}
}

static bool
allocate(struct fitting *fitting, size_t side, struct err *err)
{
	struct warp *warp = fitting->warp;

	if (warp->off == NULL)
		warp->off = calloc(side * side, sizeof(*warp->off));
	warp->side = side;
	fitting->start = calloc(side * side, sizeof(*fitting->start));
	fitting->modules = calloc(side * side, sizeof(*fitting->modules));
	fitting->sums = calloc((side + 1) * (side + 1),
		sizeof(*fitting->sums));
	if (warp->off == NULL || fitting->start == NULL ||
	    fitting->modules == NULL || fitting->sums == NULL)
		return err_nomem(err);
	memcpy(fitting->start, warp->off, side * side * sizeof(*warp->off));
	return true;
}

bool
warp_fit(const struct view *view, const struct grid *grid, struct warp *warp,
	struct err *err)
{
	CLEANUP(fitting_free) struct fitting fitting = {
		.view = view, .grid = grid, .warp = warp,
		.contrast = fmax(1,
			CONTRAST_LEAST * contrast_of(view, &grid->map)),
	};
	size_t rounds = ROUNDS_LEAST;

	while (grid->side / rounds > RADIUS - 1)
		rounds++;
	if (!allocate(&fitting, grid->side, err))
		return false;
	for (size_t i = 0; i < rounds + ROUNDS_MORE; i++) {
		fitting.front = (i + 1) * (grid->side / rounds);
		fit_axis(&fitting, true);
		fit_axis(&fitting, false);
	}
	return true;
}

void
warp_free(struct warp *warp)
{
	free(warp->off);
	*warp = (struct warp){0};
}
