#include "scan/grid.h"

#include <math.h>

#define PATTERN 5 /* modules a side */
#define FAR 3.0   /* modules from where it is expected */
#define COARSE 0.5
#define MEDIUM 0.25
#define FINE 0.125
#define ALIKE_LEAST 0.75
#define ALIKE_CLEAR 0.9 /* no better one is far */
#define DISTANCE_COST 0.03 /* of likeness, a module */
#define WEIGHT 8.0

/* Dark is -1; the sum is not zero, so the mean goes off. */
static const double pattern[PATTERN][PATTERN] = {
	{-1, -1, -1, -1, -1}, {-1, 1, 1, 1, -1}, {-1, 1, -1, 1, -1},
	{-1, 1, 1, 1, -1}, {-1, -1, -1, -1, -1},
};
#define PATTERN_MEAN (-9.0 / 25)
#define PATTERN_SPREAD (25 - 81.0 / 25) /* the sum of squares about it */

struct place {
	double x, y; /* in modules from where it is expected */
	double alike;
};

/* Correlation of the picture with the pattern around a point, -1 to 1. */
static double
likeness(const struct view *view, const struct steps *steps,
	struct point middle)
{
	double sum = 0, squares = 0, product = 0, spread;

	for (int j = 0; j < PATTERN; j++) {
		for (int i = 0; i < PATTERN; i++) {
			double dx = i - 2, dy = j - 2;
			double value = view_at(view,
				middle.x + dx * steps->across.x +
					dy * steps->down.x,
				middle.y + dx * steps->across.y +
					dy * steps->down.y);

			sum += value;
			squares += value * value;
			product += value * (pattern[j][i] - PATTERN_MEAN);
		}
	}
	spread = squares - sum * sum / (PATTERN * PATTERN);
	return spread > 1 ? product / sqrt(spread * PATTERN_SPREAD) : 0;
}

static struct point
moved(const struct steps *steps, struct point from, double x, double y)
{
	return (struct point){
		from.x + x * steps->across.x + y * steps->down.x,
		from.y + x * steps->across.y + y * steps->down.y,
	};
}

/* Looks on a lattice around a place for a better one. */
static struct place
search(const struct view *view, const struct steps *steps, struct point from,
	struct place around, double radius, double step)
{
	struct place best = around;
	int reach = (int)(radius / step);

	for (int j = -reach; j <= reach; j++) {
		for (int i = -reach; i <= reach; i++) {
			double x = around.x + i * step, y = around.y + j * step;
			double alike = likeness(view, steps,
				moved(steps, from, x, y)) -
				DISTANCE_COST * hypot(x, y);

			if (alike > best.alike)
				best = (struct place){x, y, alike};
		}
	}
	return best;
}

static void
refit(struct grid *grid)
{
	struct homography back, map;

	if (homography_fit(grid->edges.items, grid->edges.len, false, &back) &&
	    homography_invert(&back, &map))
		grid->map = map;
}

static void
align(const struct view *view, struct grid *grid, double x, double y)
{
	struct steps steps = grid_steps(&grid->map, x, y);
	struct point expected = homography_map(&grid->map, x, y);
	struct place place = {0, 0, likeness(view, &steps, expected)};

	if (place.alike < ALIKE_CLEAR)
		place = search(view, &steps, expected, place, FAR, COARSE);
	place = search(view, &steps, expected, place, COARSE, MEDIUM);
	place = search(view, &steps, expected, place, FINE, FINE);
	if (place.alike < ALIKE_LEAST)
		return;
	edges_add_point(&grid->edges,
		moved(&steps, expected, place.x, place.y), x, y, WEIGHT);
	refit(grid);
}

/* From the finders, whose place is known, to the far corner: each pattern
 * found makes the next one's place surer. */
void
grid_align(const struct view *view, struct grid *grid)
{
	uint8_t at[ALIGNMENTS_MAX];
	size_t count = matrix_alignments((unsigned int)(grid->side - 17) / 4,
		at);

	for (size_t sum = 1; count > 0 && sum <= 2 * (count - 1); sum++) {
		for (size_t i = 0; i < count; i++) {
			size_t j = sum - i;
			bool finder = (i == 0 && j == count - 1) ||
				(j == 0 && i == count - 1);

			if (i <= sum && j < count && !finder)
				align(view, grid, at[i] + 0.5, at[j] + 0.5);
		}
	}
}
