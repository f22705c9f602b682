#include <setjmp.h>
#include <stdarg.h>

#include "codec/base32.h"

#include <cmocka.h>

/* RFC 4648 section 10, unpadded. */
static const struct {
	const char *bytes, *text;
} rfc[] = {
	{"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"},
	{"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"},
};

static void
expect(const char *text, size_t len, const void *bytes, size_t count)
{
	SECRET got = {0};
	struct err err = {0};

	if (!base32_decode(text, len, &got, &err))
		fail_msg("%s: %s", text, err.text);
	assert_int_equal(got.len, count);
	assert_memory_equal(got.bytes, bytes, count);
}

static void
expect_error(const char *text, const char *wanted)
{
	SECRET got = {0};
	struct err err = {0};

	assert_false(base32_decode(text, strlen(text), &got, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.text, wanted);
	assert_null(got.bytes);
}

static void
test_rfc_4648_vectors_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rfc); i++) {
		BUF text = {0};

		expect(rfc[i].text, strlen(rfc[i].text), rfc[i].bytes,
			strlen(rfc[i].bytes));
		base32_encode((const uint8_t *)rfc[i].bytes,
			strlen(rfc[i].bytes), &text);
		assert_string_equal(buf_text(&text), rfc[i].text);
	}
}

static void
test_keys_as_people_paste_them(void **state)
{
	static const char *const rows[] = {
		"mzxw6ytboi", "MZXW 6YTB OI", "MZXW-6YTB-OI", "mzxw_6ytb_oi",
		"\tMZXW6YTB\r\nOI\n", "MZXW6YTBOI======", "MZXW6YTBOI=",
		"MZXW6YTBOI===========", "MZXW6YTBOI== ==\n",
		"MZXW\xC2\xA0" "6YTB\xC2\xA0OI",
		"MZXW\xE2\x80\xAF" "6YTB\xE2\x80\x89OI",
		"MZXW\xE2\x80\x93" "6YTB\xE2\x80\x8BOI",
		"\xEF\xBB\xBFMZXW6YTBOI",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect(rows[i], strlen(rows[i]), "foobar", 6);
}

static void
test_left_over_bits_are_dropped(void **state)
{
	(void)state;
	/* 3 and 6 characters modulo 8 are no legal Base32, yet occur. */
	expect("MZX", 3, "f", 1);
	expect("MZXW6Y", 6, "foo", 3);
	expect("MZ", 2, "f", 1);
}

static void
test_bad_characters_are_named_with_their_position(void **state)
{
	(void)state;
	expect_error("MZXW!YTB", "character 5 must be A-Z or 2-7, is '!'");
	expect_error("0ZXW", "character 1 must be A-Z or 2-7, is '0' "
		"(did you mean the letter O?)");
	expect_error("MZ XW 1", "character 7 must be A-Z or 2-7, is '1' "
		"(did you mean the letter I or L?)");
	expect_error("M8", "character 2 must be A-Z or 2-7, is '8' "
		"(did you mean the letter B?)");
	expect_error("M9", "character 2 must be A-Z or 2-7, is '9'");
	expect_error("MZ\xC3\xA9" "A",
		"character 3 must be A-Z or 2-7, is '\xC3\xA9'");
	expect_error("\xC2\xA0MZ\xC3\xA9" "A",
		"character 4 must be A-Z or 2-7, is '\xC3\xA9'");
	expect_error("MZ\x1b[A", "character 3 must be A-Z or 2-7, is U+001B");
	expect_error("MZ\xE2\x80\xAE" "A",
		"character 3 must be A-Z or 2-7, is U+202E");
	expect_error("MZ\xff",
		"character 3 must be A-Z or 2-7, is not even UTF-8");
	expect_error("MZ=XW", "character 3 must be A-Z or 2-7, is '=', "
		"which may stand only at the end");
}

static void
test_too_little_is_refused(void **state)
{
	(void)state;
	expect_error("", "must not be empty");
	expect_error(" - ==", "must not be empty");
	expect_error("A", "must be at least 2 characters, is 1");
}

static void
test_nul_is_a_bad_character(void **state)
{
	SECRET got = {0};
	struct err err = {0};

	(void)state;
	assert_false(base32_decode("MZ\0XW", 5, &got, &err));
	assert_string_equal(err.text,
		"character 3 must be A-Z or 2-7, is U+0000");
}

static void
test_every_length_comes_back(void **state)
{
	uint8_t bytes[260];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 37 + 11);
	for (size_t len = 1; len <= sizeof(bytes); len++) {
		BUF text = {0};

		base32_encode(bytes, len, &text);
		assert_int_equal(text.len, (len * 8 + 4) / 5);
		expect(buf_text(&text), text.len, bytes, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc_4648_vectors_both_ways),
		cmocka_unit_test(test_keys_as_people_paste_them),
		cmocka_unit_test(test_left_over_bits_are_dropped),
		cmocka_unit_test(
			test_bad_characters_are_named_with_their_position),
		cmocka_unit_test(test_too_little_is_refused),
		cmocka_unit_test(test_nul_is_a_bad_character),
		cmocka_unit_test(test_every_length_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
