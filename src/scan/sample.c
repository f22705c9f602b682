#include "scan/sample.h"

#include <math.h>

#define NEIGHBOUR 0.17 /* of a module is in the next ones: sigma is 0.6 */
#define AROUND 6 /* modules to every side that make a threshold */

/* How finely a module is sampled: points a side, and how far from its middle
 * they go. The less pixels it has, the more of them are the neighbours'. */
static const struct {
	double pixels; /* at least so long is a module */
	int points;
	double reach;
} samplings[] = {
	{8, 5, 0.3}, {3.5, 3, 0.22}, {2.2, 3, 0.15}, {0, 1, 0},
};
#define QUICK (COUNT_OF(samplings) - 1)

struct field {
	size_t side;
	double *values;
};

static void
field_free(struct field *field)
{
	free(field->values);
}

#define FIELD CLEANUP(field_free) struct field

static bool
field_init(struct field *field, size_t side, struct err *err)
{
	field->side = side;
	field->values = calloc(side * side, sizeof(*field->values));
	return field->values != NULL || err_nomem(err);
}

static double
module_value(const struct view *view, const struct homography *map, double x,
	double y, size_t kind)
{
	int points = samplings[kind].points;
	double spacing = points > 1
		? 2 * samplings[kind].reach / (points - 1) : 0;
	double sum = 0;

	for (int j = 0; j < points; j++) {
		for (int i = 0; i < points; i++) {
			struct point p = homography_map(map,
				x - samplings[kind].reach + i * spacing,
				y - samplings[kind].reach + j * spacing);

			sum += view_at(view, p.x, p.y);
		}
	}
	return sum / (points * points);
}

static void
read_values(const struct view *view, const struct grid *grid,
	const struct warp *warp, bool quick, struct field *field)
{
	double middle = (double)grid->side / 2;
	struct steps steps = grid_steps(&grid->map, middle, middle);
	double pixels = fmin(hypot(steps.across.x, steps.across.y),
		hypot(steps.down.x, steps.down.y));
	size_t kind = quick ? QUICK : 0;

	while (pixels < samplings[kind].pixels)
		kind++;
	for (size_t y = 0; y < field->side; y++) {
		for (size_t x = 0; x < field->side; x++) {
			size_t i = y * field->side + x;
			struct point off = warp != NULL ? warp->off[i]
				: (struct point){0, 0};

			field->values[i] = module_value(view, &grid->map,
				(double)x + 0.5 + off.x,
				(double)y + 0.5 + off.y, kind);
		}
	}
}

/* The value of a module outside is that of the nearest one. */
static double
blurred(const struct field *field, size_t x, size_t y)
{
	const double *at = field->values + y * field->side + x;
	size_t left = x > 0, right = x + 1 < field->side;
	size_t above = y > 0 ? field->side : 0;
	size_t below = y + 1 < field->side ? field->side : 0;
	const double *rows[] = {at - above, at, at + below};
	double sums[COUNT_OF(rows)];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		sums[i] = NEIGHBOUR * (*(rows[i] - left) + rows[i][right]) +
			(1 - 2 * NEIGHBOUR) * rows[i][0];
	return NEIGHBOUR * (sums[0] + sums[2]) +
		(1 - 2 * NEIGHBOUR) * sums[1];
}

/* Adds what is missing for it to look like this if blurred. */
static void
add_missing(const struct field *wanted, const struct field *from,
	const double *range, struct field *to)
{
	for (size_t y = 0; y < from->side; y++) {
		for (size_t x = 0; x < from->side; x++) {
			size_t i = y * from->side + x;
			double value = from->values[i] + wanted->values[i] -
				blurred(from, x, y);

			to->values[i] = fmax(range[0], fmin(range[1], value));
		}
	}
}

/* In rounds (van Cittert). Nothing is darker than ink or brighter than
 * paper. */
static void
sharpen_values(const struct field *from, unsigned int rounds,
	struct field *part, struct field *to)
{
	size_t count = from->side * from->side;
	double range[] = {255, 0};

	for (size_t i = 0; i < count; i++) {
		range[0] = fmin(range[0], from->values[i]);
		range[1] = fmax(range[1], from->values[i]);
	}
	memcpy(to->values, from->values, count * sizeof(*to->values));
	for (unsigned int round = 0; round < rounds; round++) {
		memcpy(part->values, to->values,
			count * sizeof(*to->values));
		add_missing(from, part, range, to);
	}
}

