#include <setjmp.h>
#include <stdarg.h>

#include "codec/bech32.h"

#include <cmocka.h>

/* BIP 173, "Test vectors": valid ones whose data is whole bytes. */
static const struct {
	const char *text, *prefix;
	size_t len;
} good[] = {
	{"A12UEL5L", "a", 0},
	{"a12uel5l", "a", 0},
	{"an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcl"
	 "udedcharactersbio1tt5tgs",
		"an83characterlonghumanreadablepartthatcontainsthenumber1and"
		"theexcludedcharactersbio", 0},
	{"?1ezyfcl", "?", 0},
};

static void
test_published_texts_decode(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		SECRET found = {0};

		assert_true(bech32_decode(good[i].text, strlen(good[i].text),
			good[i].prefix, &found, &err));
		assert_int_equal(found.len, good[i].len);
	}
}

/* From the age specification: 32 bytes of 0x42, and a public key. */
#define KEY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZ" \
	"GFPQ4EGAEX"
#define POINT "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

static void
test_key_of_the_age_specification(void **state)
{
	uint8_t want[32];
	SECRET found = {0};
	SECRET point = {0};
	BUF text = {0};
	struct err err = {0};

	(void)state;
	memset(want, 0x42, sizeof(want));
	assert_true(bech32_decode(KEY, strlen(KEY), "age-secret-key-", &found,
		&err));
	assert_int_equal(found.len, sizeof(want));
	assert_memory_equal(found.bytes, want, sizeof(want));
	assert_true(bech32_decode(POINT, strlen(POINT), "age", &point, &err));
	bech32_encode("age", point.bytes, point.len, &text);
	assert_string_equal(buf_text(&text), POINT);
}

static void
test_any_length_comes_back(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t len = 0; len < 70; len++) {
		uint8_t bytes[70];
		SECRET found = {0};
		BUF text = {0};

		for (size_t i = 0; i < len; i++)
			bytes[i] = (uint8_t)(i * 37 + len);
		bech32_encode("x", bytes, len, &text);
		assert_true(bech32_decode(buf_text(&text), text.len, "x",
			&found, &err));
		assert_int_equal(found.len, len);
		assert_memory_equal(found.bytes, bytes, len);
	}
}

static void
test_malformed_texts_are_refused(void **state)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{"", "must begin with \"a1\""},
		{"a", "must begin with \"a1\""},
		{"b12uel5l", "must begin with \"a1\""},
		{"a2uel5l", "must begin with \"a1\""},
		{"A12uEL5L", "must be all in lower or all in upper case"},
		{"a12uel 5l", "must be all in lower or all in upper case"},
		{"a12uel\x7f", "must be all in lower or all in upper case"},
		{"a12uelbl", "must be Bech32, is malformed"},
		{"a12uel", "must be Bech32, is malformed"},
		{"a12uel5m", "is mistyped: its checksum is wrong"},
		{"a1qqqqqqqqq", "must be Bech32, is malformed"},
		{"a1qqqqqqqq", "is mistyped: its checksum is wrong"},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET found = {0};

		assert_false(bech32_decode(rows[i].text, strlen(rows[i].text),
			"a", &found, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
		assert_string_equal(err.text, rows[i].reason);
		assert_null(found.bytes);
	}
}

static void
test_any_mistyped_letter_is_noticed(void **state)
{
	char text[] = POINT;
	struct err err = {0};

	(void)state;
	for (size_t i = strlen("age1"); i < strlen(POINT); i++) {
		SECRET found = {0};

		text[i] = POINT[i] == 'q' ? 'p' : 'q';
		assert_false(bech32_decode(text, strlen(text), "age", &found,
			&err));
		text[i] = POINT[i];
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_texts_decode),
		cmocka_unit_test(test_key_of_the_age_specification),
		cmocka_unit_test(test_any_length_comes_back),
		cmocka_unit_test(test_malformed_texts_are_refused),
		cmocka_unit_test(test_any_mistyped_letter_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
