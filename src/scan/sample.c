#include "scan/sample.h"

#include <math.h>

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
	struct field *field)
{
	double middle = (double)grid->side / 2;
	struct steps steps = grid_steps(&grid->map, middle, middle);
	double pixels = fmin(hypot(steps.across.x, steps.across.y),
		hypot(steps.down.x, steps.down.y));
	size_t kind = 0;

	while (pixels < samplings[kind].pixels)
		kind++;
	for (size_t y = 0; y < field->side; y++) {
		for (size_t x = 0; x < field->side; x++)
			field->values[y * field->side + x] = module_value(
				view, &grid->map, (double)x + 0.5,
				(double)y + 0.5, kind);
	}
}

static double
neighbours(const struct field *field, size_t x, size_t y)
{
	const double *at = field->values + y * field->side + x;
	double left = x > 0 ? at[-1] : at[0];
	double right = x + 1 < field->side ? at[1] : at[0];
	double above = y > 0 ? *(at - field->side) : at[0];
	double below = y + 1 < field->side ? at[field->side] : at[0];

	return (left + right + above + below) / 4;
}

static void
sharpen_values(const struct field *from, double amount, struct field *to)
{
	for (size_t y = 0; y < from->side; y++) {
		for (size_t x = 0; x < from->side; x++) {
			size_t i = y * from->side + x;

			to->values[i] = from->values[i] + amount *
				(from->values[i] - neighbours(from, x, y));
		}
	}
}

/* Half way between the dark and the bright modules around: unlike their mean
 * it does not care how many of each there are. */
static double
threshold_at(const struct field *field, size_t x, size_t y)
{
	size_t left = x > AROUND ? x - AROUND : 0;
	size_t top = y > AROUND ? y - AROUND : 0;
	size_t right = x + AROUND < field->side ? x + AROUND : field->side - 1;
	size_t down = y + AROUND < field->side ? y + AROUND : field->side - 1;
	double sums[2] = {0}, mean = 0;
	size_t counts[2] = {0};

	for (size_t j = top; j <= down; j++) {
		for (size_t i = left; i <= right; i++)
			mean += field->values[j * field->side + i];
	}
	mean /= (double)((right - left + 1) * (down - top + 1));
	for (size_t j = top; j <= down; j++) {
		for (size_t i = left; i <= right; i++) {
			double value = field->values[j * field->side + i];

			sums[value > mean] += value;
			counts[value > mean]++;
		}
	}
	if (counts[0] == 0 || counts[1] == 0)
		return mean;
	return (sums[0] / (double)counts[0] + sums[1] / (double)counts[1]) / 2;
}

bool
sample_modules(const struct view *view, const struct grid *grid,
	double sharpen, struct matrix *out, struct err *err)
{
	FIELD raw = {0}, sharp = {0};

	if (!field_init(&raw, grid->side, err) ||
	    !field_init(&sharp, grid->side, err))
		return false;
	read_values(view, grid, &raw);
	sharpen_values(&raw, sharpen, &sharp);
	out->side = grid->side;
	for (size_t y = 0; y < grid->side; y++) {
		for (size_t x = 0; x < grid->side; x++)
			out->dark[y * grid->side + x] =
				sharp.values[y * grid->side + x] <
				threshold_at(&sharp, x, y);
	}
	matrix_draw_patterns(out);
	return true;
}
