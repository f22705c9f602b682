#include "write.h"

#include <gif_lib.h>
#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#define GOOD_QUALITY 85
#define POOR_QUALITY 20
#define GIF_GREYS 64 /* a quarter of all */

static void
give_up(const char *path)
{
	fprintf(stderr, "pictures: cannot write %s\n", path);
	exit(1);
}

static FILE *
open_file(const char *path)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL)
		give_up(path);
	return file;
}

static uint8_t
grey_of(const struct colour *c)
{
	return (uint8_t)((c->red * 77 + c->green * 150 + c->blue * 29) >> 8);
}

struct png_kind {
	int colour_type, depth;
	bool interlaced;
};

static void
png_row(const struct canvas *canvas, size_t y, const struct png_kind *kind,
	uint8_t *out)
{
	const struct colour *row = canvas->at + y * canvas->width;

	for (size_t x = 0; x < canvas->width; x++) {
		switch (kind->colour_type) {
		case PNG_COLOR_TYPE_GRAY:
			memset(out, grey_of(&row[x]), 2);
			out += kind->depth / 8;
			break;
		case PNG_COLOR_TYPE_PALETTE: /* six levels a colour */
			*out++ = (uint8_t)((row[x].red + 25) / 51 * 36 +
				(row[x].green + 25) / 51 * 6 +
				(row[x].blue + 25) / 51);
			break;
		default:
			*out++ = row[x].red;
			*out++ = row[x].green;
			*out++ = row[x].blue;
			if (kind->colour_type == PNG_COLOR_TYPE_RGB_ALPHA)
				*out++ = row[x].alpha;
		}
	}
}

static void
png_palette(png_structp png, png_infop info)
{
	png_color colours[216];

	for (int i = 0; i < 216; i++)
		colours[i] = (png_color){
			(png_byte)(i / 36 * 51), (png_byte)(i / 6 % 6 * 51),
			(png_byte)(i % 6 * 51),
		};
	png_set_PLTE(png, info, colours, 216);
}

static void
png_file(const struct canvas *canvas, const char *path,
	const struct png_kind *kind)
{
	FILE *file = open_file(path);
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
		NULL, NULL);
	png_infop info = png_create_info_struct(png);
	uint8_t *row = calloc(canvas->width, 8);
	int passes;

	if (info == NULL || row == NULL || setjmp(png_jmpbuf(png)) != 0)
		give_up(path);
	png_init_io(png, file);
	png_set_compression_level(png, 3);
	png_set_IHDR(png, info, (png_uint_32)canvas->width,
		(png_uint_32)canvas->height, kind->depth, kind->colour_type,
		kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
		PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (kind->colour_type == PNG_COLOR_TYPE_PALETTE)
		png_palette(png, info);
	png_write_info(png, info);
	passes = png_set_interlace_handling(png);
	for (int pass = 0; pass < passes; pass++) {
		for (size_t y = 0; y < canvas->height; y++) {
			png_row(canvas, y, kind, row);
			png_write_row(png, row);
		}
	}
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	free(row);
	fclose(file);
}

void
write_png(const struct canvas *canvas, const char *path)
{
	png_file(canvas, path,
		&(struct png_kind){PNG_COLOR_TYPE_RGB, 8, false});
}

void
write_png_alpha(const struct canvas *canvas, const char *path)
{
	png_file(canvas, path,
		&(struct png_kind){PNG_COLOR_TYPE_RGB_ALPHA, 8, false});
}

void
write_png_grey16(const struct canvas *canvas, const char *path)
{
	png_file(canvas, path,
		&(struct png_kind){PNG_COLOR_TYPE_GRAY, 16, false});
}

void
write_png_palette(const struct canvas *canvas, const char *path)
{
	png_file(canvas, path,
		&(struct png_kind){PNG_COLOR_TYPE_PALETTE, 8, false});
}

void
write_png_interlaced(const struct canvas *canvas, const char *path)
{
	png_file(canvas, path, &(struct png_kind){PNG_COLOR_TYPE_RGB, 8, true});
}

static void
jpeg_file(const struct canvas *canvas, const char *path, int quality,
	bool cmyk)
{
	FILE *file = open_file(path);
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	JSAMPROW row = calloc(canvas->width, 4);

	if (row == NULL)
		give_up(path);
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_stdio_dest(&jpeg, file);
	jpeg.image_width = (JDIMENSION)canvas->width;
	jpeg.image_height = (JDIMENSION)canvas->height;
	jpeg.input_components = cmyk ? 4 : 3;
	jpeg.in_color_space = cmyk ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, quality, TRUE);
	jpeg.write_Adobe_marker = cmyk;
	jpeg_start_compress(&jpeg, TRUE);
	for (size_t y = 0; y < canvas->height; y++) {
		const struct colour *from = canvas->at + y * canvas->width;
		uint8_t *to = row;

		/* With Adobe's marker the values are those of no ink. */
		for (size_t x = 0; x < canvas->width; x++) {
			*to++ = from[x].red;
			*to++ = from[x].green;
			*to++ = from[x].blue;
			if (cmyk)
				*to++ = 255;
		}
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	free(row);
	fclose(file);
}

