#include "scan/image.h"

#include "base/picture.h"

/* Less is a grey of a lossy format, not a colour. */
#define COLOUR_BITS 0xE0

typedef bool load_fn(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err);

static load_fn *const loaders[] = {
	[PICTURE_PNG] = png_load,
	[PICTURE_JPEG] = jpeg_load,
	[PICTURE_WEBP] = webp_load,
	[PICTURE_GIF] = gif_load,
	[PICTURE_BMP] = bmp_load,
	[PICTURE_HEIF] = heif_load,
};

bool
image_read(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	const struct picture_kind *kind = picture_kind(bytes, len);

	if (len == 0)
		return err_set(err, ERR_FORMAT, "is empty");
	if (kind == NULL)
		return err_set(err, ERR_FORMAT, "must be a PNG, JPEG, WebP, "
			"GIF or BMP picture, is none of them");
	if (kind->type == PICTURE_REFUSED)
		return err_set(err, ERR_FORMAT, "is %s, which is not read "
			"here: take a screenshot of it", kind->name);
	return loaders[kind->type](image, bytes, len, err);
}

void
image_free(struct image *image)
{
	plane_free(&image->plane);
	plane_free(&image->black);
}

void
image_keep(struct image *image, struct plane *grey, struct plane *black)
{
	if (image->animated || image->frames != 1)
		return;
	*grey = image->plane;
	*black = image->black;
	image->plane = image->black = (struct plane){0};
}

/* Of what is not opaque, white shines through the one only. */
bool
image_alpha(const struct plane *grey, const struct plane *black,
	struct plane *out, struct err *err)
{
	size_t count = grey->width * grey->height;

	if (!plane_init(out, grey->width, grey->height, err))
		return false;
	for (size_t i = 0; i < count; i++)
		out->at[i] = (uint8_t)(255 - (grey->at[i] - black->at[i]));
	return true;
}

bool
image_start(struct image *image, uint64_t width, uint64_t height,
	struct err *err)
{
	if (width == 0 || height == 0)
		return err_set(err, ERR_FORMAT, "has no pixels");
	if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX)
		return err_set(err, ERR_FORMAT, "must be at most %d pixels a "
			"side, is %llu x %llu", IMAGE_SIDE_MAX,
			(unsigned long long)width, (unsigned long long)height);
	if (width * height > IMAGE_PIXELS_MAX)
		return err_set(err, ERR_FORMAT, "must be at most %u "
			"megapixels, is %llu x %llu",
			(unsigned int)(IMAGE_PIXELS_MAX / 1000000),
			(unsigned long long)width, (unsigned long long)height);
	return plane_init(&image->plane, (size_t)width, (size_t)height, err);
}

static uint8_t
brightness(const uint8_t *rgb)
{
	return (uint8_t)((77u * rgb[0] + 150u * rgb[1] + 29u * rgb[2]) >> 8);
}

static uint8_t
over_white(unsigned int grey, unsigned int alpha)
{
	return (uint8_t)((grey * alpha + 255 * (255 - alpha) + 127) / 255);
}

static uint8_t
over_black(unsigned int grey, unsigned int alpha)
{
	return (uint8_t)((grey * alpha + 127) / 255);
}

static bool
row_has_alpha(const uint8_t *row, size_t width, size_t samples)
{
	uint8_t all = 255;

	for (size_t x = 0; x < width; x++)
		all &= row[x * samples + samples - 1];
	return all != 255;
}

static bool
row_has_colour(const uint8_t *row, size_t width, size_t samples)
{
	uint8_t any = 0;

	for (size_t x = 0; x < width; x++) {
		const uint8_t *rgb = row + x * samples;

		any |= (uint8_t)((rgb[0] ^ rgb[1]) | (rgb[1] ^ rgb[2]));
	}
	return (any & COLOUR_BITS) != 0;
}

static void
copy_sample(uint8_t *to, const uint8_t *row, size_t width, size_t samples,
	size_t which)
{
	for (size_t x = 0; x < width; x++)
		to[x] = row[x * samples + which];
}

