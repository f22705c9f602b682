#include "scan/finder.h"

#define RUNS 5
#define MODULES 7.0
/* An outer run this many times too long is still a melted one's. */
#define OPEN_LEAST 0.5
#define SHORT_RUN 16 /* pixels */

struct search {
	const struct plane *classes;
	uint8_t ink;
	bool open;
	struct finders *found;
	size_t oldest; /* those before it lie above the row looked at */
};

/* What a line through the middle of a finder would cross. */
struct crossing {
	double middle; /* of the core, along the line */
	double length; /* of seven modules */
};

static bool
near(double run, double modules, double module)
{
	/* Half a pixel is what rounding may take. */
	return run >= modules * module * 0.5 - 0.5 &&
		run <= modules * module * 1.5 + 0.5;
}

static bool
has_ratio(const size_t *runs, bool open, double *length)
{
	double inner = (double)(runs[1] + runs[2] + runs[3]);
	double module = (inner + (double)(runs[0] + runs[4])) / MODULES;

	if (open)
		module = inner / 5;
	*length = module * MODULES;
	if (module < 0.8 || !near((double)runs[1], 1, module) ||
	    !near((double)runs[2], 3, module) ||
	    !near((double)runs[3], 1, module))
		return false;
	if (open)
		return (double)runs[0] >= OPEN_LEAST * module &&
			(double)runs[4] >= OPEN_LEAST * module;
	return near((double)runs[0], 1, module) &&
		near((double)runs[4], 1, module);
}

/* Counts up to limit pixels that are ink or not from *at on, in steps. */
static size_t
run_from(const struct search *search, const uint8_t **at, ptrdiff_t step,
	size_t *left, bool ink, size_t limit)
{
	size_t len = 0;

	while (*left > 0 && len < limit && (**at == search->ink) == ink) {
		*at += step;
		(*left)--;
		len++;
	}
	return len;
}

/* A line through one pixel of the core. */
struct line {
	size_t x, y;
	ptrdiff_t step;        /* from a pixel to the next */
	size_t before, behind; /* pixels to the edges, this one behind */
};

/* Counts along a line both ways; returns how much of the core is before. */
static size_t
runs_on(const struct search *search, const struct line *line, size_t limit,
	size_t runs[static RUNS])
{
	const uint8_t *ahead = search->classes->at +
		line->y * search->classes->width + line->x;
	const uint8_t *back = ahead - line->step;
	size_t before = line->before, behind = line->behind;
	ptrdiff_t step = line->step;
	size_t core;

	core = run_from(search, &back, -step, &before, true, limit);
	runs[1] = run_from(search, &back, -step, &before, false, limit);
	runs[0] = run_from(search, &back, -step, &before, true, limit);
	runs[2] = core +
		run_from(search, &ahead, step, &behind, true, limit);
	runs[3] = run_from(search, &ahead, step, &behind, false, limit);
	runs[4] = run_from(search, &ahead, step, &behind, true, limit);
	return core;
}

static bool
cross(const struct search *search, size_t x, size_t y, bool down,
	size_t limit, struct crossing *out)
{
	const struct plane *classes = search->classes;
	size_t position = down ? y : x;
	const struct line line = {
		x, y, down ? (ptrdiff_t)classes->width : 1, position,
		(down ? classes->height : classes->width) - position,
	};
	size_t runs[RUNS];
	size_t core = runs_on(search, &line, limit, runs);

	out->middle = (double)(position - core) + (double)runs[2] / 2;
	return has_ratio(runs, search->open, &out->length);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The diagonals cross the same squares, though blur rounds their corners.
 * What looks right along both axes by chance seldom does here. */
static bool
cross_diagonal(const struct search *search, size_t x, size_t y, size_t limit)
{
	const struct plane *classes = search->classes;
	ptrdiff_t width = (ptrdiff_t)classes->width;
	size_t right = classes->width - x, below = classes->height - y;
	const struct line lines[] = {
		{x, y, width + 1, least(x, y), least(right, below)},
		{x, y, width - 1, least(right - 1, y), least(x + 1, below)},
	};
	size_t runs[RUNS];

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		double module;

		runs_on(search, &lines[i], limit, runs);
		module = (double)(runs[1] + runs[2] + runs[3]) / 5;
		if ((double)runs[2] >= 1.2 * module &&
		    (double)runs[2] <= 4.2 * module + 1 && runs[1] > 0 &&
		    runs[3] > 0 && runs[0] > 0 && runs[4] > 0 &&
		    (search->open || (double)(runs[0] + runs[4]) <=
			    5 * module + 1))
			return true;
	}
	return false;
}

