/* Windows bitmaps of 1 to 32 bits a pixel, in all versions of the header from
 * OS/2's on. */
#include "scan/bmp_runs.h"
#include "scan/image.h"

#define FILE_HEADER 14
#define CORE_HEADER 12
#define INFO_HEADER 40
#define MASKS 16
#define ALPHA_HEADER 56 /* from this size on the header has four masks */
#define PALETTE_MAX 256
#define RGBA 4

enum compression {
	RGB = 0,
	RUNS_8 = 1,
	RUNS_4 = 2,
	BITFIELDS = 3,
	ALPHABITFIELDS = 6,
};

struct mask {
	uint32_t bits;
	unsigned int shift;
};

struct bitmap {
	const uint8_t *bytes;
	size_t len;
	size_t pixels; /* where they begin */
	uint32_t width, height, depth, compression;
	bool top_down;
	size_t stride;
	struct mask masks[RGBA];
	uint8_t palette[PALETTE_MAX][3];
	struct plane row; /* one, RGB or RGBA */
	struct plane indices; /* of a run-length coded one */
};

#define BITMAP CLEANUP(bitmap_free) struct bitmap

static void
bitmap_free(struct bitmap *bitmap)
{
	plane_free(&bitmap->row);
	plane_free(&bitmap->indices);
}

