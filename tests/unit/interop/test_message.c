/* What a person reads in a message, and the code in it. The many messages of
 * services are in tests/cli/extract.bats. */
#include <setjmp.h>
#include <stdarg.h>

#include "interop/message.h"

#include <cmocka.h>

static void
text_of(const char *message, struct buf *out)
{
	struct err err = {0};

	buf_clear(out);
	assert_true(message_text((const uint8_t *)message, strlen(message),
		out, &err));
}

static void
assert_has(const struct buf *text, const char *wanted)
{
	if (strstr(buf_text(text), wanted) == NULL)
		assert_string_equal(buf_text(text), wanted);
}

/* RFC 2047, section 8. */
static void
test_encoded_words_of_the_rfc(void **state)
{
	static const struct {
		const char *header, *shown;
	} rows[] = {
		{"=?ISO-8859-1?Q?a?=", "a"},
		{"=?ISO-8859-1?Q?a?= b", "a b"},
		{"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
		{"=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"},
		{"=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=", "ab"},
		{"=?ISO-8859-1?Q?a_b?=", "a b"},
		{"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
		{"=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n"
			"    =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg"
			"==?=", "If you can read this you understand the "
			"example."},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF message = {0}, text = {0}, wanted = {0};

		buf_addf(&message, "Subject: %s\r\n\r\nbody\r\n",
			rows[i].header);
		text_of(buf_text(&message), &text);
		buf_addf(&wanted, "%s\n", rows[i].shown);
		assert_memory_equal(buf_text(&text), buf_text(&wanted),
			wanted.len);
		assert_has(&text, "body");
	}
}

/* RFC 2045, section 6.7. */
static void
test_quoted_printable_of_the_rfc(void **state)
{
	BUF text = {0};

	(void)state;
	text_of("Content-Transfer-Encoding: quoted-printable\r\n\r\n"
		"Now's the time =\r\nfor all folk to come=\r\n"
		" to the aid of their country.\r\n", &text);
	assert_has(&text, "Now's the time for all folk to come to the aid of "
		"their country.");
}

/* RFC 2046, section 5.1.1. */
static void
test_parts_without_preamble_and_epilogue(void **state)
{
	BUF text = {0};

	(void)state;
	text_of("MIME-Version: 1.0\r\n"
		"Content-type: multipart/mixed; boundary=\"simple boundary\""
		"\r\n\r\nThis is the preamble.\r\n"
		"--simple boundary\r\n\r\n"
		"This is implicitly typed plain text.\r\n"
		"--simple boundary\r\n"
		"Content-type: text/plain; charset=us-ascii\r\n\r\n"
		"This is explicitly typed plain text.\r\n\r\n"
		"--simple boundary--\r\n\r\nThis is the epilogue.\r\n", &text);
	assert_has(&text, "This is implicitly typed plain text.");
	assert_has(&text, "This is explicitly typed plain text.");
	assert_null(strstr(buf_text(&text), "preamble"));
	assert_null(strstr(buf_text(&text), "epilogue"));
}

/* base64(1) of <p>Your sign-in code: <b>721 455</b></p> */
static void
test_html_in_base64_is_text(void **state)
{
	BUF text = {0};

	(void)state;
	text_of("Content-Type: text/html; charset=utf-8\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n"
		"PHA+WW91ciBzaWduLWluIGNvZGU6IDxiPjcyMSA0NTU8L2I+PC9wPg==\r\n",
		&text);
	assert_has(&text, "Your sign-in code: 721 455");
	assert_null(strchr(buf_text(&text), '<'));
}

static void
find(const char *text, const char *hint, const char *code)
{
	MESSAGE_FOUND found = {0};
	struct err err = {0};

	assert_true(message_find(text, strlen(text), hint, &found, &err));
	assert_int_equal(found.count, 1);
	assert_string_equal(found.items[0].code, code);
}

/* The example of the specification of origin-bound one-time codes. */
static void
test_a_code_that_is_bound_to_a_domain_comes_first(void **state)
{
	static const char text[] = "747723 is your ExampleCo authentication "
		"code. Order 555666.\n\n@example.com #747723\n";
	MESSAGE_FOUND found = {0};
	struct err err = {0};

	(void)state;
	assert_true(message_find(text, strlen(text), NULL, &found, &err));
	assert_int_equal(found.count, 1);
	assert_string_equal(found.items[0].code, "747723");
	assert_string_equal(found.items[0].domain, "example.com");
}

static void
test_a_hint_decides_between_domains(void **state)
{
	static const char text[] = "Codes\n@a.example #111111\n"
		"@b.example #222222\n";
	MESSAGE_FOUND found = {0};
	struct err err = {0};

	(void)state;
	assert_false(message_find(text, strlen(text), NULL, &found, &err));
	assert_int_equal(err.kind, ERR_AMBIGUOUS);
	assert_int_equal(found.count, 2);
	find(text, "B.Example", "222222");
}

static void
test_what_nothing_names_a_code_is_none(void **state)
{
	static const char *const texts[] = {"", "\n", "Lunch at 12?",
		"Order 4711 of 20261122 costs 1234.56", "Call +49 30 123456"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		MESSAGE_FOUND found = {0};
		struct err err = {0};

		assert_false(message_find(texts[i], strlen(texts[i]), NULL,
			&found, &err));
		assert_int_equal(err.kind, ERR_NO_MATCH);
		assert_int_equal(found.count, 0);
	}
}

static void
test_the_same_code_twice_is_one_two_are_in_doubt(void **state)
{
	static const char two[] =
		"Your code is 123456 or your code is 654321";
	MESSAGE_FOUND found = {0};
	struct err err = {0};

	(void)state;
	find("Your code is 123456. Again, your code: 123456", NULL, "123456");
	assert_false(message_find(two, strlen(two), NULL, &found, &err));
	assert_int_equal(err.kind, ERR_AMBIGUOUS);
	assert_int_equal(found.count, 2);
	message_found_wipe(&found);
	assert_int_equal(found.count, 0);
	assert_string_equal(found.items[0].code, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encoded_words_of_the_rfc),
		cmocka_unit_test(test_quoted_printable_of_the_rfc),
		cmocka_unit_test(test_parts_without_preamble_and_epilogue),
		cmocka_unit_test(test_html_in_base64_is_text),
		cmocka_unit_test(
			test_a_code_that_is_bound_to_a_domain_comes_first),
		cmocka_unit_test(test_a_hint_decides_between_domains),
		cmocka_unit_test(test_what_nothing_names_a_code_is_none),
		cmocka_unit_test(
			test_the_same_code_twice_is_one_two_are_in_doubt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
