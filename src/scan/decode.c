#include "scan/decode.h"

#include <iconv.h>

#include <zbar.h>

#include "base/utf8.h"

/*
 * zbar converts texts with a declared encoding, and glibc loads a module for
 * each when it is first opened. A handle kept open keeps the module.
 */
static const char *const encodings[] = {
	/* zbar asks for these whatever the code is. */
	"SJIS", "BIG-5", "ISO8859-1",
	/* The rare ones. */
	"CP437", "ISO8859-2", "ISO8859-3", "ISO8859-4", "ISO8859-5", "ISO8859-6",
	"ISO8859-7", "ISO8859-8",
	"ISO8859-9", "ISO8859-10", "ISO8859-11", "ISO8859-13", "ISO8859-14",
	"ISO8859-15", "ISO8859-16",
};
#define USUAL 3
#define KANJI 0 /* the encoding of what is in Kanji mode */

struct decoder {
	zbar_image_scanner_t *scanner;
	iconv_t handles[COUNT_OF(encodings)];
};

/* Without the DataBar family, whose decoder had a hole (CVE-2023-40890). */
static const zbar_symbol_type_t others[] = {
	ZBAR_EAN13, ZBAR_EAN8, ZBAR_UPCA, ZBAR_CODE128,
};

#define OTHER_DENSITY 4 /* a line in so many: bars are long */

static zbar_image_scanner_t *
scanner_new(void)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();

	if (scanner != NULL)
		zbar_image_scanner_set_config(scanner, ZBAR_NONE,
			ZBAR_CFG_ENABLE, 0);
	return scanner;
}

struct decoder *
decoder_new(bool all_encodings, struct err *err)
{
	struct decoder *decoder = calloc(1, sizeof(*decoder));

	if (decoder == NULL) {
		err_nomem(err);
		return NULL;
	}
	for (size_t i = 0; i < COUNT_OF(encodings); i++)
		decoder->handles[i] = i < USUAL || all_encodings
			? iconv_open("UTF-8", encodings[i]) : (iconv_t)-1;
	decoder->scanner = scanner_new();
	if (decoder->scanner == NULL) {
		err_nomem(err);
		decoder_free(&decoder);
		return NULL;
	}
	zbar_image_scanner_set_config(decoder->scanner, ZBAR_QRCODE,
		ZBAR_CFG_ENABLE, 1);
	/* The bytes of the code: zbar would guess their encoding wrong. */
	zbar_image_scanner_set_config(decoder->scanner, ZBAR_QRCODE,
		ZBAR_CFG_BINARY, 1);
	return decoder;
}

void
decoder_free(struct decoder **decoder)
{
	if (*decoder == NULL)
		return;
	for (size_t i = 0; i < COUNT_OF(encodings); i++) {
		if ((*decoder)->handles[i] != (iconv_t)-1)
			iconv_close((*decoder)->handles[i]);
	}
	if ((*decoder)->scanner != NULL)
		zbar_image_scanner_destroy((*decoder)->scanner);
	free(*decoder);
	*decoder = NULL;
}

static void
image_destroy(zbar_image_t **image)
{
	if (*image != NULL)
		zbar_image_destroy(*image);
}

static zbar_image_t *
image_of(const struct plane *plane)
{
	zbar_image_t *image = zbar_image_create();

	if (image == NULL)
		return NULL;
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, (unsigned int)plane->width,
		(unsigned int)plane->height);
	zbar_image_set_data(image, plane->at, plane->width * plane->height,
		NULL);
	return image;
}

static struct box
box_of(const zbar_symbol_t *symbol, int scale)
{
	unsigned int count = zbar_symbol_get_loc_size(symbol);
	struct box box = {0};

	for (unsigned int i = 0; i < count; i++) {
		int x = zbar_symbol_get_loc_x(symbol, i) * scale;
		int y = zbar_symbol_get_loc_y(symbol, i) * scale;

		box.left = i == 0 || x < box.left ? x : box.left;
		box.right = i == 0 || x > box.right ? x : box.right;
		box.top = i == 0 || y < box.top ? y : box.top;
		box.bottom = i == 0 || y > box.bottom ? y : box.bottom;
	}
	return box;
}

/* A character of Kanji mode from *at on, or ASCII; *sure: no text in Latin-1
 * begins like this. */
