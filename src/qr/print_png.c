/*
 * PNG (RFC 2083) written by hand: otp links no image library, since those are
 * for otp-scan alone, and black and white pixels in stored (uncompressed)
 * deflate blocks (RFC 1950, 1951) need none.
 */
#include "qr/print.h"

#include "base/utf8.h"
#include "codec/unicode.h"
#include "qr/print_font.h"
#include "qr/print_label.h"

#define STORED_MAX ((size_t)65535)
#define ADLER_BASE 65521u
#define CRC_POLYNOMIAL 0xedb88320u
#define DOT 2 /* pixels on a side of a dot of the font */
#define HALF (QR_PIXELS / 2)

/* One bit a pixel, 1 is white; a byte for the filter (0: none) before each
 * row, as the file has it. */
struct bitmap {
	unsigned int width, height; /* pixels */
	size_t stride;
	struct buf rows;
};

static void
bitmap_wipe(struct bitmap *bitmap)
{
	buf_wipe(&bitmap->rows);
}

static bool
bitmap_init(struct bitmap *bitmap, unsigned int width, unsigned int height,
	struct err *err)
{
	size_t stride = 1 + ((size_t)width + 7) / 8;
	uint8_t *at = buf_reserve(&bitmap->rows, stride * height);

	if (at == NULL)
		return err_nomem(err);
	memset(at, 0xff, stride * height);
	for (unsigned int y = 0; y < height; y++)
		at[y * stride] = 0;
	bitmap->rows.len = stride * height;
	bitmap->width = width;
	bitmap->height = height;
	bitmap->stride = stride;
	return true;
}

static void
fill_black(struct bitmap *bitmap, unsigned int left, unsigned int top,
	unsigned int side)
{
	for (unsigned int y = top; y < top + side; y++) {
		uint8_t *row = bitmap->rows.data + y * bitmap->stride + 1;

		for (unsigned int x = left; x < left + side; x++)
			row[x / 8] &= (uint8_t)~(0x80u >> x % 8);
	}
}

static void
draw_matrix(struct bitmap *bitmap, const struct qr_matrix *matrix)
{
	for (unsigned int y = 0; y < matrix->size; y++) {
		for (unsigned int x = 0; x < matrix->size; x++) {
			if (!qr_is_dark(matrix, (int)x, (int)y))
				continue;
			fill_black(bitmap, (x + QR_QUIET_ZONE) * QR_PIXELS,
				(y + QR_QUIET_ZONE) * QR_PIXELS, QR_PIXELS);
		}
	}
}

static void
draw_glyph(struct bitmap *bitmap, uint32_t code_point, unsigned int left,
	unsigned int top)
{
	uint8_t glyph[FONT_HEIGHT];

	font_glyph(code_point, glyph);
	for (unsigned int y = 0; y < FONT_HEIGHT; y++) {
		for (unsigned int x = 0; x < FONT_WIDTH; x++) {
			if ((glyph[y] >> (FONT_WIDTH - 1 - x) & 1) == 0)
				continue;
			fill_black(bitmap, left + x * DOT, top + y * DOT, DOT);
		}
	}
}

/* One glyph for each character, however many code points. */
static uint32_t
next_glyph(const char *text, size_t len, size_t *at, int *width)
{
	size_t bytes = unicode_cluster(text, len, *at, width);
	size_t first = *at;
	uint32_t code_point = utf8_next(text, len, &first);

	*at += bytes;
	/* An accent that follows a letter makes it another one. */
	return first == *at ? code_point : UTF8_INVALID;
}

bool
qr_png_draws(const char *label)
{
	size_t len = strlen(label), at = 0;

	while (at < len) {
		int width;
		uint32_t code_point = next_glyph(label, len, &at, &width);

		if (width > 0 && !font_has(code_point))
			return false;
	}
	return true;
}

