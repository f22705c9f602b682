/* A timing pattern starts and ends at finders, whose middles are known. What is
 * between them is taken for a curve of four numbers: how far it is off, aside
 * and along, by a parabola and a cubic. Of all such curves, the one under which
 * the modules are the most light and dark by turns is it. */
#include "scan/bend.h"

#include <math.h>

#define FINDER_MIDDLE 3.5
#define TIMING 6.5
#define CONTRAST_LEAST 4.0
#define SCORE_LEAST 0.85
#define VERSIONS_LESS 3 /* a foreshortened finder lets a code seem larger */
#define VERSIONS_MORE 1
#define CUBIC_SCALE 2.6 /* makes its most 1 */

#define FINE_STEP 0.1 /* modules */
#define FINE_ROUNDS 3
#define TURNS 6
#define ALONG_COST 0.03 /* of the contrast, a module */

/* Numbers of a curve: aside and along, of the parabola and the cubic. */
enum { ASIDE, TWIST, ALONG, STRETCH, NUMBERS };

struct curve {
	double by[NUMBERS];
	double contrast; /* between the modules along it, in the mean */
};

/* Curves that are tried: the numbers go from -most to most. */
static const struct range {
	int most[NUMBERS];
	double step[NUMBERS];
} ranges[] = {
	/* Around a bottle, from any side. */
	{{12, 0, 5, 9}, {0.5, 1, 0.3, 0.3}},
	/* Waves. */
	{{8, 8, 1, 1}, {0.5, 0.5, 0.4, 0.4}},
};

struct search {
	const struct view *view;
	const struct grid *grid;
	bool row; /* the timing pattern that is a row */
	struct point shift; /* of all of it, along and aside, by the other's */
};

/* The module at `at` along the line is off by so much. */
static struct point
curve_at(const struct curve *curve, double at, double side)
{
	double u = (2 * at - side) / (side - 2 * FINDER_MIDDLE);
	double parabola = 1 - u * u;

	return (struct point){
		parabola * (curve->by[ALONG] +
			CUBIC_SCALE * u * curve->by[STRETCH]),
		parabola * (curve->by[ASIDE] +
			CUBIC_SCALE * u * curve->by[TWIST]),
	};
}

static double
value_at(const struct search *search, const struct curve *curve, size_t k)
{
	double at = (double)k + 0.5;
	struct point off = curve_at(curve, at, (double)search->grid->side);
	double along = at + off.x + search->shift.x;
	double aside = TIMING + off.y + search->shift.y;
	struct point p = homography_map(&search->grid->map,
		search->row ? along : aside, search->row ? aside : along);

	return view_at(search->view, p.x, p.y);
}

/* The line goes on in the finders: without them, one of two modules less or
 * more would look as good. */
static bool
ends_in_finders(const struct search *search, struct curve *curve)
{
	const size_t last = search->grid->side - 1;

	for (size_t k = 4; k < 7; k++) {
		double one = value_at(search, curve, 7) -
			value_at(search, curve, k);
		double other = value_at(search, curve, last - 7) -
			value_at(search, curve, last - k);

		if (one <= CONTRAST_LEAST || other <= CONTRAST_LEAST)
			return false;
		curve->contrast += one + other;
	}
	return true;
}

/* False as soon as too many modules are no lighter, or darker, than those
 * beside them. */
static bool
is_timing(const struct search *search, struct curve *curve)
{
	size_t side = search->grid->side;
	double before = value_at(search, curve, 6);
	double here = value_at(search, curve, 7);
	double bad = (1 - SCORE_LEAST) * (double)(side - 16);

	curve->contrast = 0;
	for (size_t k = 7; k < side - 7; k++) {
		double next = value_at(search, curve, k + 1);
		double lighter = (before + next) / 2 - here;

		lighter = k % 2 == 0 ? lighter : -lighter;
		curve->contrast += lighter;
		if (lighter <= CONTRAST_LEAST && --bad < 0)
			return false;
		before = here;
		here = next;
	}
	if (!ends_in_finders(search, curve))
		return false;
	curve->contrast /= (double)(side - 14 + 6);
	curve->contrast *= 1 - ALONG_COST * (fabs(curve->by[ALONG]) +
		fabs(curve->by[STRETCH]));
	return true;
}

