#include <setjmp.h>
#include <stdarg.h>

#include "base/picture.h"

#include <cmocka.h>

#ifdef OTP_HEIF
#define HEIF PICTURE_HEIF
#else
#define HEIF PICTURE_REFUSED
#endif

#define BYTES(text) (const uint8_t *)(text), sizeof(text) - 1

static void
test_kinds_are_told_by_their_first_bytes(void **state)
{
	static const struct {
		const uint8_t *bytes;
		size_t len;
		enum picture_type type;
		const char *name;
	} rows[] = {
		{BYTES("\x89PNG\r\n\x1a\n"), PICTURE_PNG, "a PNG picture"},
		{BYTES("\xff\xd8\xff\xe0"), PICTURE_JPEG, "a JPEG picture"},
		{BYTES("RIFFabcdWEBP"), PICTURE_WEBP, "a WebP picture"},
		{BYTES("GIF87a"), PICTURE_GIF, "a GIF picture"},
		{BYTES("GIF89a"), PICTURE_GIF, "a GIF picture"},
		{BYTES("BM\1\2\3\4\0\0\0\0\1\2\3\4"), PICTURE_BMP,
			"a BMP picture"},
		{BYTES("II*\0"), PICTURE_REFUSED, "a TIFF picture"},
		{BYTES("MM\0*"), PICTURE_REFUSED, "a TIFF picture"},
		{BYTES("%PDF-1.4"), PICTURE_REFUSED, "a PDF document"},
		{BYTES("\0\0\0\x18" "ftypheic"), HEIF,
			"a HEIC picture"},
		{BYTES("\0\0\0\x18" "ftypavif"), HEIF,
			"an AVIF picture"},
		{BYTES("<svg xmlns='x'/>"), PICTURE_REFUSED,
			"an SVG drawing"},
		{BYTES("\xEF\xBB\xBF \n<?xml version='1.0'?><svg>"),
			PICTURE_REFUSED, "an SVG drawing"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct picture_kind *kind =
			picture_kind(rows[i].bytes, rows[i].len);

		assert_non_null(kind);
		assert_int_equal(kind->type, rows[i].type);
		assert_string_equal(kind->name, rows[i].name);
	}
}

static void
test_other_files_are_no_pictures(void **state)
{
	static const struct {
		const uint8_t *bytes;
		size_t len;
	} rows[] = {
		{BYTES("")}, {BYTES("\x89PN")}, {BYTES("BMW;Audi;VW;Opel")},
		{BYTES("otpauth://totp/a?secret=MFRGG")}, {BYTES("   ")},
		{BYTES("{\"svg\": \"<svg\"}")}, {BYTES("RIFFabcdWAVE")},
		{BYTES("<?xml version='1.0'?><database/>")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_null(picture_kind(rows[i].bytes, rows[i].len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds_are_told_by_their_first_bytes),
		cmocka_unit_test(test_other_files_are_no_pictures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
