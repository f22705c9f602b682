/*
 * Pictures as planes of grey. A file is decoded for one channel at a time, so
 * that the usual case needs one byte a pixel; who wants another channel reads
 * the file again. Only transparence, which a still picture keeps, comes with
 * the grey.
 */
#ifndef SCAN_IMAGE_H
#define SCAN_IMAGE_H

#include "scan/plane.h"

#define IMAGE_SIDE_MAX 65535
#define IMAGE_PIXELS_MAX ((uint64_t)120 * 1000 * 1000)
#define IMAGE_FRAMES_MAX 512
/* Of all frames, those that are the same as others, too. */
#define IMAGE_DRAWN_MAX ((uint64_t)2 * 1000 * 1000 * 1000)

enum channel {
	CHANNEL_GREY,          /* brightness, laid over white */
	CHANNEL_GREY_ON_BLACK, /* the same over black */
	CHANNEL_ALPHA,
	CHANNEL_RED,
	CHANNEL_GREEN,
	CHANNEL_BLUE,
};

/* Gets each frame that differs from those before; may change its pixels.
 * False: enough frames. */
typedef bool image_frame_fn(void *state, struct plane *frame);

struct image {
	enum channel channel;
	image_frame_fn *on_frame;
	void *state;

	/* What was seen in the frames so far. */
	bool has_alpha, has_colour;
	bool damaged; /* a part could not be decoded and is white */
	size_t frames;
	bool animated; /* there may be more than one */

	/* For the loaders. */
	struct plane plane;
	struct plane black; /* see image_keep() */
	size_t rows; /* filled, from the top */
	uint64_t drawn; /* pixels */
	uint64_t seen[IMAGE_FRAMES_MAX];
};

#define IMAGE CLEANUP(image_free) struct image

/* Decodes the picture; channel, on_frame and state are set by the caller. A
 * picture whose end is damaged is delivered as far as it goes. */
bool image_read(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
void image_free(struct image *image);

/* A still picture's only frame: hands over its grey and, if it is
 * transparent, the same over black; both are empty otherwise, or where memory
 * is short. */
void image_keep(struct image *image, struct plane *grey, struct plane *black);

/* How opaque a picture is, from what image_keep() gave: out is empty before. */
bool image_alpha(const struct plane *grey, const struct plane *black,
	struct plane *out, struct err *err) MUST_USE;

/* For the loaders: allocates the plane if the size is within the limits. */
bool image_start(struct image *image, uint64_t width, uint64_t height,
	struct err *err) MUST_USE;

/* A row of the plane from 1 (grey), 2 (and alpha), 3 (RGB) or 4 (and alpha)
 * samples a pixel. */
void image_row(struct image *image, size_t y, const uint8_t *row,
	size_t samples);

/* The same row again as y - 1. */
void image_repeat_row(struct image *image, size_t y);

/* Delivers the plane as a frame. False: no more frames are wanted. */
bool image_frame(struct image *image);

/* What ends a loader: the frame as far as it got, or an error without one. */
bool image_damaged(struct image *image, const char *name, struct err *err);

bool png_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
bool jpeg_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
bool webp_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
bool gif_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
bool heif_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;
bool bmp_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err) MUST_USE;

#endif