static void
copy_grey(uint8_t *to, const uint8_t *row, size_t width, size_t samples)
{
	if (samples < 3) {
		copy_sample(to, row, width, samples, 0);
		return;
	}
	for (size_t x = 0; x < width; x++)
		to[x] = brightness(row + x * samples);
}

static void
lay_over(uint8_t *grey, const uint8_t *row, size_t width, size_t samples,
	bool black)
{
	const uint8_t *alpha = row + samples - 1;

	for (size_t x = 0; x < width; x++, alpha += samples)
		grey[x] = black ? over_black(grey[x], *alpha)
				: over_white(grey[x], *alpha);
}

/* From the first transparent row on there is a plane over black; that far, it
 * is the same. */
static bool
has_black(struct image *image, bool alpha)
{
	struct plane *plane = &image->plane;
	struct err unused = {0};

	if (image->black.at == NULL && alpha && !image->animated &&
	    image->channel == CHANNEL_GREY &&
	    plane_init(&image->black, plane->width, plane->height, &unused))
		memcpy(image->black.at, plane->at,
			plane->width * plane->height);
	return image->black.at != NULL;
}

static void
add_black(struct image *image, size_t y, const uint8_t *row, size_t samples,
	bool alpha)
{
	size_t width = image->plane.width;
	uint8_t *to = image->black.at + y * width;

	memcpy(to, image->plane.at + y * width, width);
	if (alpha)
		lay_over(to, row, width, samples, true);
}

void
image_row(struct image *image, size_t y, const uint8_t *row, size_t samples)
{
	size_t width = image->plane.width;
	uint8_t *to = image->plane.at + y * width;
	bool alpha = samples % 2 == 0 && row_has_alpha(row, width, samples);

	image->has_alpha |= alpha;
	if (samples >= 3 && !image->has_colour)
		image->has_colour = row_has_colour(row, width, samples);
	if (image->rows <= y)
		image->rows = y + 1;
	if (image->channel == CHANNEL_ALPHA) {
		if (samples % 2 == 0)
			copy_sample(to, row, width, samples, samples - 1);
		else
			memset(to, 255, width);
		return;
	}
	if (image->channel >= CHANNEL_RED && samples >= 3)
		copy_sample(to, row, width, samples,
			(size_t)(image->channel - CHANNEL_RED));
	else
		copy_grey(to, row, width, samples);
	if (has_black(image, alpha))
		add_black(image, y, row, samples, alpha);
	if (alpha)
		lay_over(to, row, width, samples,
			image->channel == CHANNEL_GREY_ON_BLACK);
}

static void
copy_row(struct plane *plane, size_t y)
{
	uint8_t *to = plane->at + y * plane->width;

	memcpy(to, to - plane->width, plane->width);
}

void
image_repeat_row(struct image *image, size_t y)
{
	copy_row(&image->plane, y);
	if (image->black.at != NULL)
		copy_row(&image->black, y);
	if (image->rows <= y)
		image->rows = y + 1;
}

bool
image_frame(struct image *image)
{
	struct plane *plane = &image->plane;
	uint64_t hash = plane_hash(plane);

	image->drawn += plane->width * plane->height;
	if (image->frames >= IMAGE_FRAMES_MAX)
		return false;
	for (size_t i = 0; i < image->frames; i++) {
		if (image->seen[i] == hash)
			return image->drawn < IMAGE_DRAWN_MAX;
	}
	image->seen[image->frames++] = hash;
	return image->on_frame(image->state, plane) &&
		image->frames < IMAGE_FRAMES_MAX &&
		image->drawn < IMAGE_DRAWN_MAX;
}

static void
whiten_from(struct plane *plane, size_t row)
{
	memset(plane->at + row * plane->width, 255,
		(plane->height - row) * plane->width);
}

bool
image_damaged(struct image *image, const char *name, struct err *err)
{
	struct plane *plane = &image->plane;

	image->damaged = true;
	if (image->frames > 0)
		return true;
	if (image->rows == 0)
		return err_set(err, ERR_FORMAT, "is a damaged %s picture",
			name);
	whiten_from(plane, image->rows);
	if (image->black.at != NULL)
		whiten_from(&image->black, image->rows);
	image_frame(image);
	return true;
}
