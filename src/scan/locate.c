#include "scan/locate.h"

#include <math.h>

#include "scan/bend.h"
#include "scan/sample.h"
#include "scan/triples.h"

#define TIMING_LEAST 0.7
#define TIMING_SURE 0.85
#define TIMING_CLEAR 0.95
#define TIMING_ALL 2 /* more than any has */
#define FINDERS_LEAST 0.75 /* in what was sampled, else it is no code */
#define PATIENCE_AFTER 15 /* a find */
#define MARGIN_LEAST 3
#define MARGIN_CLEAN 5 /* with more, noise makes small finders, too */
#define MARGIN_MAX 18

/* Ways to read a grid, from the usual to the rare. */
static const struct attempt {
	unsigned int sharpen;
	bool quick;    /* a point a module, enough for what is clean */
	bool mirrored; /* as a camera may show its owner */
	bool bent;     /* the paper, or a lens did it */
} attempts[] = {
	{.quick = true}, {.sharpen = 0}, {.sharpen = 1}, {.sharpen = 3}, {.mirrored = true},
	{.bent = true}, {.bent = true, .sharpen = 3}, {.sharpen = 12},
};

/* One look at one ink of a plane. */
struct look {
	const struct locate *locate;
	struct view view;
	struct finders finders;
	struct triples triples;
	struct grid grids[GRIDS_MAX];
	bool unread; /* a code was located, but not read */
};

static struct box
box_of(const struct homography *map, size_t modules)
{
	double side = (double)modules;
	const struct point corners[] = {
		homography_map(map, 0, 0), homography_map(map, side, 0),
		homography_map(map, 0, side), homography_map(map, side, side),
	};
	double left = corners[0].x, right = left;
	double top = corners[0].y, bottom = top;

	for (size_t i = 1; i < COUNT_OF(corners); i++) {
		left = fmin(left, corners[i].x);
		right = fmax(right, corners[i].x);
		top = fmin(top, corners[i].y);
		bottom = fmax(bottom, corners[i].y);
	}
	return (struct box){(int)left, (int)top, (int)right, (int)bottom};
}

static bool
inside(const struct finder *finder, double scale, const struct box *box)
{
	double x = finder->x * scale, y = finder->y * scale;

	return x >= box->left && x <= box->right && y >= box->top &&
		y <= box->bottom;
}

/* Marks the finders of a code that was read. */
static void
explain(struct look *look, const struct box *box)
{
	for (size_t i = 0; i < look->finders.len; i++) {
		struct finder *finder = &look->finders.items[i];

		finder->explained |= inside(finder, look->locate->scale, box);
	}
}

static void
explain_known(struct look *look)
{
	const struct findings *findings = look->locate->findings;

	for (size_t i = 0; i < findings->len; i++) {
		if (findings->items[i].frame == findings->frame)
			explain(look, &findings->items[i].box);
	}
}

static bool
try_matrix(const struct locate *locate, struct matrix *matrix,
	const struct box *box, bool *found, struct err *err)
{
	PLANE drawn = {0};

	matrix_draw_patterns(matrix);
	return matrix_redraw(matrix, &drawn, err) &&
		decoder_scan_drawn(locate->decoder, &drawn, box,
			locate->findings, found, err);
}

/* A grid in the picture that its modules are read from. */
struct reading {
	struct view view;
	struct grid grid;
	struct warp warp;
	struct box box;
	bool located, declares; /* a code; its encoding */
};

static void
reading_free(struct reading *reading)
{
	warp_free(&reading->warp);
}

static bool
try_attempt(const struct locate *locate, const struct attempt *attempt,
	struct reading *reading, bool *found, struct err *err)
{
	struct matrix matrix;

	if (attempt->bent && reading->warp.off == NULL &&
	    !warp_fit(&reading->view, &reading->grid, &reading->warp, err))
		return false;
	if (!sample_modules(&reading->view, &reading->grid,
		    attempt->bent ? &reading->warp : NULL, attempt->quick,
		    attempt->sharpen, &matrix, err))
		return false;
	reading->located |= matrix_finders(&matrix) >= FINDERS_LEAST;
	if (!reading->located)
		return true;
	if (attempt->mirrored)
		matrix_transpose(&matrix);
	reading->declares |= matrix_declares(&matrix);
	return try_matrix(locate, &matrix, &reading->box, found, err);
}

/* Reads the modules from the whole picture if this is a reduced one. *located:
 * there is a code, whether it was read or not. */
static bool
read_grid(struct look *look, const struct grid *grid, bool *located,
	bool *found, struct err *err)
{
	const struct locate *locate = look->locate;
	CLEANUP(reading_free) struct reading reading = {
		.view = look->view, .grid = *grid,
	};
	double *map = reading.grid.map.m;

	for (size_t i = 0; i < 6; i++)
		map[i] *= locate->scale;
	reading.box = box_of(&reading.grid.map, grid->side);
	if (locate->full != NULL)
		reading.view.grey = locate->full;
	else
		reading.grid.map = grid->map;
	for (size_t i = 0; i < COUNT_OF(attempts) && !*found; i++) {
		if (!budget_left(locate->budget) ||
		    (!reading.located && i > 0 && !attempts[i - 1].quick))
			break;
		if (attempts[i].mirrored && grid->score < TIMING_SURE)
			continue;
		if (!try_attempt(locate, &attempts[i], &reading, found, err))
			return false;
	}
	*located = reading.located;
	if (*found)
		explain(look, &reading.box);
	else if (grid->score >= TIMING_CLEAR)
		locate->findings->declared |= reading.declares;
	return true;
}

