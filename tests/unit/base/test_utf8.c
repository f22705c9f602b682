#include <setjmp.h>
#include <stdarg.h>

#include "base/utf8.h"

#include <iconv.h>

#include <cmocka.h>

#define LAST_CODE_POINT UINT32_C(0x10FFFF)

static bool
is_surrogate(uint32_t code_point)
{
	return code_point >= 0xD800 && code_point <= 0xDFFF;
}

/* The C library's own converter says what is right. */
static size_t
convert(iconv_t converter, const void *in, size_t in_len, void *out,
	size_t out_len)
{
	char *from = (char *)(uintptr_t)in, *to = out;
	size_t room = out_len;

	iconv(converter, NULL, NULL, NULL, NULL);
	if (iconv(converter, &from, &in_len, &to, &room) != 0)
		return 0;
	return out_len - room;
}

/* A text of UTF-8, in either byte order of UTF-16 and back. */
static void
test_utf16_agrees_with_the_c_library(void **state)
{
	static const char *const orders[] = {"UTF-16LE", "UTF-16BE"};
	static const char text[] = "\xEF\xBB\xBF" "a\xC3\xBC\xE2\x82\xAC"
		"\xF0\x9F\x94\x91\xEF\xBF\xBD\r\n";
	const size_t mark = 3;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		iconv_t converter = iconv_open(orders[i], "UTF-8");
		uint8_t wide[64];
		BUF buf = {0};
		size_t len;

		assert_true(converter != (iconv_t)-1);
		len = convert(converter, text, strlen(text), wide,
			sizeof(wide));
		iconv_close(converter);
		assert_true(utf8_from_utf16(&buf, wide, len));
		assert_string_equal(buf_text(&buf), text + mark);
	}
}

static void
test_utf16_that_is_none(void **state)
{
	static const uint8_t plain[] = {'a', 0, 'b', 0};
	/* half a pair, the other half alone, and an odd byte */
	static const uint8_t broken[] = {0xFF, 0xFE, 0x3D, 0xD8, 'a', 0,
		0x11, 0xDD, 'b'};
	BUF buf = {0};

	(void)state;
	assert_false(utf8_from_utf16(&buf, plain, sizeof(plain)));
	assert_false(utf8_from_utf16(&buf, plain, 0));
	assert_int_equal(buf.len, 0);
	assert_true(utf8_from_utf16(&buf, broken, sizeof(broken)));
	assert_string_equal(buf_text(&buf), "\xEF\xBF\xBD" "a\xEF\xBF\xBD"
		"\xEF\xBF\xBD");
}

static void
test_every_code_point_agrees_with_the_c_library(void **state)
{
	iconv_t converter = iconv_open("UTF-8", "UTF-32LE");
	BUF buf = {0};

	(void)state;
	assert_true(converter != (iconv_t)-1);
	for (uint32_t c = 0; c <= LAST_CODE_POINT; c++) {
		const uint8_t utf32[] = {(uint8_t)c, (uint8_t)(c >> 8),
			(uint8_t)(c >> 16), 0};
		char want[8];
		size_t len, at = 0;

		if (is_surrogate(c))
			continue;
		len = convert(converter, utf32, sizeof(utf32), want,
			sizeof(want));
		buf.len = 0;
		utf8_add(&buf, c);
		if (buf.len != len || memcmp(buf.data, want, len) != 0 ||
		    utf8_next(want, len, &at) != c || at != len)
			fail_msg("U+%04X differs", (unsigned int)c);
	}
	iconv_close(converter);
}

/* All pairs of bytes behind each kind of first bytes. */
static void
test_every_short_sequence_agrees_with_the_c_library(void **state)
{
	static const char *const starts[] = {"", "\xE0", "\xE1", "\xEC",
		"\xED", "\xEE", "\xEF", "\xF0\x8F", "\xF0\x90", "\xF1\x80",
		"\xF3\xBF", "\xF4\x8F", "\xF4\x90", "\xF5\x80"};
	iconv_t converter = iconv_open("UTF-32LE", "UTF-8");

	(void)state;
	assert_true(converter != (iconv_t)-1);
	for (size_t s = 0; s < COUNT_OF(starts); s++) {
		size_t len = strlen(starts[s]);
		char text[4] = "";

		memcpy(text, starts[s], len);
		for (unsigned int pair = 0; pair <= 0xFFFF; pair++) {
			char out[32];
			bool good;

			text[len] = (char)(pair >> 8);
			text[len + 1] = (char)pair;
			good = convert(converter, text, len + 2, out,
				sizeof(out)) != 0;
			if (utf8_valid(text, len + 2) != good)
				fail_msg("start %zu with %04x differs", s,
					pair);
		}
	}
	iconv_close(converter);
}

/* RFC 3629, sections 3, 4 and 10. */
static void
test_the_malformed_sequences_of_rfc_3629(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} rows[] = {
		{"\x80", 1}, {"\xBF", 1},               /* lone continuation */
		{"\xC0\x80", 2}, {"\xC1\xBF", 2},       /* overlong */
		{"\xE0\x80\x80", 3}, {"\xE0\x9F\xBF", 3},
		{"\xF0\x80\x80\x80", 4}, {"\xF0\x8F\xBF\xBF", 4},
		{"\xC0\xAE", 2}, {"/\xC0\xAE./", 5},    /* of section 10 */
		{"\xED\xA0\x80", 3}, {"\xED\xBF\xBF", 3}, /* surrogates */
		{"\xED\xA1\x8C\xED\xBE\xB4", 6},        /* CESU-8 */
		{"\xF4\x90\x80\x80", 4},                /* U+110000 */
		{"\xF5\x80\x80\x80", 4}, {"\xF8\x88\x80\x80\x80", 5},
		{"\xFC\x84\x80\x80\x80\x80", 6}, {"\xFE", 1}, {"\xFF", 1},
		{"\xC3", 1}, {"\xE2\x82", 2}, {"\xF0\x9F\x98", 3}, /* cut */
		{"\xC3" "A", 2}, {"\xE2\x82" "A", 3}, {"\xE2" "A\x82", 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (utf8_valid(rows[i].bytes, rows[i].len))
			fail_msg("row %zu is taken for valid", i);
	}
}

