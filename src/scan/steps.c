#include "scan/steps.h"

#include "scan/filter.h"
#include "scan/locate.h"

/* Above this a code is looked for on reduced frames first. */
#define LARGE_PIXELS ((size_t)6 * 1000 * 1000)
#define DOUBLE_PIXELS ((size_t)3 * 1000 * 1000)
#define LEVEL_SIDE_MIN ((size_t)42)
#define USUAL_WINDOW 41
#define LARGE_FINDER 16.0 /* pixels of a quarter: modules of nine */
#define PATIENCE 60
#define PATIENCE_BENT 8 /* each is looked for long */
#define PATIENCE_LARGE 20 /* it is full of other things */

struct frame {
	struct steps_run *run;
	struct plane *whole;
	size_t found;       /* payloads before this frame */
	bool unread;        /* a code was located, but not read */
	bool others;        /* finders are left that may be another code's */
};

typedef bool step_fn(struct frame *frame, struct err *err);

static bool
is_large(const struct plane *plane)
{
	return plane->width * plane->height > LARGE_PIXELS;
}

static struct locate
locate_with(const struct frame *frame, size_t window)
{
	return (struct locate){
		.decoder = frame->run->decoder,
		.findings = frame->run->findings,
		.budget = &frame->run->budget,
		.scale = 1, .window = window,
		.patience = is_large(frame->whole) ? PATIENCE_LARGE : PATIENCE,
	};
}

static bool
locate(struct frame *frame, struct locate *how, const struct plane *plane,
	struct err *err)
{
	bool good = locate_codes(how, plane, err);

	frame->unread = how->unread;
	frame->others |= how->others;
	frame->run->findings->seen |= how->unread;
	return good;
}

static bool
at_full_size(struct frame *frame, struct err *err)
{
	struct locate how = locate_with(frame, USUAL_WINDOW);

	return locate(frame, &how, frame->whole, err);
}

/* A large frame takes long, and its modules are large enough at half size. */
static bool
by_zbar(struct frame *frame, struct err *err)
{
	struct steps_run *run = frame->run;
	PLANE half = {0};

	if (!is_large(frame->whole))
		return decoder_scan(run->decoder, frame->whole, 1,
			run->findings, err);
	return filter_half(frame->whole, &half, err) &&
		decoder_scan(run->decoder, &half, 2, run->findings, err);
}

static bool
reduced(struct frame *frame, unsigned int halvings, double least,
	struct err *err)
{
	struct locate how = locate_with(frame, USUAL_WINDOW);
	PLANE level = {0};

	how.least = least;
	how.full = frame->whole;
	for (unsigned int i = 0; i < halvings; i++) {
		const struct plane *from = i == 0 ? frame->whole : &level;
		struct plane half = {0};

		if (from->width < 2 * LEVEL_SIDE_MIN ||
		    from->height < 2 * LEVEL_SIDE_MIN)
			return true;
		if (!filter_half(from, &half, err))
			return false;
		plane_free(&level);
		level = half;
		how.scale *= 2;
	}
	return locate(frame, &how, &level, err);
}

static bool
at_half_size(struct frame *frame, struct err *err)
{
	return reduced(frame, 1, 0, err);
}

static bool
at_quarter_size(struct frame *frame, struct err *err)
{
	return reduced(frame, 2, 0, err);
}

/* Those whose modules are too large for the usual window. */
static bool
large_at_quarter_size(struct frame *frame, struct err *err)
{
	bool unread = frame->unread, good;

	good = reduced(frame, 2, LARGE_FINDER, err);
	frame->unread |= unread;
	return good;
}

static bool
on_bent_paper(struct frame *frame, struct err *err)
{
	struct locate how = locate_with(frame, USUAL_WINDOW);

	how.bent = true;
	how.patience = PATIENCE_BENT;
	return locate(frame, &how, frame->whole, err);
}

static bool
at_double_size(struct frame *frame, struct err *err)
{
	struct locate how = locate_with(frame, USUAL_WINDOW);
	PLANE level = {0};

	if (frame->whole->width * frame->whole->height > DOUBLE_PIXELS)
		return true;
	how.scale = 0.5;
	return filter_double(frame->whole, &level, err) &&
		locate(frame, &how, &level, err);
}

