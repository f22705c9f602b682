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

/* What the edges around each module say of one axis, summed up. */
struct votes {
	double sum, count;
};

struct fitting {
	const struct view *view;
	const struct grid *grid;
	struct warp *warp;
	struct point *start; /* offsets that the warp came with */
	struct votes *votes; /* one for each module, off from the start */
	double contrast;
	size_t front; /* modules from the finders */
};

static void
fitting_free(struct fitting *fitting)
{
	free(fitting->start);
	free(fitting->votes);
}

static struct point
middle_of(const struct fitting *fitting, size_t x, size_t y)
{
	const struct point *off = &fitting->warp->off[
		y * fitting->warp->side + x];

	return homography_map(&fitting->grid->map, (double)x + 0.5 + off->x,
		(double)y + 0.5 + off->y);
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

/* The edge between the modules at (x, y) and behind it along an axis. */
static void
vote(struct fitting *fitting, size_t x, size_t y, bool across)
{
	size_t side = fitting->warp->side;
	size_t next_x = x + across, next_y = y + !across;
	const size_t both[] = {y * side + x, next_y * side + next_x};
	struct point from, to, step;
	double before, behind, at;

	if (from_finder(next_x, next_y, side) > fitting->front)
		return;
	from = middle_of(fitting, x, y);
	to = middle_of(fitting, next_x, next_y);
	step = (struct point){to.x - from.x, to.y - from.y};
	before = view_at(fitting->view, from.x, from.y);
	behind = view_at(fitting->view, to.x, to.y);
	if (fabs(before - behind) < fitting->contrast)
		return;
	at = view_crossing(fitting->view, from, step, (before + behind) / 2,
		behind < before, 1);
	for (size_t i = 0; at >= 0 && i < COUNT_OF(both); i++) {
		const struct point *off = &fitting->warp->off[both[i]];
		const struct point *start = &fitting->start[both[i]];
		struct votes *votes = &fitting->votes[both[i]];

		votes->sum += (across ? off->x - start->x
			: off->y - start->y) + at - 0.5;
		votes->count++;
	}
}

static struct votes
votes_around(const struct fitting *fitting, size_t x, size_t y)
{
	size_t side = fitting->warp->side;
	size_t left = x > RADIUS ? x - RADIUS : 0;
	size_t top = y > RADIUS ? y - RADIUS : 0;
	struct votes all = {0, 0};

	for (size_t j = top; j <= y + RADIUS && j < side; j++) {
		for (size_t i = left; i <= x + RADIUS && i < side; i++) {
			all.sum += fitting->votes[j * side + i].sum;
			all.count += fitting->votes[j * side + i].count;
		}
	}
	return all;
}

static void
fit_axis(struct fitting *fitting, bool across)
{
	size_t side = fitting->warp->side;

	memset(fitting->votes, 0, side * side * sizeof(*fitting->votes));
	for (size_t y = 0; y + !across < side; y++) {
		for (size_t x = 0; x + across < side; x++)
			vote(fitting, x, y, across);
	}
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
	fitting->votes = calloc(side * side, sizeof(*fitting->votes));
	if (warp->off == NULL || fitting->start == NULL ||
	    fitting->votes == NULL)
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
		.contrast = CONTRAST_LEAST * contrast_of(view, &grid->map),
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