void
write_jpeg(const struct canvas *canvas, const char *path)
{
	jpeg_file(canvas, path, GOOD_QUALITY, false);
}

void
write_jpeg_poor(const struct canvas *canvas, const char *path)
{
	jpeg_file(canvas, path, POOR_QUALITY, false);
}

void
write_jpeg_cmyk(const struct canvas *canvas, const char *path)
{
	jpeg_file(canvas, path, GOOD_QUALITY, true);
}

static void
webp_file(const struct canvas *canvas, const char *path, bool lossless)
{
	FILE *file = open_file(path);
	const uint8_t *from = (const uint8_t *)canvas->at;
	int width = (int)canvas->width, height = (int)canvas->height;
	uint8_t *bytes = NULL;
	size_t len = lossless
		? WebPEncodeLosslessRGBA(from, width, height, width * 4, &bytes)
		: WebPEncodeRGBA(from, width, height, width * 4, 60, &bytes);

	if (len == 0 || fwrite(bytes, 1, len, file) != len)
		give_up(path);
	WebPFree(bytes);
	fclose(file);
}

void
write_webp(const struct canvas *canvas, const char *path)
{
	webp_file(canvas, path, false);
}

void
write_webp_lossless(const struct canvas *canvas, const char *path)
{
	webp_file(canvas, path, true);
}

static bool
gif_frame(GifFileType *gif, const struct canvas *canvas, int frame,
	GifPixelType *row)
{
	const GifPixelType flat = (GifPixelType)(frame * 20 + 20);

	if (EGifPutImageDesc(gif, 0, 0, (int)canvas->width,
		    (int)canvas->height, false, NULL) == GIF_ERROR)
		return false;
	for (size_t y = 0; y < canvas->height; y++) {
		for (size_t x = 0; x < canvas->width; x++)
			row[x] = frame < 2 ? flat : (GifPixelType)(grey_of(
				&canvas->at[y * canvas->width + x]) / 4);
		if (EGifPutLine(gif, row, (int)canvas->width) == GIF_ERROR)
			return false;
	}
	return true;
}

void
write_gif(const struct canvas *canvas, const char *path)
{
	int reason = 0;
	GifFileType *gif = EGifOpenFileName(path, false, &reason);
	ColorMapObject *map = GifMakeMapObject(GIF_GREYS, NULL);
	GifPixelType *row = calloc(canvas->width, 1);

	if (gif == NULL || map == NULL || row == NULL)
		give_up(path);
	for (int i = 0; i < GIF_GREYS; i++) {
		GifByteType grey = (GifByteType)(i * 255 / (GIF_GREYS - 1));

		map->Colors[i] = (GifColorType){grey, grey, grey};
	}
	EGifSetGifVersion(gif, true);
	if (EGifPutScreenDesc(gif, (int)canvas->width, (int)canvas->height, 6,
		    0, map) == GIF_ERROR)
		give_up(path);
	for (int frame = 0; frame < 3; frame++) {
		if (!gif_frame(gif, canvas, frame, row))
			give_up(path);
	}
	EGifCloseFile(gif, &reason);
	GifFreeMapObject(map);
	free(row);
}

static void
put32(uint8_t *at, size_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

void
write_bmp(const struct canvas *canvas, const char *path)
{
	size_t stride = (canvas->width * 3 + 3) / 4 * 4;
	uint8_t header[54] = {'B', 'M', [26] = 1, [28] = 24};
	uint8_t *row = calloc(stride, 1);
	FILE *file = open_file(path);

	if (row == NULL)
		give_up(path);
	put32(header + 2, sizeof(header) + stride * canvas->height);
	put32(header + 10, sizeof(header));
	put32(header + 14, 40);
	put32(header + 18, canvas->width);
	put32(header + 22, canvas->height);
	fwrite(header, 1, sizeof(header), file);
	for (size_t y = canvas->height; y-- > 0;) {
		const struct colour *from = canvas->at + y * canvas->width;

		for (size_t x = 0; x < canvas->width; x++) {
			row[3 * x] = from[x].blue;
			row[3 * x + 1] = from[x].green;
			row[3 * x + 2] = from[x].red;
		}
		fwrite(row, 1, stride, file);
	}
	free(row);
	if (fclose(file) != 0)
		give_up(path);
}
