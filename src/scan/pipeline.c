#include "scan/pipeline.h"

#include "scan/image.h"
#include "scan/steps.h"

#define STILL_MS 1000
#define LOADED_MS 700 /* of that, though loading took longer, as of HEIC */
/* In larger frames a barcode of another kind is not looked for, and colours
 * come last. */
#define SMALL_PIXELS ((size_t)3 * 1000 * 1000)
#define FRAMES_MS 8000 /* of an animation */

/* One reading of the picture. */
struct pass {
	struct steps_run run;
	struct image image;
	struct plane grey, black; /* of a still picture, decoded once */
	unsigned int efforts; /* 0: depends on the picture */
	unsigned int tried;   /* efforts, in the first reading */
	struct err *err;
	bool failed;   /* err is set */
	bool loaded;   /* once */
	bool animated; /* it has the time of one, for all channels */
};

static void
pass_free(struct pass *pass)
{
	image_free(&pass->image);
	plane_free(&pass->grey);
	plane_free(&pass->black);
}

static bool
is_small(const struct plane *frame)
{
	return frame->width * frame->height <= SMALL_PIXELS;
}

/* The usual still picture is read once only. In one with transparence, or a
 * small one with colours, a look at these is cheaper than all that is left to
 * try with the grey. */
static unsigned int
first_efforts(const struct image *image, const struct plane *frame)
{
	if (image->animated)
		return EFFORT_QUICK;
	return image->has_alpha || (image->has_colour && is_small(frame))
		? EFFORT_LOCATE : EFFORT_ALL;
}

static bool
on_frame(void *state, struct plane *frame)
{
	struct pass *pass = state;
	struct findings *findings = pass->run.findings;
	unsigned int efforts = pass->efforts;

	if (pass->image.animated && !pass->animated)
		pass->run.budget = budget_start(FRAMES_MS);
	if (!pass->loaded)
		budget_at_least(&pass->run.budget, LOADED_MS);
	pass->loaded = true;
	pass->animated = pass->image.animated;
	if (efforts == 0) {
		efforts = first_efforts(&pass->image, frame);
		pass->tried = efforts;
	}
	if (!steps_run(&pass->run, frame, efforts, pass->err)) {
		pass->failed = true;
		return false;
	}
	if (findings->len == 0 && (efforts & EFFORT_THOROUGH) != 0 &&
	    is_small(frame))
		findings->other = decoder_other(frame);
	findings->frame++;
	return !pass->animated || budget_left(&pass->run.budget);
}

/* Without the file, where the channel is at hand. */
static bool
read_kept(struct pass *pass, enum channel channel, bool *done)
{
	PLANE alpha = {0};
	struct plane *plane = channel == CHANNEL_GREY ? &pass->grey
		: channel == CHANNEL_GREY_ON_BLACK ? &pass->black : &alpha;

	*done = false;
	if (channel == CHANNEL_ALPHA && pass->black.at != NULL &&
	    !image_alpha(&pass->grey, &pass->black, &alpha, pass->err))
		return false;
	if (plane->at == NULL)
		return true;
	*done = true;
	on_frame(pass, plane);
	return !pass->failed;
}

static bool
read_channel(struct pass *pass, enum channel channel, unsigned int efforts,
	const uint8_t *bytes, size_t len)
{
	bool done;

	pass->efforts = efforts;
	pass->run.findings->frame = 0;
	if (!read_kept(pass, channel, &done))
		return false;
	if (done)
		return true;
	image_free(&pass->image);
	pass->image = (struct image){
		.channel = channel, .on_frame = on_frame, .state = pass,
	};
	return image_read(&pass->image, bytes, len, pass->err) &&
		!pass->failed;
}

/* After the first reading, for what that did not find. */
static const struct {
	enum channel channel;
	enum effort effort;
	bool alpha, colour; /* only for pictures that have it */
} more[] = {
	{CHANNEL_GREY_ON_BLACK, EFFORT_ALL, true, false},
	{CHANNEL_ALPHA, EFFORT_ALL, true, false},
	{CHANNEL_RED, EFFORT_LOCATE, false, true},
	{CHANNEL_GREEN, EFFORT_LOCATE, false, true},
	{CHANNEL_BLUE, EFFORT_LOCATE, false, true},
};

static bool
is_enough(const struct pass *pass)
{
	return pass->run.findings->len > 0 || !budget_left(&pass->run.budget);
}

static bool
read_more(struct pass *pass, const uint8_t *bytes, size_t len)
{
	bool alpha = pass->image.has_alpha, colour = pass->image.has_colour;
	unsigned int rest = EFFORT_ALL & ~pass->tried;

	for (size_t i = 0; i < COUNT_OF(more) && !is_enough(pass); i++) {
		if ((more[i].alpha && !alpha) || (more[i].colour && !colour))
			continue;
		if (!read_channel(pass, more[i].channel, more[i].effort, bytes,
			    len))
			return false;
	}
	return rest == 0 || is_enough(pass) ||
		read_channel(pass, CHANNEL_GREY, rest, bytes, len);
}

static bool
nothing_found(const struct findings *findings, bool damaged, bool in_time,
	struct err *err)
{
	if (damaged)
		return err_set(err, ERR_FORMAT, "is a damaged picture, with "
			"no QR code in what is left of it");
	if (findings->part)
		return err_set(err, ERR_UNREADABLE, "holds only a part of a "
			"message of several QR codes: one picture of all of "
			"them is read");
	if (findings->seen)
		return err_set(err, ERR_UNREADABLE, "there is a QR code in the "
			"picture, but it cannot be read: a larger, straighter, "
			"sharper or better lit picture of all of it helps");
	if (findings->other != NULL)
		return err_set(err, ERR_NO_MATCH, "no QR code in the picture, "
			"but a barcode (%s)", findings->other);
	if (!in_time)
		return err_set(err, ERR_NO_MATCH, "no QR code found in the "
			"time for one picture: a cutout with the code in it, "
			"straighter or better lit, helps");
	return err_set(err, ERR_NO_MATCH, "no QR code in the picture, dark or "
		"bright, of any size or colour: if there is one, a larger, "
		"straighter or better lit picture helps");
}

bool
pipeline_run(struct decoder *decoder, const uint8_t *bytes, size_t len,
	struct findings *findings, struct err *err)
{
	CLEANUP(pass_free) struct pass pass = {
		.run = {.decoder = decoder, .findings = findings}, .err = err,
	};
	bool damaged;

	pass.run.budget = budget_start(STILL_MS);
	if (!read_channel(&pass, CHANNEL_GREY, 0, bytes, len))
		return false;
	damaged = pass.image.damaged;
	image_keep(&pass.image, &pass.grey, &pass.black);
	if (!read_more(&pass, bytes, len))
		return false;
	findings_sort(findings);
	return findings->len > 0 || nothing_found(findings, damaged,
		budget_left(&pass.run.budget), err);
}