static struct finder *
known(const struct search *search, double x, double y)
{
	for (size_t i = search->found->len; i > search->oldest; i--) {
		struct finder *finder = &search->found->items[i - 1];
		double dx = x - finder->x, dy = y - finder->y;

		if (dx < 0)
			dx = -dx;
		if (dy < 0)
			dy = -dy;
		if (dx < finder->width / 4 && dy < finder->height / 4)
			return finder;
	}
	return NULL;
}

/* Through the middle of what the lines before crossed. */
static bool
cross_both(const struct search *search, size_t limit, struct crossing *row,
	struct crossing *column)
{
	return cross(search, (size_t)row->middle, (size_t)column->middle, true,
		       limit, column) &&
		cross(search, (size_t)row->middle, (size_t)column->middle,
			false, limit, row);
}

/* A row showed the pattern with its core's middle at x, width across. */
static void
check(const struct search *search, double x, size_t y, double width)
{
	struct finder *finder = known(search, x, (double)y + 0.5);
	struct crossing column, row;
	size_t limit = (size_t)(width * 8 / 3) + 2;

	if (finder != NULL) {
		finder->rows++;
		return;
	}
	row.middle = x;
	column.middle = (double)y;
	if (search->found->len == FINDERS_MAX ||
	    !cross_both(search, limit, &row, &column) ||
	    column.length > width * 4 || column.length < width / 4 ||
	    /* In a turned square the first lines miss the middle. */
	    !cross_both(search, limit, &row, &column) ||
	    !cross_both(search, limit, &row, &column) ||
	    !cross_diagonal(search, (size_t)row.middle, (size_t)column.middle,
		    limit) ||
	    known(search, row.middle, column.middle) != NULL)
		return;
	search->found->items[search->found->len++] = (struct finder){
		.x = row.middle, .y = column.middle,
		.width = row.length, .height = column.length, .rows = 1,
	};
}

/* The next ink from *at on. Most runs of paper are short, and the few long
 * ones are most of the row. */
static const uint8_t *
next_ink(const uint8_t *at, const uint8_t *end, uint8_t ink)
{
	const uint8_t *close = end - at > SHORT_RUN ? at + SHORT_RUN : end;

	while (at < close && *at != ink)
		at++;
	if (at == close && at < end) {
		at = memchr(at, ink, (size_t)(end - at));
		return at != NULL ? at : end;
	}
	return at;
}

static void
search_row(struct search *search, size_t y)
{
	const uint8_t *row = search->classes->at + y * search->classes->width;
	const uint8_t *end = row + search->classes->width, *at = row;
	size_t runs[RUNS] = {0};
	double length;

	at = next_ink(at, end, search->ink);
	while (at < end) {
		const uint8_t *start = at;

		memmove(runs, runs + 2, 3 * sizeof(runs[0]));
		at = next_ink(at, end, search->ink);
		runs[3] = (size_t)(at - start);
		start = at;
		while (at < end && *at == search->ink)
			at++;
		runs[4] = (size_t)(at - start);
		/* The usual case, told without a division. */
		if (runs[2] <= runs[1] || runs[2] <= runs[3] || runs[0] == 0)
			continue;
		if (has_ratio(runs, search->open, &length))
			check(search, (double)(start - row) -
				(double)runs[3] - (double)runs[2] / 2, y,
				length);
	}
}

static bool
is_above(const struct finder *finder, double y)
{
	return finder->y + finder->height < y;
}

void
finder_search(const struct plane *classes, enum ink ink, bool open,
	struct finders *out)
{
	struct search search = {
		.classes = classes, .ink = (uint8_t)ink, .open = open,
		.found = out,
	};

	out->len = 0;
	for (size_t y = 0; y < classes->height; y++) {
		while (search.oldest < out->len && is_above(
			       &out->items[search.oldest], (double)y))
			search.oldest++;
		search_row(&search, y);
	}
}