/* *sure: a code was located, read or not. */
static bool
read_grids(struct look *look, size_t count, bool *sure, bool *found,
	struct err *err)
{
	for (size_t i = 0; i < count && !*found; i++) {
		struct grid *grid = &look->grids[i];
		bool located = false;

		if (grid->score < TIMING_LEAST)
			break;
		grid_align(&look->view, grid);
		if (!read_grid(look, grid, &located, found, err))
			return false;
		*sure |= located && grid->score >= TIMING_SURE;
	}
	return true;
}

static bool
read_bent(struct look *look, const struct triple *triple, bool *found,
	struct err *err)
{
	static const unsigned int sharpen[] = {0, 3};
	struct matrix matrix;
	struct grid grid;
	WARP warp = {0};
	struct box box;
	bool bent = false;

	if (!finder_is_sure(triple->corner) ||
	    !finder_is_sure(triple->right) || !finder_is_sure(triple->below))
		return true;
	if (!bend_fit(&look->view, triple, &grid, &warp, &bent, err))
		return false;
	if (!bent)
		return true;
	if (!warp_fit(&look->view, &grid, &warp, err))
		return false;
	box = box_of(&grid.map, grid.side);
	for (size_t i = 0; i < COUNT_OF(sharpen) && !*found; i++) {
		if (!sample_modules(&look->view, &grid, &warp, false,
			    sharpen[i], &matrix, err) ||
		    !try_matrix(look->locate, &matrix, &box, found, err))
			return false;
		look->locate->findings->declared |= !*found &&
			matrix_declares(&matrix);
	}
	look->unread |= !*found;
	if (*found)
		explain(look, &box);
	return true;
}

/* The first grid that fits well is nearly always the right one. */
static bool
read_triple(struct look *look, const struct triple *triple, bool *found,
	struct err *err)
{
	bool sure = false, clear;
	size_t count;

	if (look->locate->bent)
		return read_bent(look, triple, found, err);
	count = grid_fit(&look->view, triple, TIMING_CLEAR, look->grids);
	clear = count > 0 && look->grids[0].score >= TIMING_CLEAR;
	if (!read_grids(look, count, &sure, found, err))
		return false;
	if (clear && sure && !*found) {
		count = grid_fit(&look->view, triple, TIMING_ALL, look->grids);
		if (!read_grids(look, count, &sure, found, err))
			return false;
	}
	look->unread |= sure && !*found && finder_is_sure(triple->corner);
	return true;
}

static bool
is_explained(const struct triple *triple)
{
	return triple->corner->explained || triple->right->explained ||
		triple->below->explained;
}

/* Tries triples until patience of them in a row were no code; *found counts
 * the codes. likely: only those that pass a quick look. */
static bool
read_triples(struct look *look, bool likely, size_t patience, size_t *found,
	struct err *err)
{
	size_t failures = 0;

	for (size_t i = 0; i < look->triples.len && failures < patience; i++) {
		const struct triple *triple = &look->triples.items[i].triple;
		bool read = false;

		if (is_explained(triple) ||
		    (likely && !grid_is_likely(&look->view, triple)))
			continue;
		if (!budget_left(look->locate->budget))
			return true;
		if (!read_triple(look, triple, &read, err))
			return false;
		failures = read ? 0 : failures + 1;
		*found += read;
	}
	return true;
}

/* The finders of many codes make too many triples to look at all at once. */
static bool
look_at(struct look *look, const struct plane *classes, enum ink ink,
	struct err *err)
{
	const struct findings *findings = look->locate->findings;
	size_t patience = look->locate->patience, found, all = 0;

	finder_search(classes, ink, look->locate->open, &look->finders);
	if (look->locate->least > 0)
		finders_keep_large(&look->finders, look->locate->least);
	explain_known(look);
	do {
		found = all;
		triples_find(&look->finders, &look->triples);
		if (look->locate->bent)
			break;
		if (!read_triples(look, true, patience, &all, err))
			return false;
	} while (all > found && look->finders.len > TRIPLES_FINDERS);
	if (findings->len > 0 && patience > PATIENCE_AFTER)
		patience = PATIENCE_AFTER;
	return read_triples(look, false, patience, &all, err);
}

/* Noise makes patterns of its own where the margin is less. */
static unsigned int
margin_for(const struct plane *plane)
{
	unsigned int margin = MARGIN_LEAST + threshold_noise(plane);

	return margin < MARGIN_MAX ? margin : MARGIN_MAX;
}

static struct look *
look_new(const struct locate *locate, const struct plane *grey)
{
	struct look *look = calloc(1, sizeof(*look));

	if (look != NULL) {
		look->locate = locate;
		look->view.grey = grey;
	}
	return look;
}

static void
look_free(struct look **look)
{
	free(*look);
}

bool
locate_codes(struct locate *locate, const struct plane *grey, struct err *err)
{
	CLEANUP(look_free) struct look *look = look_new(locate, grey);
	unsigned int margin = margin_for(grey);
	PLANE classes = {0};

	if (look == NULL)
		return err_nomem(err);
	locate->unread = false;
	locate->others = false;
	if (!threshold_local(grey, locate->window, margin, &classes, err))
		return false;
	for (enum ink ink = INK_DARK; ink <= INK_BRIGHT; ink++) {
		look->view.inverted = ink == INK_BRIGHT;
		look->unread = false;
		if (!look_at(look, &classes, ink, err))
			return false;
		locate->unread |= look->unread;
		locate->others |= margin <= MARGIN_CLEAN &&
			finders_has_others(&look->finders);
	}
	return true;
}