static bool
is_kanji(const uint8_t *bytes, size_t len, size_t *at, bool *sure)
{
	uint8_t first = bytes[(*at)++], second;

	if (first < 0x80)
		return true;
	if (*at == len || first == 0x80 || first > 0xEB ||
	    (first > 0x9F && first < 0xE0))
		return false;
	*sure |= first <= 0x9F;
	second = bytes[(*at)++];
	return second >= 0x40 && second <= 0xFC && second != 0x7F;
}

static bool
has_kanji(const uint8_t *bytes, size_t len)
{
	bool sure = false;

	for (size_t at = 0; at < len;) {
		if (!is_kanji(bytes, len, &at, &sure))
			return false;
	}
	return sure;
}

static bool
add_converted(iconv_t handle, const char *bytes, size_t len, struct buf *out)
{
	bool sure = false;

	for (size_t at = 0; at < len;) {
		char character[2], text[8];
		char *from = character, *to = text;
		size_t start = at, left, room = sizeof(text);

		is_kanji((const uint8_t *)bytes, len, &at, &sure);
		left = at - start;
		memcpy(character, bytes + start, left);
		if (iconv(handle, &from, &left, &to, &room) != 0)
			return false;
		buf_add(out, text, (size_t)(to - text));
	}
	return true;
}

/* zbar leaves Kanji mode as it is, since it is to leave bytes so. */
static bool
add(struct decoder *decoder, const zbar_symbol_t *symbol,
	const struct box *box, struct findings *findings, struct err *err)
{
	const char *bytes = zbar_symbol_get_data(symbol);
	size_t len = zbar_symbol_get_data_length(symbol);
	BUF text = {0};

	if (utf8_valid(bytes, len) ||
	    !has_kanji((const uint8_t *)bytes, len) ||
	    !add_converted(decoder->handles[KANJI], bytes, len, &text))
		return findings_add(findings, bytes, len, box, err);
	return buf_ok(&text, err) && findings_add(findings, text.data,
		text.len, box, err);
}

/* box: where the code is, or NULL to take it from the symbols. */
static bool
scan(struct decoder *decoder, const struct plane *plane, int scale,
	const struct box *box, struct findings *findings, size_t *count,
	struct err *err)
{
	CLEANUP(image_destroy) zbar_image_t *image = image_of(plane);
	const zbar_symbol_t *symbol;

	if (image == NULL || zbar_scan_image(decoder->scanner, image) < 0)
		return err_nomem(err);
	for (symbol = zbar_image_first_symbol(image); symbol != NULL;
	     symbol = zbar_symbol_next(symbol)) {
		struct box where = box != NULL ? *box
			: box_of(symbol, scale);

		/* Any chequered surface is a code that says nothing. */
		if (zbar_symbol_get_type(symbol) != ZBAR_PARTIAL &&
		    zbar_symbol_get_data_length(symbol) == 0)
			continue;
		++*count;
		if (zbar_symbol_get_type(symbol) == ZBAR_PARTIAL)
			findings->part = true;
		else if (!add(decoder, symbol, &where, findings, err))
			return false;
	}
	return true;
}

bool
decoder_scan(struct decoder *decoder, const struct plane *plane,
	int scale, struct findings *findings, struct err *err)
{
	size_t count = 0;

	return scan(decoder, plane, scale, NULL, findings, &count, err);
}

bool
decoder_scan_drawn(struct decoder *decoder, const struct plane *drawing,
	const struct box *box, struct findings *findings, bool *found,
	struct err *err)
{
	size_t count = 0;
	bool good = scan(decoder, drawing, 1, box, findings, &count, err);

	*found = count > 0;
	return good;
}

static void
scanner_destroy(zbar_image_scanner_t **scanner)
{
	if (*scanner != NULL)
		zbar_image_scanner_destroy(*scanner);
}

const char *
decoder_other(const struct plane *plane)
{
	CLEANUP(scanner_destroy) zbar_image_scanner_t *scanner = scanner_new();
	CLEANUP(image_destroy) zbar_image_t *image = image_of(plane);
	const zbar_symbol_t *symbol;

	if (scanner == NULL || image == NULL)
		return NULL;
	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY,
		OTHER_DENSITY);
	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY,
		OTHER_DENSITY);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		zbar_image_scanner_set_config(scanner, others[i],
			ZBAR_CFG_ENABLE, 1);
	if (zbar_scan_image(scanner, image) <= 0)
		return NULL;
	symbol = zbar_image_first_symbol(image);
	return symbol != NULL
		? zbar_get_symbol_name(zbar_symbol_get_type(symbol)) : NULL;
}
