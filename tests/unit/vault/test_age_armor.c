#include <setjmp.h>
#include <stdarg.h>

#include "vault/age.h"

#include <cmocka.h>

#define BEGIN "-----BEGIN AGE ENCRYPTED FILE-----\n"
#define END "-----END AGE ENCRYPTED FILE-----\n"
/* "printf ... | base64": 48 and 4 bytes. */
#define LINE "YWdlLWVuY3J5cHRpb24ub3JnL3YxIGFuZCBub3cgc29tZXRoaW5nIGVsc2UgaGVy\n"
#define LINE_TEXT "age-encryption.org/v1 and now something else her"
#define LAST "ZS4uLg==\n"
#define LAST_TEXT "e..."

static void
test_armor_holds_the_bytes(void **state)
{
	static const struct {
		const char *text, *bytes;
	} rows[] = {
		{BEGIN LINE LAST END, LINE_TEXT LAST_TEXT},
		{BEGIN LINE END, LINE_TEXT},
		{BEGIN LAST END, LAST_TEXT},
		{BEGIN END, ""},
		{" \n\t" BEGIN LINE LAST END "\n \r\n", LINE_TEXT LAST_TEXT},
		{"-----BEGIN AGE ENCRYPTED FILE-----\r\nZS4uLg==\r\n"
		 "-----END AGE ENCRYPTED FILE-----", LAST_TEXT},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const uint8_t *text = (const uint8_t *)rows[i].text;
		BUF out = {0};

		assert_true(age_match(text, strlen(rows[i].text)));
		assert_true(age_is_armored(text, strlen(rows[i].text)));
		assert_true(age_unarmor(text, strlen(rows[i].text), &out,
			&err));
		assert_string_equal(buf_text(&out), rows[i].bytes);
	}
}

static void
test_malformed_armor_is_refused_in_one_line(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{"", "armor: line 1: must be "
			"-----BEGIN AGE ENCRYPTED FILE-----"},
		{BEGIN, "armor: the end line is missing"},
		{BEGIN LINE LAST, "armor: the end line is missing"},
		{BEGIN "\n" LAST END, "armor: line 2: must have 1 to 64 "
			"columns"},
		{BEGIN LAST LAST END, "armor: line 3: must be the end line, "
			"is not"},
		{BEGIN "A" LINE LAST END, "armor: line 2: must have 1 to 64 "
			"columns"},
		{BEGIN "ZS4uLh==\n" END, "armor: line 2: must be canonical "
			"Base64, is not"},
		{BEGIN "ZS4uLg\n" END, "armor: line 2: must be canonical "
			"Base64, is not"},
		{BEGIN "ZS4uLg== \n" END, "armor: line 2: must be canonical "
			"Base64, is not"},
		{BEGIN LAST END "x\n", "armor: line 4: must be the end of "
			"the file"},
	};
	struct err err = {0};
	char line[200];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF out = {0};

		assert_false(age_unarmor((const uint8_t *)rows[i].text,
			strlen(rows[i].text), &out, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, rows[i].line);
	}
}

static void
test_other_bytes_do_not_match(void **state)
{
	static const char *const rows[] = {
		"", "age-encryption.or", "xage-encryption.org/v1\n",
		"-----BEGIN PGP MESSAGE-----\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_false(age_match((const uint8_t *)rows[i],
			strlen(rows[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_armor_holds_the_bytes),
		cmocka_unit_test(test_malformed_armor_is_refused_in_one_line),
		cmocka_unit_test(test_other_bytes_do_not_match),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