static void
draw_line(struct bitmap *bitmap, const struct buf *line, size_t columns,
	unsigned int top)
{
	const char *text = buf_text(line);
	unsigned int left = (bitmap->width -
		(unsigned int)columns * LABEL_ADVANCE * HALF) / 2;
	size_t at = 0;

	while (at < line->len) {
		int width;
		uint32_t code_point = next_glyph(text, line->len, &at, &width);

		if (width > 0)
			draw_glyph(bitmap, code_point, left, top);
		left += (unsigned int)width * LABEL_ADVANCE * HALF;
	}
}

static void
add_be32(struct buf *out, uint32_t value)
{
	const uint8_t bytes[] = {
		(uint8_t)(value >> 24), (uint8_t)(value >> 16),
		(uint8_t)(value >> 8), (uint8_t)value,
	};

	buf_add(out, bytes, sizeof(bytes));
}

static uint32_t
crc32(const uint8_t *bytes, size_t len)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ ((crc & 1) != 0 ? CRC_POLYNOMIAL : 0);
	}
	return ~crc;
}

static uint32_t
adler32(const uint8_t *bytes, size_t len)
{
	uint32_t a = 1, b = 0;

	for (size_t i = 0; i < len; i++) {
		a = (a + bytes[i]) % ADLER_BASE;
		b = (b + a) % ADLER_BASE;
	}
	return b << 16 | a;
}

static void
add_chunk(struct buf *out, const char *type, const struct buf *data)
{
	size_t start;

	add_be32(out, (uint32_t)data->len);
	start = out->len;
	buf_add_str(out, type);
	buf_add(out, data->data, data->len);
	if (!out->failed)
		add_be32(out, crc32(out->data + start, out->len - start));
}

static void
add_header(struct buf *out, const struct bitmap *bitmap)
{
	/* One bit of grey; deflate; plain filters; not interlaced. */
	static const uint8_t kind[] = {1, 0, 0, 0, 0};
	BUF data = {0};

	add_be32(&data, bitmap->width);
	add_be32(&data, bitmap->height);
	buf_add(&data, kind, sizeof(kind));
	out->failed |= data.failed;
	add_chunk(out, "IHDR", &data);
}

static void
add_pixels(struct buf *out, const struct bitmap *bitmap)
{
	static const uint8_t zlib[] = {0x78, 0x01};
	const struct buf *rows = &bitmap->rows;
	BUF data = {0};

	buf_add(&data, zlib, sizeof(zlib));
	for (size_t at = 0; at < rows->len; at += STORED_MAX) {
		size_t left = rows->len - at;
		size_t len = left < STORED_MAX ? left : STORED_MAX;
		const uint8_t block[] = {
			len == left, /* the last one */
			(uint8_t)len, (uint8_t)(len >> 8),
			(uint8_t)~len, (uint8_t)(~len >> 8),
		};

		buf_add(&data, block, sizeof(block));
		buf_add(&data, rows->data + at, len);
	}
	add_be32(&data, adler32(rows->data, rows->len));
	out->failed |= data.failed;
	add_chunk(out, "IDAT", &data);
}

bool
qr_write_png(const struct qr_matrix *matrix, const char *label,
	struct buf *out, struct err *err)
{
	static const uint8_t signature[] = {
		0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
	};
	static const struct buf nothing = {0};
	CLEANUP(bitmap_wipe) struct bitmap bitmap = {0};
	LABEL lines = {0};
	unsigned int side = (matrix->size + 2 * QR_QUIET_ZONE) * QR_PIXELS;

	if (!label_cut(label, label_columns(matrix), &lines, err) ||
	    !bitmap_init(&bitmap, side, side + label_height(&lines) * HALF,
		err))
		return false;
	draw_matrix(&bitmap, matrix);
	for (size_t i = 0; i < lines.len; i++)
		draw_line(&bitmap, &lines.lines[i], lines.columns[i],
			side + (unsigned int)i * LABEL_LINE * HALF);
	buf_add(out, signature, sizeof(signature));
	add_header(out, &bitmap);
	add_pixels(out, &bitmap);
	add_chunk(out, "IEND", &nothing);
	return buf_ok(out, err);
}