static bool
keep_better(const struct search *search, struct curve curve,
	struct curve *best)
{
	if (!is_timing(search, &curve) || curve.contrast <= best->contrast)
		return false;
	*best = curve;
	return true;
}

static void
refine(const struct search *search, struct curve *best)
{
	for (int i = 0; i < FINE_ROUNDS * NUMBERS * 2; i++) {
		struct curve curve = *best;

		curve.by[i / 2 % NUMBERS] += i % 2 == 0 ? FINE_STEP
							: -FINE_STEP;
		keep_better(search, curve, best);
	}
}

/* The next combination; false after the last. */
static bool
advance(const struct range *range, int at[static NUMBERS])
{
	for (size_t i = 0; i < NUMBERS; i++) {
		if (at[i] < range->most[i]) {
			at[i]++;
			return true;
		}
		at[i] = -range->most[i];
	}
	return false;
}

static bool
find_curve(const struct search *search, struct curve *best)
{
	bool found = false;

	*best = (struct curve){.contrast = 0};
	for (size_t i = 0; i < COUNT_OF(ranges); i++) {
		const struct range *range = &ranges[i];
		int at[NUMBERS];

		for (size_t k = 0; k < NUMBERS; k++)
			at[k] = -range->most[k];
		do {
			struct curve curve = {.contrast = 0};

			for (size_t k = 0; k < NUMBERS; k++)
				curve.by[k] = at[k] * range->step[k];
			found |= keep_better(search, curve, best);
		} while (advance(range, at));
	}
	return found;
}

/* What is aside for the one is along for the other. */
static void
shift_by(struct search *search, const struct curve *other)
{
	struct point off = curve_at(other, TIMING, (double)search->grid->side);

	search->shift = (struct point){off.y, off.x};
}

/* A line of the pattern that crosses it is moved as a whole, so that neither
 * is known without the other. */
static bool
find_curves(struct search *search, struct curve *across, struct curve *down)
{
	search->row = true;
	search->shift = (struct point){0, 0};
	if (!find_curve(search, across))
		return false;
	search->row = false;
	shift_by(search, across);
	if (!find_curve(search, down))
		return false;
	for (int i = 0; i < TURNS; i++) {
		bool row = i % 2 == 0;
		struct curve *curve = row ? across : down;

		search->row = row;
		shift_by(search, row ? down : across);
		curve->contrast = 0;
		refine(search, curve);
	}
	return across->contrast > 0 && down->contrast > 0;
}

static bool
set_offsets(const struct curve *across, const struct curve *down, size_t side,
	struct warp *out, struct err *err)
{
	warp_free(out);
	out->off = calloc(side * side, sizeof(*out->off));
	if (out->off == NULL)
		return err_nomem(err);
	out->side = side;
	for (size_t i = 0; i < side * side; i++) {
		size_t x = i % side, y = i / side;
		struct point row = curve_at(across, (double)x + 0.5,
			(double)side);
		struct point column = curve_at(down, (double)y + 0.5,
			(double)side);

		out->off[i] = (struct point){row.x + column.y,
			row.y + column.x};
	}
	return true;
}

bool
bend_fit(const struct view *view, const struct triple *triple,
	struct grid *grid, struct warp *out, bool *found, struct err *err)
{
	int likely = (int)lround((grid_modules(triple) - 17) / 4);
	struct search search = {.view = view, .grid = grid};
	struct curve across, down;
	double best = 0;

	*found = false;
	for (int v = likely - VERSIONS_LESS; v <= likely + VERSIONS_MORE;
	     v++) {
		struct grid tried = {.side = 17 + 4 * (size_t)v};

		if (v < 1 || v > VERSION_MAX)
			continue;
		tried.map = grid_lay_flat(triple, tried.side);
		search.grid = &tried;
		if (!find_curves(&search, &across, &down) ||
		    across.contrast + down.contrast <= best)
			continue;
		best = across.contrast + down.contrast;
		*grid = tried;
		*found = true;
		if (!set_offsets(&across, &down, tried.side, out, err))
			return false;
	}
	return true;
}