static uint32_t
le16(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t
le32(const uint8_t *at)
{
	return le16(at) | le16(at + 2) << 16;
}

static struct mask
mask_of(uint32_t bits)
{
	struct mask mask = {.bits = bits};

	while (bits != 0 && (bits >> mask.shift & 1) == 0)
		mask.shift++;
	return mask;
}

/* A sample of any number of bits, scaled to eight. */
static uint8_t
masked(const struct mask *mask, uint32_t pixel)
{
	uint64_t max = mask->bits >> mask->shift;

	if (max == 0)
		return 0;
	return (uint8_t)((uint64_t)((pixel & mask->bits) >> mask->shift) *
		255 / max);
}

static bool
has_fields(const struct bitmap *bitmap)
{
	return bitmap->compression == BITFIELDS ||
		bitmap->compression == ALPHABITFIELDS;
}

static void
read_masks(struct bitmap *bitmap, size_t header)
{
	static const uint32_t usual[][3] = {
		{0x7C00, 0x03E0, 0x001F}, {0xFF0000, 0xFF00, 0xFF},
	};
	const uint8_t *given = bitmap->bytes + FILE_HEADER + INFO_HEADER;
	size_t count = header >= ALPHA_HEADER ||
		bitmap->compression == ALPHABITFIELDS ? RGBA : 3;

	for (size_t i = 0; !has_fields(bitmap) && i < 3; i++)
		bitmap->masks[i] =
			mask_of(usual[bitmap->depth == 16 ? 0 : 1][i]);
	for (size_t i = 0; has_fields(bitmap) && i < count; i++)
		bitmap->masks[i] = mask_of(le32(given + 4 * i));
}

static void
read_palette(struct bitmap *bitmap, size_t at, size_t entry)
{
	for (size_t i = 0; i < PALETTE_MAX; i++, at += entry) {
		if (at + 3 > bitmap->len || at + 3 > bitmap->pixels)
			return;
		for (size_t c = 0; c < 3; c++)
			bitmap->palette[i][c] = bitmap->bytes[at + 2 - c];
	}
}

static bool
is_known(const struct bitmap *bitmap)
{
	switch (bitmap->depth) {
	case 16:
	case 32:
		return has_fields(bitmap) || bitmap->compression == RGB;
	case 4:
		return bitmap->compression == RUNS_4 ||
			bitmap->compression == RGB;
	case 8:
		return bitmap->compression == RUNS_8 ||
			bitmap->compression == RGB;
	case 1:
	case 2:
	case 24:
		return bitmap->compression == RGB;
	default:
		return false;
	}
}

static void
read_core_header(struct bitmap *bitmap)
{
	const uint8_t *at = bitmap->bytes + FILE_HEADER;

	bitmap->width = le16(at + 4);
	bitmap->height = le16(at + 6);
	bitmap->depth = le16(at + 10);
	read_palette(bitmap, FILE_HEADER + CORE_HEADER, 3);
}

static bool
read_info_header(struct bitmap *bitmap, size_t header)
{
	const uint8_t *at = bitmap->bytes + FILE_HEADER;
	size_t behind = FILE_HEADER + header;

	bitmap->width = le32(at + 4);
	bitmap->height = le32(at + 8);
	bitmap->top_down = bitmap->height > INT32_MAX;
	if (bitmap->top_down)
		bitmap->height = -bitmap->height;
	bitmap->depth = le16(at + 14);
	bitmap->compression = le32(at + 16);
	if (has_fields(bitmap) && header == INFO_HEADER)
		behind += bitmap->compression == BITFIELDS ? 12 : MASKS;
	if (bitmap->len < FILE_HEADER + INFO_HEADER + MASKS)
		return false;
	read_masks(bitmap, header);
	read_palette(bitmap, behind, 4);
	return true;
}

static bool
read_header(struct bitmap *bitmap)
{
	size_t header;

	if (bitmap->len < FILE_HEADER + CORE_HEADER)
		return false;
	bitmap->pixels = le32(bitmap->bytes + 10);
	header = le32(bitmap->bytes + FILE_HEADER);
	if (header > bitmap->len - FILE_HEADER)
		return false;
	if (header == CORE_HEADER)
		read_core_header(bitmap);
	else if (header < INFO_HEADER || !read_info_header(bitmap, header))
		return false;
	bitmap->stride = ((size_t)bitmap->width * bitmap->depth + 31) / 32 * 4;
	return true;
}

static const uint8_t *
row_at(const struct bitmap *bitmap, size_t y)
{
	size_t line = bitmap->top_down ? y : bitmap->height - 1 - y;
	size_t at = bitmap->pixels + line * bitmap->stride;

	if (at > bitmap->len || bitmap->len - at < bitmap->stride)
		return NULL;
	return bitmap->bytes + at;
}

static uint32_t
pixel_at(const struct bitmap *bitmap, const uint8_t *from, size_t x)
{
	return bitmap->depth == 16 ? le16(from + 2 * x) : le32(from + 4 * x);
}

static void
convert_indices(struct bitmap *bitmap, const uint8_t *from)
{
	for (size_t x = 0; x < bitmap->width; x++) {
		size_t bit = x * bitmap->depth;
		unsigned int down = (unsigned int)(8 - bitmap->depth - bit % 8);
		unsigned int index = (unsigned int)from[bit / 8] >> down &
			((1u << bitmap->depth) - 1);

		memcpy(bitmap->row.at + x * 3, bitmap->palette[index], 3);
	}
}

static void
convert_bytes(struct bitmap *bitmap, const uint8_t *from)
{
	uint8_t *to = bitmap->row.at;

	for (size_t x = 0; x < bitmap->width; x++, from += 3, to += 3) {
		to[0] = from[2];
		to[1] = from[1];
		to[2] = from[0];
	}
}

static void
convert_fields(struct bitmap *bitmap, const uint8_t *from, size_t samples)
{
	for (size_t x = 0; x < bitmap->width; x++) {
		uint8_t *to = bitmap->row.at + x * samples;
		uint32_t pixel = pixel_at(bitmap, from, x);

		for (size_t c = 0; c < samples; c++)
			to[c] = masked(&bitmap->masks[c], pixel);
	}
}

static void
convert_row(struct bitmap *bitmap, const uint8_t *from, size_t samples)
{
	if (bitmap->depth <= 8)
		convert_indices(bitmap, from);
	else if (bitmap->depth == 24)
		convert_bytes(bitmap, from);
	else
		convert_fields(bitmap, from, samples);
}

/* Many programs leave the alpha of every pixel zero and mean opaque. */
static bool
has_alpha(const struct bitmap *bitmap)
{
	for (size_t y = 0; y < bitmap->height; y++) {
		const uint8_t *from = row_at(bitmap, y);

		for (size_t x = 0; from != NULL && x < bitmap->width; x++) {
			if (pixel_at(bitmap, from, x) & bitmap->masks[3].bits)
				return true;
		}
	}
	return false;
}

/* From here on it is one of a byte a pixel. */
static bool
expand_runs(struct image *image, struct bitmap *bitmap, struct err *err)
{
	size_t at = bitmap->pixels;

	if (bitmap->compression != RUNS_8 && bitmap->compression != RUNS_4)
		return true;
	if (!plane_init(&bitmap->indices, bitmap->width, bitmap->height, err))
		return false;
	if (at > bitmap->len)
		at = bitmap->len;
	if (!bmp_runs(bitmap->bytes + at, bitmap->len - at,
		    bitmap->compression == RUNS_4, &bitmap->indices))
		image->damaged = true;
	bitmap->bytes = bitmap->indices.at;
	bitmap->len = (size_t)bitmap->width * bitmap->height;
	bitmap->pixels = 0;
	bitmap->depth = 8;
	bitmap->stride = bitmap->width;
	return true;
}

bool
bmp_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	BITMAP bitmap = {.bytes = bytes, .len = len};
	size_t samples;

	if (!read_header(&bitmap))
		return image_damaged(image, "BMP", err);
	if (!is_known(&bitmap))
		return err_set(err, ERR_FORMAT, "is a BMP picture of a kind "
			"that is not read here (%u bits, compression %u): "
			"save it as PNG", bitmap.depth, bitmap.compression);
	if (!image_start(image, bitmap.width, bitmap.height, err))
		return false;
	if (!plane_init(&bitmap.row, (size_t)bitmap.width * RGBA, 1, err) ||
	    !expand_runs(image, &bitmap, err))
		return false;
	samples = bitmap.masks[3].bits != 0 && bitmap.depth % 16 == 0 &&
		has_alpha(&bitmap) ? RGBA : 3;
	for (size_t i = 0; i < bitmap.height; i++) {
		size_t y = bitmap.top_down ? i : bitmap.height - 1 - i;
		const uint8_t *from = row_at(&bitmap, y);

		if (from == NULL)
			return image_damaged(image, "BMP", err);
		convert_row(&bitmap, from, samples);
		image_row(image, y, bitmap.row.at, samples);
	}
	image_frame(image);
	return true;
}
