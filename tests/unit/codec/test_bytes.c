/* Base64, hexadecimal and percent-encoding. */
#include <setjmp.h>
#include <stdarg.h>

#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/uri.h"

#include <cmocka.h>

static void
test_base64_rfc_4648_vectors_both_ways(void **state)
{
	static const struct {
		const char *bytes, *padded, *raw;
	} rows[] = {
		{"", "", ""}, {"f", "Zg==", "Zg"}, {"fo", "Zm8=", "Zm8"},
		{"foo", "Zm9v", "Zm9v"}, {"foob", "Zm9vYg==", "Zm9vYg"},
		{"fooba", "Zm9vYmE=", "Zm9vYmE"},
		{"foobar", "Zm9vYmFy", "Zm9vYmFy"},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF padded = {0}, raw = {0}, bytes = {0};
		size_t len = strlen(rows[i].bytes);

		base64_encode((const uint8_t *)rows[i].bytes, len,
			BASE64_STRICT, &padded);
		base64_encode((const uint8_t *)rows[i].bytes, len,
			BASE64_RAW_STRICT, &raw);
		assert_string_equal(buf_text(&padded), rows[i].padded);
		assert_string_equal(buf_text(&raw), rows[i].raw);
		assert_true(base64_decode(rows[i].padded,
			strlen(rows[i].padded), BASE64_STRICT, &bytes, &err));
		assert_true(base64_decode(rows[i].raw, strlen(rows[i].raw),
			BASE64_RAW_STRICT, &bytes, &err));
		assert_true(base64_decode(rows[i].raw, strlen(rows[i].raw),
			BASE64_LAX, &bytes, &err));
		assert_int_equal(bytes.len, 3 * len);
	}
}

static void
test_base64_strictness(void **state)
{
	static const struct {
		const char *text;
		bool raw, strict, lax;
	} rows[] = {
		{"Zg==", false, true, true}, {"Zg", true, false, true},
		{"Zg=", false, false, true}, {"Zh==", false, false, true},
		{"Zh", false, false, true}, {"Zm9v=", false, false, true},
		{"Zm9v====", false, false, true}, {"Z", false, false, false},
		{"Zm9vY", false, false, false},
		{"Zm 9v", false, false, true}, {"Zm\n9v\n", false, false, true},
		{"--__", false, false, true}, {"++//", true, true, true},
		{"Zm!v", false, false, false},
		{"Zg==Zg==", false, false, false},
		{"=", false, false, true},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF out = {0};
		size_t len = strlen(rows[i].text);

		assert_int_equal(base64_decode(rows[i].text, len,
			BASE64_RAW_STRICT, &out, &err), rows[i].raw);
		assert_int_equal(base64_decode(rows[i].text, len,
			BASE64_STRICT, &out, &err), rows[i].strict);
		assert_int_equal(base64_decode(rows[i].text, len,
			BASE64_LAX, &out, &err), rows[i].lax);
	}
}

static void
test_base64_alphabets_mean_the_same(void **state)
{
	static const uint8_t wanted[] = {0xfb, 0xef, 0xff};
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_true(base64_decode("--__", 4, BASE64_LAX, &out, &err));
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.data, wanted, 2);
	assert_true(base64_decode("++//", 4, BASE64_STRICT, &out, &err));
	assert_memory_equal(out.data, out.data + 3, 3);
}

static void
test_base64_error_tells_nothing_of_the_text(void **state)
{
	BUF out = {0};
	struct err err = {0};

	(void)state;
	buf_add_str(&out, "kept");
	assert_false(base64_decode("hunter2!", 8, BASE64_LAX, &out, &err));
	assert_string_equal(err.text, "must be Base64, is malformed");
	assert_string_equal(buf_text(&out), "kept");
}

static void
test_hex_both_ways(void **state)
{
	static const uint8_t bytes[] = {0x00, 0x9f, 0xAB, 0xff};
	BUF text = {0}, back = {0};
	struct err err = {0};

	(void)state;
	hex_encode(bytes, sizeof(bytes), &text);
	assert_string_equal(buf_text(&text), "009fabff");
	assert_true(hex_decode("009FabFF", 8, &back, &err));
	assert_int_equal(back.len, sizeof(bytes));
	assert_memory_equal(back.data, bytes, sizeof(bytes));
}

static void
test_hex_refuses(void **state)
{
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_false(hex_decode("abc", 3, &out, &err));
	assert_string_equal(err.text,
		"must be an even number of hexadecimal digits, is odd");
	assert_false(hex_decode("abcg", 4, &out, &err));
	assert_string_equal(err.text,
		"character 4 must be a hexadecimal digit, is another");
	assert_int_equal(out.len, 0);
}

static void
expect_decoded(const char *text, bool plus, const char *wanted)
{
	BUF out = {0};

	uri_decode(text, strlen(text), plus, &out);
	assert_string_equal(buf_text(&out), wanted);
}

static void
test_uri_decoding_keeps_bad_escapes(void **state)
{
	(void)state;
	expect_decoded("a%20b", false, "a b");
	expect_decoded("%F0%9f%98%80", false, "\xF0\x9F\x98\x80");
	expect_decoded("a+b%2B", false, "a+b+");
	expect_decoded("a+b%2B", true, "a b+");
	expect_decoded("100%", false, "100%");
	expect_decoded("%4", false, "%4");
	expect_decoded("%ZZ%4", false, "%ZZ%4");
	expect_decoded("%%41", false, "%A");
	expect_decoded("%25%34%31", false, "%41");
	expect_decoded("", false, "");
}

static void
test_uri_encoding_leaves_only_unreserved_characters(void **state)
{
	BUF out = {0};

	(void)state;
	uri_encode("Az09-._~", 8, &out);
	uri_encode(" :+/?#&=%,\xC3\xA9\x01", 13, &out);
	assert_string_equal(buf_text(&out), "Az09-._~"
		"%20%3A%2B%2F%3F%23%26%3D%25%2C%C3%A9%01");
}

static void
test_uri_every_byte_comes_back(void **state)
{
	char all[256];
	BUF text = {0}, back = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)i;
	uri_encode(all, sizeof(all), &text);
	uri_decode(buf_text(&text), text.len, true, &back);
	assert_int_equal(back.len, sizeof(all));
	assert_memory_equal(back.data, all, sizeof(all));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base64_rfc_4648_vectors_both_ways),
		cmocka_unit_test(test_base64_strictness),
		cmocka_unit_test(test_base64_alphabets_mean_the_same),
		cmocka_unit_test(test_base64_error_tells_nothing_of_the_text),
		cmocka_unit_test(test_hex_both_ways),
		cmocka_unit_test(test_hex_refuses),
		cmocka_unit_test(test_uri_decoding_keeps_bad_escapes),
		cmocka_unit_test(
			test_uri_encoding_leaves_only_unreserved_characters),
		cmocka_unit_test(test_uri_every_byte_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
