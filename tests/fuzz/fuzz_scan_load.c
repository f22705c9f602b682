/* A stranger's picture: every loader, and the limits. The last byte chooses
 * the channel. */
#include "scan/image.h"

#define CHANNELS (CHANNEL_BLUE + 1)
#define FRAMES_MAX 8
/* More of them take a minute in this build. */
#define PIXELS_MAX ((size_t)16 * 1000 * 1000)

struct looked_at {
	size_t frames, pixels;
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* What a loader gives must be there: each pixel is touched. */
static bool
on_frame(void *state, struct plane *frame)
{
	struct looked_at *all = state;

	if (frame->width == 0 || frame->width > IMAGE_SIDE_MAX ||
	    frame->height == 0 || frame->height > IMAGE_SIDE_MAX ||
	    frame->width * frame->height > IMAGE_PIXELS_MAX)
		abort();
	plane_hash(frame);
	plane_invert(frame);
	all->pixels += frame->width * frame->height;
	return ++all->frames < FRAMES_MAX && all->pixels < PIXELS_MAX;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct looked_at all = {0};
	IMAGE image = {
		.channel = len > 0 ? bytes[len - 1] % CHANNELS : 0,
		.on_frame = on_frame, .state = &all,
	};
	struct err err = {0};

	if (!image_read(&image, bytes, len, &err) &&
	    (err.kind == ERR_NONE || err.text[0] == '\0'))
		abort();
	return 0;
}
