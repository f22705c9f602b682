/* Codes that say something, made by libqrencode, on planes and in files. */
#ifndef TESTS_CODED_H
#define TESTS_CODED_H

#include <qrencode.h>

#include "base/buf.h"
#include "drawn.h"

#define BMP_HEADER 54

/* Takes the code. */
static inline void
matrix_of(struct matrix *matrix, QRcode *code)
{
	if (code == NULL)
		abort();
	memset(matrix, 0, sizeof(*matrix));
	matrix->side = (size_t)code->width;
	for (size_t i = 0; i < matrix->side * matrix->side; i++)
		matrix->dark[i] = code->data[i] & 1;
	QRcode_free(code);
}

static inline void
coded_matrix(struct matrix *matrix, const void *bytes, size_t len)
{
	matrix_of(matrix, QRcode_encodeData((int)len, bytes, 0, QR_ECLEVEL_M));
}

/* Bytes that an extended channel interpretation says the encoding of. */
static inline void
declared_matrix(struct matrix *matrix, unsigned int eci, const char *bytes)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);

	if (input == NULL || QRinput_appendECIheader(input, eci) != 0 ||
	    QRinput_append(input, QR_MODE_8, (int)strlen(bytes),
		    (const unsigned char *)bytes) != 0)
		abort();
	matrix_of(matrix, QRcode_encodeInput(input));
	QRinput_free(input);
}

static inline void
kanji_matrix(struct matrix *matrix, const char *bytes)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);

	if (input == NULL || QRinput_append(input, QR_MODE_KANJI,
		    (int)strlen(bytes), (const unsigned char *)bytes) != 0)
		abort();
	matrix_of(matrix, QRcode_encodeInput(input));
	QRinput_free(input);
}

static inline void
blank_plane(struct plane *plane, size_t width, size_t height)
{
	struct err err;

	if (!plane_init(plane, width, height, &err))
		abort();
	memset(plane->at, 255, width * height);
}

/* Modules of so many pixels from (x, y) on, the light ones, too. */
static inline void
put_matrix(const struct matrix *matrix, size_t pixels, size_t x, size_t y,
	struct plane *plane)
{
	for (size_t j = 0; j < matrix->side * pixels; j++) {
		for (size_t i = 0; i < matrix->side * pixels; i++)
			plane->at[(y + j) * plane->width + x + i] =
				matrix->dark[j / pixels * matrix->side +
					i / pixels] ? 0 : 255;
	}
}

static inline void
put_text(const char *text, size_t pixels, size_t x, size_t y,
	struct plane *plane)
{
	struct matrix matrix;

	coded_matrix(&matrix, text, strlen(text));
	put_matrix(&matrix, pixels, x, y, plane);
}

static inline void
put_le32(uint8_t *to, size_t value)
{
	for (size_t i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

/* As a BMP file of three bytes a pixel. */
static inline void
plane_as_bmp(const struct plane *plane, struct buf *out)
{
	size_t padding = (4 - plane->width * 3 % 4) % 4;
	uint8_t header[BMP_HEADER] = {'B', 'M', [26] = 1, [28] = 24};

	put_le32(header + 10, BMP_HEADER);
	put_le32(header + 14, BMP_HEADER - 14);
	put_le32(header + 18, plane->width);
	put_le32(header + 22, plane->height);
	buf_add(out, header, sizeof(header));
	for (size_t y = plane->height; y-- > 0;) {
		for (size_t x = 0; x < plane->width * 3; x++)
			buf_add_byte(out,
				plane->at[y * plane->width + x / 3]);
		buf_add(out, "\0\0\0", padding);
	}
}

#endif
