#include "base/picture.h"

/* '?' stands for any byte. */
struct magic {
	const char *text;
	size_t len, offset;
	struct picture_kind kind;
};

/* HEIC and AVIF. */
#ifdef OTP_HEIF
#define HEIF PICTURE_HEIF
#else
#define HEIF PICTURE_REFUSED
#endif

#define MAGIC(text) text, sizeof(text) - 1

static const struct magic magics[] = {
	{MAGIC("\x89PNG\r\n\x1a\n"), 0, {PICTURE_PNG, "a PNG picture"}},
	{MAGIC("\xff\xd8\xff"), 0, {PICTURE_JPEG, "a JPEG picture"}},
	{MAGIC("RIFF????WEBP"), 0, {PICTURE_WEBP, "a WebP picture"}},
	{MAGIC("GIF87a"), 0, {PICTURE_GIF, "a GIF picture"}},
	{MAGIC("GIF89a"), 0, {PICTURE_GIF, "a GIF picture"}},
	{MAGIC("BM????\0\0\0\0????"), 0, {PICTURE_BMP, "a BMP picture"}},
	{MAGIC("II*\0"), 0, {PICTURE_REFUSED, "a TIFF picture"}},
	{MAGIC("MM\0*"), 0, {PICTURE_REFUSED, "a TIFF picture"}},
	{MAGIC("%PDF-"), 0, {PICTURE_REFUSED, "a PDF document"}},
	{MAGIC("ftyphei"), 4, {HEIF, "a HEIC picture"}},
	{MAGIC("ftyphev"), 4, {HEIF, "a HEIC picture"}},
	{MAGIC("ftypmif1"), 4, {HEIF, "a HEIC picture"}},
	{MAGIC("ftypavi"), 4, {HEIF, "an AVIF picture"}},
	{MAGIC("\xff\x0a"), 0, {PICTURE_REFUSED, "a JPEG XL picture"}},
	{MAGIC("\0\0\0\x0cJXL "), 0, {PICTURE_REFUSED, "a JPEG XL picture"}},
	{MAGIC("\0\0\0\x0cjP  "), 0, {PICTURE_REFUSED, "a JPEG 2000 picture"}},
	{MAGIC("8BPS"), 0, {PICTURE_REFUSED, "a Photoshop picture"}},
	{MAGIC("gimp xcf"), 0, {PICTURE_REFUSED, "a GIMP picture"}},
	{MAGIC("P4\n"), 0, {PICTURE_REFUSED, "a PBM picture"}},
	{MAGIC("P5\n"), 0, {PICTURE_REFUSED, "a PGM picture"}},
	{MAGIC("P6\n"), 0, {PICTURE_REFUSED, "a PPM picture"}},
	{MAGIC("qoif"), 0, {PICTURE_REFUSED, "a QOI picture"}},
};

static const struct picture_kind svg = {PICTURE_REFUSED, "an SVG drawing"};

static bool
matches(const struct magic *magic, const uint8_t *bytes, size_t len)
{
	if (len < magic->offset || len - magic->offset < magic->len)
		return false;
	for (size_t i = 0; i < magic->len; i++) {
		uint8_t wanted = (uint8_t)magic->text[i];

		if (wanted != '?' && wanted != bytes[magic->offset + i])
			return false;
	}
	return true;
}

/* Text that begins with '<' and has "<svg" near its beginning. */
static bool
is_svg(const uint8_t *bytes, size_t len)
{
	static const uint8_t mark[] = {0xEF, 0xBB, 0xBF};

	if (len > PICTURE_PEEK)
		len = PICTURE_PEEK;
	if (len >= sizeof(mark) && memcmp(bytes, mark, sizeof(mark)) == 0) {
		bytes += sizeof(mark);
		len -= sizeof(mark);
	}
	while (len > 0 && strchr(" \t\r\n", bytes[0]) != NULL &&
	       bytes[0] != '\0') {
		bytes++;
		len--;
	}
	return len > 0 && bytes[0] == '<' && memmem(bytes, len, "<svg", 4);
}

const struct picture_kind *
picture_kind(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(magics); i++) {
		if (matches(&magics[i], bytes, len))
			return &magics[i].kind;
	}
	return is_svg(bytes, len) ? &svg : NULL;
}