/* Narrow ones for blur and steep shades, a wide one for large modules. */
static bool
with_other_windows(struct frame *frame, struct err *err)
{
	static const size_t windows[] = {15, 19, 101};

	for (size_t i = 0; i < COUNT_OF(windows); i++) {
		struct locate how = locate_with(frame, windows[i]);

		if (!locate(frame, &how, frame->whole, err))
			return false;
	}
	return true;
}

static bool
without_lines(struct frame *frame, struct err *err)
{
	for (size_t i = 0; i < 4; i++) {
		struct locate how = locate_with(frame, USUAL_WINDOW);
		PLANE clean = {0};

		if (!budget_left(&frame->run->budget))
			return true;
		if (!filter_lines(frame->whole, i % 2 == 0, i / 2 + 1, &clean,
			    err) || !locate(frame, &how, &clean, err))
			return false;
	}
	return true;
}

static bool
by_zbar_inverted(struct frame *frame, struct err *err)
{
	bool good;

	plane_invert(frame->whole);
	good = by_zbar(frame, err);
	plane_invert(frame->whole);
	return good;
}

static bool
with_open_finders(struct frame *frame, struct err *err)
{
	struct locate how = locate_with(frame, USUAL_WINDOW);

	how.open = true;
	return locate(frame, &how, frame->whole, err);
}

static bool
is_unread(const struct frame *frame)
{
	return frame->unread || frame->run->findings->part;
}

static bool
has_others(const struct frame *frame)
{
	return frame->others || is_unread(frame);
}

static bool
always(const struct frame *frame)
{
	(void)frame;
	return true;
}

/* In this order. The codes of a picture may be of many sizes, and no one look
 * sees all of them. */
static const struct step {
	step_fn *run;
	enum effort effort;
	bool large, small; /* frames that it is for */
	/* Whether it is needed after a code was read. */
	bool (*goes_on)(const struct frame *frame);
} steps[] = {
	{at_quarter_size, EFFORT_LOCATE, true, false, always},
	{at_half_size, EFFORT_LOCATE, true, false, always},
	{at_full_size, EFFORT_LOCATE, true, true, always},
	{large_at_quarter_size, EFFORT_LOCATE, false, true, always},
	{at_half_size, EFFORT_LOCATE, false, true, is_unread},
	{with_open_finders, EFFORT_SEARCH, true, true, is_unread},
	{by_zbar, EFFORT_SEARCH, true, true, is_unread},
	{on_bent_paper, EFFORT_THOROUGH, false, true, is_unread},
	{at_quarter_size, EFFORT_THOROUGH, false, true, is_unread},
	{at_double_size, EFFORT_THOROUGH, false, true, has_others},
	{with_other_windows, EFFORT_THOROUGH, true, true, is_unread},
	{without_lines, EFFORT_THOROUGH, true, true, is_unread},
	{by_zbar_inverted, EFFORT_THOROUGH, true, true, is_unread},
};

/* After a code was read there is no second reading of the picture, to which
 * the thorough steps could be left. */
static bool
is_due(const struct step *step, const struct frame *frame,
	unsigned int efforts)
{
	const struct findings *findings = frame->run->findings;

	if (!(is_large(frame->whole) ? step->large : step->small))
		return false;
	if (findings->len > frame->found)
		return step->goes_on(frame);
	return (step->effort & efforts) != 0 ||
		(step->run == by_zbar && findings->part);
}

bool
steps_run(struct steps_run *run, struct plane *plane, unsigned int efforts,
	struct err *err)
{
	struct frame frame = {
		.run = run, .whole = plane, .found = run->findings->len,
	};

	if (plane_is_flat(plane))
		return true;
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		if (!is_due(&steps[i], &frame, efforts))
			continue;
		if (!budget_left(&run->budget))
			return true;
		if (!steps[i].run(&frame, err))
			return false;
	}
	return true;
}
