#include "scan/image.h"

#include <webp/decode.h>
#include <webp/demux.h>

#define RGBA 4

struct pixels {
	uint8_t *at; /* from libwebp */
};

static void
pixels_free(struct pixels *pixels)
{
	WebPFree(pixels->at);
}

static void
decoder_free(WebPAnimDecoder **decoder)
{
	WebPAnimDecoderDelete(*decoder);
}

static void
put_rows(struct image *image, const uint8_t *rgba)
{
	size_t row = image->plane.width * RGBA;

	for (size_t y = 0; y < image->plane.height; y++)
		image_row(image, y, rgba + y * row, RGBA);
}

static bool
load_still(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	CLEANUP(pixels_free) struct pixels pixels = {0};
	int width = 0, height = 0;

	pixels.at = WebPDecodeRGBA(bytes, len, &width, &height);
	if (pixels.at == NULL || (size_t)width != image->plane.width ||
	    (size_t)height != image->plane.height)
		return image_damaged(image, "WebP", err);
	put_rows(image, pixels.at);
	image_frame(image);
	return true;
}

static bool
load_animation(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	CLEANUP(decoder_free) WebPAnimDecoder *decoder = NULL;
	WebPData data = {.bytes = bytes, .size = len};
	WebPAnimDecoderOptions options;
	bool more = true;

	if (!WebPAnimDecoderOptionsInit(&options))
		return err_set(err, ERR_SYSTEM,
			"libwebp is of another version");
	options.color_mode = MODE_RGBA;
	options.use_threads = 0;
	decoder = WebPAnimDecoderNew(&data, &options);
	if (decoder == NULL)
		return image_damaged(image, "WebP", err);
	while (more && WebPAnimDecoderHasMoreFrames(decoder)) {
		uint8_t *canvas;
		int when;

		if (!WebPAnimDecoderGetNext(decoder, &canvas, &when))
			return image_damaged(image, "WebP", err);
		put_rows(image, canvas);
		more = image_frame(image);
	}
	if (image->frames == 0)
		return image_damaged(image, "WebP", err);
	return true;
}

bool
webp_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	WebPBitstreamFeatures features;

	if (WebPGetFeatures(bytes, len, &features) != VP8_STATUS_OK)
		return image_damaged(image, "WebP", err);
	if (!image_start(image, (uint64_t)features.width,
		    (uint64_t)features.height, err))
		return false;
	image->animated = features.has_animation;
	return features.has_animation ? load_animation(image, bytes, len, err)
				      : load_still(image, bytes, len, err);
}