/* Sums over all modules above and to the left of each, with a row and a column
 * of zeros in front: any rectangle's sum is told by its corners. */
static void
sum_up(const struct field *from, struct field *sums)
{
	for (size_t y = 0; y < from->side; y++) {
		const double *above = sums->values + y * sums->side;
		double *here = sums->values + (y + 1) * sums->side;
		double row = 0;

		for (size_t x = 0; x < from->side; x++) {
			row += from->values[y * from->side + x];
			here[x + 1] = above[x + 1] + row;
		}
	}
}

/* The sum over the modules around one, whose number is *count. */
static double
around(const struct field *sums, size_t x, size_t y, double *count)
{
	size_t side = sums->side - 1;
	size_t left = x > AROUND ? x - AROUND : 0;
	size_t top = y > AROUND ? y - AROUND : 0;
	size_t right = x + AROUND < side ? x + AROUND + 1 : side;
	size_t below = y + AROUND < side ? y + AROUND + 1 : side;
	const double *first = sums->values + top * sums->side;
	const double *last = sums->values + below * sums->side;

	*count = (double)((right - left) * (below - top));
	return last[right] - last[left] - first[right] + first[left];
}

/* Keeps the values above the mean around them; as_one: as 1 each. */
static void
keep_bright(const struct field *values, const struct field *sums, bool as_one,
	struct field *out)
{
	for (size_t y = 0; y < values->side; y++) {
		for (size_t x = 0; x < values->side; x++) {
			double count, value = values->values[
				y * values->side + x];
			bool bright = value >
				around(sums, x, y, &count) / count;

			out->values[y * values->side + x] = !bright ? 0
				: as_one ? 1 : value;
		}
	}
}

struct sums {
	struct field all, bright, count; /* of bright ones */
	bool quick; /* all only */
};

/* Half way between the dark and the bright modules around: unlike their mean,
 * which quick sums tell, it does not care how many of each there are. */
static double
threshold_at(const struct sums *sums, size_t x, size_t y)
{
	double count, all = around(&sums->all, x, y, &count);
	double unused, bright, ones;

	if (sums->quick)
		return all / count;
	bright = around(&sums->bright, x, y, &unused);
	ones = around(&sums->count, x, y, &unused);
	if (ones < 0.5 || count - ones < 0.5)
		return all / count;
	return (bright / ones + (all - bright) / (count - ones)) / 2;
}

static void
sums_free(struct sums *sums)
{
	field_free(&sums->all);
	field_free(&sums->bright);
	field_free(&sums->count);
}

/* part is for passing use. */
static bool
sums_init(struct sums *sums, const struct field *values, struct field *part,
	struct err *err)
{
	size_t side = values->side + 1;

	if (!field_init(&sums->all, side, err))
		return false;
	sum_up(values, &sums->all);
	if (sums->quick)
		return true;
	if (!field_init(&sums->bright, side, err) ||
	    !field_init(&sums->count, side, err))
		return false;
	keep_bright(values, &sums->all, false, part);
	sum_up(part, &sums->bright);
	keep_bright(values, &sums->all, true, part);
	sum_up(part, &sums->count);
	return true;
}

bool
sample_modules(const struct view *view, const struct grid *grid,
	const struct warp *warp, bool quick, unsigned int sharpen,
	struct matrix *out, struct err *err)
{
	CLEANUP(sums_free) struct sums sums = {.quick = quick};
	FIELD raw = {0}, sharp = {0}, part = {0};

	if (!field_init(&raw, grid->side, err) ||
	    !field_init(&sharp, grid->side, err) ||
	    !field_init(&part, grid->side, err))
		return false;
	read_values(view, grid, warp, quick, &raw);
	sharpen_values(&raw, sharpen, &part, &sharp);
	if (!sums_init(&sums, &sharp, &part, err))
		return false;
	out->side = grid->side;
	for (size_t y = 0; y < grid->side; y++) {
		for (size_t x = 0; x < grid->side; x++)
			out->dark[y * grid->side + x] =
				sharp.values[y * grid->side + x] <
				threshold_at(&sums, x, y);
	}
	return true;
}
