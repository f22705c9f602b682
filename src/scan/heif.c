#include "scan/heif.h"

#include <libheif/heif.h>

#include "scan/image.h"

#define RGBA 4

const bool heif_needs_threads = true;

struct reader {
	struct heif_context *context;
	struct heif_image_handle *handle;
	struct heif_image *picture;
};

#define READER CLEANUP(reader_free) struct reader

static void
reader_free(struct reader *reader)
{
	if (reader->picture != NULL)
		heif_image_release(reader->picture);
	if (reader->handle != NULL)
		heif_image_handle_release(reader->handle);
	if (reader->context != NULL)
		heif_context_free(reader->context);
}

void
heif_prepare(void)
{
	heif_init(NULL);
}

static bool
is_good(struct heif_error error)
{
	return error.code == heif_error_Ok;
}

/* The size is known before the pixels are decoded. */
static bool
open_picture(struct reader *reader, struct image *image, const uint8_t *bytes,
	size_t len, struct err *err)
{
	reader->context = heif_context_alloc();
	if (reader->context == NULL)
		return err_nomem(err);
	heif_context_set_max_decoding_threads(reader->context, 0);
	if (!is_good(heif_context_read_from_memory_without_copy(
		    reader->context, bytes, len, NULL)) ||
	    !is_good(heif_context_get_primary_image_handle(reader->context,
		    &reader->handle)))
		return image_damaged(image, "HEIC or AVIF", err);
	return image_start(image,
		(uint64_t)heif_image_handle_get_width(reader->handle),
		(uint64_t)heif_image_handle_get_height(reader->handle), err);
}

bool
heif_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	READER reader = {0};
	const uint8_t *pixels = NULL;
	int stride = 0;

	if (!open_picture(&reader, image, bytes, len, err))
		return false;
	if (is_good(heif_decode_image(reader.handle, &reader.picture,
		    heif_colorspace_RGB, heif_chroma_interleaved_RGBA, NULL)))
		pixels = heif_image_get_plane_readonly(reader.picture,
			heif_channel_interleaved, &stride);
	if (pixels == NULL || stride < 0 ||
	    (size_t)stride < image->plane.width * RGBA ||
	    (size_t)heif_image_get_width(reader.picture,
		    heif_channel_interleaved) != image->plane.width ||
	    (size_t)heif_image_get_height(reader.picture,
		    heif_channel_interleaved) != image->plane.height)
		return image_damaged(image, "HEIC or AVIF", err);
	for (size_t y = 0; y < image->plane.height; y++)
		image_row(image, y, pixels + y * (size_t)stride, RGBA);
	image_frame(image);
	return true;
}