/* RFC 3629, section 7. */
static void
test_the_examples_of_rfc_3629(void **state)
{
	static const char text[] = "\x41\xE2\x89\xA2\xCE\x91\x2E"
		"\xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4"
		"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E"
		"\xEF\xBB\xBF\xF0\xA3\x8E\xB4";
	static const uint32_t want[] = {0x41, 0x2262, 0x391, 0x2E, 0xD55C,
		0xAD6D, 0xC5B4, 0x65E5, 0x672C, 0x8A9E, 0xFEFF, 0x233B4};
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(want); i++)
		assert_int_equal(utf8_next(text, sizeof(text) - 1, &at),
			want[i]);
	assert_int_equal(at, sizeof(text) - 1);
	assert_true(utf8_valid(text, sizeof(text) - 1));
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("a\0b", 3));
}

static void
test_a_bad_byte_costs_itself_only(void **state)
{
	static const char text[] = "\xE2\x82" "A\xFF" "B\xC3";
	static const uint32_t want[] = {UTF8_INVALID, UTF8_INVALID, 'A',
		UTF8_INVALID, 'B', UTF8_INVALID};
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(want); i++)
		assert_int_equal(utf8_next(text, sizeof(text) - 1, &at),
			want[i]);
	assert_int_equal(at, sizeof(text) - 1);
}

static void
test_latin1_becomes_utf8(void **state)
{
	BUF buf = {0};

	(void)state;
	utf8_from_latin1(&buf, (const uint8_t *)"M\xFCnch\xE9\x80\xFF", 8);
	assert_string_equal(buf_text(&buf),
		"M\xC3\xBCnch\xC3\xA9\xC2\x80\xC3\xBF");
}

static void
test_what_steers_a_terminal_is_unsafe(void **state)
{
	static const uint32_t unsafe[] = {0, 0x07, 0x08, '\t', '\n', '\r',
		0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029,
		0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, UTF8_INVALID};
	static const uint32_t safe[] = {' ', '~', 0xA0, 0xE9, 0x200B, 0x200D,
		0x2027, 0x202F, 0x4E2D, 0xFFFD, 0x1F600, 0x10FFFF};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(unsafe); i++)
		assert_true(utf8_is_unsafe(unsafe[i]));
	for (size_t i = 0; i < COUNT_OF(safe); i++)
		assert_false(utf8_is_unsafe(safe[i]));
}

static void
test_printable_text_has_marks_for_what_is_unsafe(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *want;
	} rows[] = {
		{"plain \xC3\xA9 \xF0\x9F\x98\x80", 13,
			"plain \xC3\xA9 \xF0\x9F\x98\x80"},
		{"\x1B]52;c;eA==\x07", 12,
			"\xEF\xBF\xBD]52;c;eA==\xEF\xBF\xBD"},
		{"a\0b", 3, "a\xEF\xBF\xBD" "b"},
		{"\xC2\x9B" "31m", 5, "\xEF\xBF\xBD" "31m"},
		{"\xE2\x80\xAE" "gpj", 6, "\xEF\xBF\xBD" "gpj"},
		{"\xE2\x82", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"", 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF buf = {0};

		utf8_printable(&buf, rows[i].text, rows[i].len);
		assert_string_equal(buf_text(&buf), rows[i].want);
	}
}

static void
test_what_ends_at_a_place_is_what_begins_before_it(void **state)
{
	static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z";
	static const char bad[] = "a\x80\x80\xC3";
	size_t len = strlen(text), at = 0;

	(void)state;
	assert_true(utf8_before(text, 0) == UTF8_INVALID);
	while (at < len) {
		uint32_t code_point = utf8_next(text, len, &at);

		assert_true(utf8_before(text, at) == code_point);
	}
	/* A sequence that is cut, and bytes that belong to none. */
	assert_true(utf8_before(text, 5) == UTF8_INVALID);
	assert_true(utf8_before(bad, 4) == UTF8_INVALID);
	assert_true(utf8_before(bad + 1, 2) == UTF8_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_every_code_point_agrees_with_the_c_library),
		cmocka_unit_test(
			test_every_short_sequence_agrees_with_the_c_library),
		cmocka_unit_test(test_utf16_agrees_with_the_c_library),
		cmocka_unit_test(test_utf16_that_is_none),
		cmocka_unit_test(test_the_malformed_sequences_of_rfc_3629),
		cmocka_unit_test(test_the_examples_of_rfc_3629),
		cmocka_unit_test(test_a_bad_byte_costs_itself_only),
		cmocka_unit_test(test_latin1_becomes_utf8),
		cmocka_unit_test(test_what_steers_a_terminal_is_unsafe),
		cmocka_unit_test(
			test_printable_text_has_marks_for_what_is_unsafe),
		cmocka_unit_test(
			test_what_ends_at_a_place_is_what_begins_before_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
