/*
 * The classic row interface of libpng; its errors come as longjmp() out of
 * decode(), which owns nothing. Chunks that do not change the pixels are
 * skipped unparsed.
 */
#include "scan/image.h"

#include <png.h>

#define PNG_CHUNK_BYTES_MAX ((png_alloc_size_t)8 * 1024 * 1024)

struct reader {
	png_structp png;
	png_infop info;
	const uint8_t *bytes;
	size_t len, at;
	struct image *image;
	struct plane pixels; /* all rows if interlaced, else two */
	struct err *err;
	bool interlaced;
	bool refused; /* err is set */
};

#define READER CLEANUP(reader_close) struct reader

static void
reader_close(struct reader *reader)
{
	if (reader->png != NULL)
		png_destroy_read_struct(&reader->png, &reader->info, NULL);
	plane_free(&reader->pixels);
}

/* The last bytes of a file that was cut off come with zeros behind them, so
 * that the rows in them are not lost. */
static void
on_read(png_structp png, png_bytep to, size_t len)
{
	struct reader *reader = png_get_io_ptr(png);
	size_t left = reader->len - reader->at;
	size_t given = len < left ? len : left;

	if (given == 0)
		png_error(png, "end of file");
	memcpy(to, reader->bytes + reader->at, given);
	memset(to + given, 0, len - given);
	reader->at += given;
}

static _Noreturn void
on_error(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}

static void
on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void
set_up(struct reader *reader)
{
	static const png_byte ignored[] = "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0"
		"iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0"
		"sTER\0tEXt\0tIME\0zTXt";

	png_set_read_fn(reader->png, reader, on_read);
	png_set_user_limits(reader->png, PNG_USER_WIDTH_MAX,
		PNG_USER_HEIGHT_MAX);
	png_set_chunk_malloc_max(reader->png, PNG_CHUNK_BYTES_MAX);
	png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER,
		ignored, (int)(sizeof(ignored) / 5));
	/* A QR code has its own error correction. */
	png_set_crc_action(reader->png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
	png_set_option(reader->png, PNG_IGNORE_ADLER32, PNG_OPTION_ON);
}

static bool
start(struct reader *reader)
{
	png_structp png = reader->png;
	size_t rows = 2;

	png_read_info(png, reader->info);
	if (!image_start(reader->image, png_get_image_width(png, reader->info),
		    png_get_image_height(png, reader->info), reader->err)) {
		reader->refused = true;
		return false;
	}
	png_set_expand(png);
	png_set_strip_16(png);
	reader->interlaced = png_get_interlace_type(png, reader->info) !=
		PNG_INTERLACE_NONE;
	if (reader->interlaced) {
		png_set_interlace_handling(png);
		rows = reader->image->plane.height;
	}
	png_read_update_info(png, reader->info);
	reader->refused = !plane_init(&reader->pixels,
		png_get_rowbytes(png, reader->info), rows, reader->err);
	return !reader->refused;
}

/* What a computer drew has many rows that are the same as the one before. */
static void
read_rows(struct reader *reader)
{
	size_t samples = png_get_channels(reader->png, reader->info);
	size_t width = reader->pixels.width;

	for (size_t y = 0; y < reader->image->plane.height; y++) {
		uint8_t *row = reader->pixels.at + y % 2 * width;
		const uint8_t *before = reader->pixels.at + (y + 1) % 2 * width;

		png_read_row(reader->png, row, NULL);
		if (y > 0 && memcmp(row, before, width) == 0)
			image_repeat_row(reader->image, y);
		else
			image_row(reader->image, y, row, samples);
	}
}

/* What all passes together have drawn, also after a failure. */
static void
emit_interlaced(struct reader *reader)
{
	size_t samples = png_get_channels(reader->png, reader->info);
	const struct plane *pixels = &reader->pixels;

	for (size_t y = 0; y < reader->image->plane.height; y++)
		image_row(reader->image, y,
			pixels->at + y * pixels->width, samples);
}

static void
read_passes(struct reader *reader)
{
	const struct plane *pixels = &reader->pixels;

	for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
		for (size_t y = 0; y < reader->image->plane.height; y++)
			png_read_row(reader->png, NULL,
				pixels->at + y * pixels->width);
	}
}

/* False if libpng gave up or the picture was refused. */
static bool
decode(struct reader *reader)
{
	if (setjmp(png_jmpbuf(reader->png)) != 0)
		return false;
	set_up(reader);
	if (!start(reader))
		return false;
	if (reader->interlaced)
		read_passes(reader);
	else
		read_rows(reader);
	return true;
}

bool
png_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	READER reader = {
		.bytes = bytes, .len = len, .image = image, .err = err,
	};
	bool whole;

	reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL,
		on_error, on_warning);
	if (reader.png == NULL)
		return err_nomem(err);
	reader.info = png_create_info_struct(reader.png);
	if (reader.info == NULL)
		return err_nomem(err);
	whole = decode(&reader);
	if (reader.refused)
		return false;
	if (reader.interlaced && reader.pixels.at != NULL)
		emit_interlaced(&reader);
	if (!whole)
		return image_damaged(image, "PNG", err);
	image_frame(image);
	return true;
}
