/* libjpeg reports fatal errors by a call that must not return: they come as
 * longjmp() out of decode(), which owns nothing. */
#include "scan/image.h"

#include <setjmp.h>

#include <jpeglib.h>

/* A progressive file may repeat its scans to burn time. */
#define JPEG_SCANS_MAX 100
#define CMYK_SAMPLES 4

struct reader {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf stop;
	struct image *image;
	struct plane row;
	struct err *err;
	bool refused; /* err is set */
};

#define READER CLEANUP(reader_close) struct reader

static void
reader_close(struct reader *reader)
{
	jpeg_destroy_decompress(&reader->jpeg);
	plane_free(&reader->row);
}

static _Noreturn void
on_error(j_common_ptr jpeg)
{
	struct reader *reader = jpeg->client_data;

	longjmp(reader->stop, 1);
}

static void
on_message(j_common_ptr jpeg, int level)
{
	struct reader *reader = jpeg->client_data;

	if (level < 0)
		reader->image->damaged = true;
}

static void
on_progress(j_common_ptr jpeg)
{
	struct reader *reader = jpeg->client_data;

	if (reader->jpeg.input_scan_number > JPEG_SCANS_MAX)
		on_error(jpeg);
}

/* Brightness alone is decoded where nothing else is asked for. */
static J_COLOR_SPACE
output_space(const struct reader *reader)
{
	switch (reader->jpeg.jpeg_color_space) {
	case JCS_CMYK:
	case JCS_YCCK:
		return JCS_CMYK;
	case JCS_GRAYSCALE:
		return JCS_GRAYSCALE;
	default:
		return reader->image->channel >= CHANNEL_RED ? JCS_RGB
							     : JCS_GRAYSCALE;
	}
}

/* CMYK in a JPEG is nearly always stored inverted, as Adobe's marker says. */
static void
cmyk_to_rgb(uint8_t *row, size_t width, bool inverted)
{
	for (size_t x = 0; x < width; x++) {
		uint8_t *from = row + x * CMYK_SAMPLES, *to = row + x * 3;
		unsigned int black = inverted ? from[3] : 255u - from[3];

		for (size_t i = 0; i < 3; i++) {
			unsigned int ink = inverted ? from[i] : 255u - from[i];

			to[i] = (uint8_t)(ink * black / 255);
		}
	}
}

static void
read_rows(struct reader *reader)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;
	size_t samples = (size_t)jpeg->output_components;

	while (jpeg->output_scanline < jpeg->output_height) {
		size_t y = jpeg->output_scanline;

		jpeg_read_scanlines(jpeg, &reader->row.at, 1);
		if (samples == CMYK_SAMPLES)
			cmyk_to_rgb(reader->row.at, jpeg->output_width,
				jpeg->saw_Adobe_marker);
		image_row(reader->image, y, reader->row.at,
			samples == CMYK_SAMPLES ? 3 : samples);
	}
}

/* False if libjpeg gave up or the picture was refused. */
static bool
decode(struct reader *reader, const uint8_t *bytes, size_t len)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;

	if (setjmp(reader->stop) != 0)
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->progress = &reader->progress;
	jpeg_mem_src(jpeg, bytes, len);
	jpeg_read_header(jpeg, TRUE);
	if (!image_start(reader->image, jpeg->image_width, jpeg->image_height,
		    reader->err)) {
		reader->refused = true;
		return false;
	}
	jpeg->out_color_space = output_space(reader);
	jpeg_start_decompress(jpeg);
	if (!plane_init(&reader->row, (size_t)jpeg->output_width *
		    (size_t)jpeg->output_components, 1, reader->err)) {
		reader->refused = true;
		return false;
	}
	reader->image->has_colour = jpeg->num_components >= 3;
	read_rows(reader);
	return true;
}

bool
jpeg_load(struct image *image, const uint8_t *bytes, size_t len,
	struct err *err)
{
	READER reader = {.image = image, .err = err};
	bool whole;

	reader.jpeg.err = jpeg_std_error(&reader.errors);
	reader.jpeg.client_data = &reader;
	reader.errors.error_exit = on_error;
	reader.errors.emit_message = on_message;
	reader.progress.progress_monitor = on_progress;
	whole = decode(&reader, bytes, len);
	if (reader.refused)
		return false;
	if (!whole)
		return image_damaged(image, "JPEG", err);
	image_frame(image);
	return true;
}
