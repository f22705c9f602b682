/* A stranger's picture: every loader, every channel, and the limits. */
#include "scan/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* What a loader gives must be there: each pixel is touched. */
static bool
on_frame(void *state, struct plane *frame)
{
	size_t *frames = state;

	if (frame->width == 0 || frame->width > IMAGE_SIDE_MAX ||
	    frame->height == 0 || frame->height > IMAGE_SIDE_MAX ||
	    frame->width * frame->height > IMAGE_PIXELS_MAX)
		abort();
	plane_hash(frame);
	plane_invert(frame);
	return ++*frames < IMAGE_FRAMES_MAX;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	for (enum channel c = CHANNEL_GREY; c <= CHANNEL_BLUE; c++) {
		size_t frames = 0;
		IMAGE image = {
			.channel = c, .on_frame = on_frame, .state = &frames,
		};
		struct err err = {0};

		if (!image_read(&image, bytes, len, &err)) {
			if (err.kind == ERR_NONE || err.text[0] == '\0')
				abort();
			return 0;
		}
		if (frames > IMAGE_FRAMES_MAX)
			abort();
	}
	return 0;
}
