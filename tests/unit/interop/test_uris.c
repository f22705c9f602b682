#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"
#include "import_lines.h"

#include <cmocka.h>

#define KEY "JBSWY3DPEHPK3PXP"
#define A "otpauth://totp/Ex:a?secret=" KEY
#define A_LINE "totp \"Ex\" \"a\" " KEY " SHA1 6 30s\n"
#define B "otpauth://hotp/b?secret=" KEY "&counter=5"
#define B_LINE "hotp \"\" \"b\" " KEY " SHA1 6 #5\n"

static const struct format *
list(void)
{
	const struct format *format = format_find("uri");

	assert_non_null(format);
	return format;
}

static void
expect_bytes(const char *bytes, size_t len, const char *wanted)
{
	IMPORT import = {0};
	BUF lines = {0};
	struct err err = {0};

	assert_true(list()->read((const uint8_t *)bytes, len, NULL, &import,
		&err));
	import_lines(&import, &lines);
	assert_string_equal(buf_text(&lines), wanted);
}

static void
expect(const char *text, const char *wanted)
{
	expect_bytes(text, strlen(text), wanted);
}

static void
test_one_uri_a_line(void **state)
{
	(void)state;
	expect("", "");
	expect(A, A_LINE);
	expect(A "\n" B "\n", A_LINE B_LINE);
	expect("\xEF\xBB\xBF" A "\r\n\r\n  " B " \r\n", A_LINE B_LINE);
	expect(A "\r" B "\r", A_LINE B_LINE);
	expect("otpauth://totp/\r\r" A "\r\n" B, A_LINE B_LINE "skipped \"\": "
		"line 1: secret: is missing\n");
	expect("# my accounts\n\n" A "\n#" B "\n", A_LINE);
	expect("QR-Code:" A "\nqr-code: " B "\n", A_LINE B_LINE);
	expect("\"otpauth:\\/\\/totp\\/Ex:a?secret=" KEY "\\u0026digits=6\"\n",
		A_LINE);
	expect("steam://" KEY "\n",
		"steam \"Steam\" \"\" " KEY " SHA1 5 30s\n");
}

/* Looking for a line feed behind each of them would take hours. */
static void
test_millions_of_carriage_returns_are_read_at_once(void **state)
{
	BUF text = {0};

	(void)state;
	buf_add_str(&text, A);
	for (size_t i = 0; i < (size_t)8 * 1024 * 1024; i++)
		buf_add_byte(&text, '\r');
	buf_add_str(&text, B);
	assert_false(text.failed);
	expect_bytes(buf_text(&text), text.len, A_LINE B_LINE);
}

static void
test_what_cannot_be_used_is_skipped_by_line(void **state)
{
	(void)state;
	expect(A "\nThis is an intruder\n" B "\n", A_LINE B_LINE
		"skipped \"\": line 2: must be an otpauth:// URI, is "
		"something else\n");
	expect("#\n\notpauth://totp/x?secret=JBSW!\n" A, A_LINE
		"skipped \"\": line 3: secret: character 5 must be A-Z or "
		"2-7, is '!'\n");
	expect("otpauth://totp/x?secret=" KEY "&period=0\n",
		"skipped \"\": line 1: period: must be 1 to 86400, is 0\n");
	expect("motp://x?secret=00\n" A, A_LINE
		"skipped \"\": line 1: type: mOTP is not supported yet\n");
	expect("lpaauth-migration://offline?data=x\n", "skipped \"\": line 1: "
		"exports of LastPass Authenticator are not supported yet\n");
	expect("\"not closed\n", "skipped \"\": line 1: must be an otpauth:// "
		"URI, is something else\n");
}

static void
test_warnings_belong_to_their_entry(void **state)
{
	(void)state;
	expect(A "\notpauth://hotp/b?secret=" KEY "\n", A_LINE
		"hotp \"\" \"b\" " KEY " SHA1 6 #0\n"
		"note 1: no counter given, so it begins at 0\n");
}

static void
test_a_file_cut_within_the_last_period_is_noted(void **state)
{
	static const char note[] = "the file may be cut short: it ends within "
		"the period of this account\n";
	BUF three = {0}, none = {0};

	(void)state;
	buf_addf(&three, "totp \"Ex\" \"a\" %s SHA1 6 3s\nnote 0: %s", KEY,
		note);
	expect(A "&period=3", buf_text(&three));
	buf_addf(&none, "%snote 0: %s", A_LINE, note);
	expect(A "&period=", buf_text(&none));
	expect(A "&period=3\n", "totp \"Ex\" \"a\" " KEY " SHA1 6 3s\n");
	expect(A "&period=30", A_LINE);
}

static void
test_other_encodings_are_read_as_latin_1_and_noted(void **state)
{
	(void)state;
	expect(A "\notpauth://totp/Z\xFCrich?secret=" KEY "\n", A_LINE
		"totp \"\" \"Z\xC3\xBCrich\" " KEY " SHA1 6 30s\n"
		"note 0: the file is not UTF-8; it was read as ISO 8859-1\n");
}

static void
test_nul_bytes_do_no_harm(void **state)
{
	static const char text[] = "\0\n" A "\0\n" B;

	(void)state;
	expect_bytes(text, sizeof(text) - 1, B_LINE
		"skipped \"\": line 1: must be an otpauth:// URI, is "
		"something else\n"
		"skipped \"\": line 2: character 44 is U+0000, which no URI "
		"has\n");
}

static void
test_unusable_lines_are_limited(void **state)
{
	IMPORT import = {0};
	BUF text = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i <= FORMAT_SKIPPED_MAX; i++)
		buf_add_str(&text, "x\n");
	assert_false(list()->read(text.data, text.len, NULL, &import, &err));
	assert_string_equal(err.text,
		"more than 10000 entries cannot be used");
	assert_int_equal(import.skipped_count, FORMAT_SKIPPED_MAX);
}

static void
test_recognised_by_content(void **state)
{
	static const struct {
		const char *text;
		enum format_match match;
	} rows[] = {
		{A, MATCH_SURE}, {"junk\n\n" A, MATCH_SURE},
		{"QR-Code:" A, MATCH_SURE}, {"\xEF\xBB\xBF" A, MATCH_SURE},
		{"  OTPAUTH://totp/", MATCH_SURE}, {"steam://x", MATCH_SURE},
		{"otpauth-migration://offline?data=", MATCH_SURE},
		{"[\n \"" A "\"\n]", MATCH_MAYBE}, {"", MATCH_NO},
		{"see " A, MATCH_NO}, {"{\"a\":\"" A "\"}", MATCH_NO},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(list()->match((const uint8_t *)rows[i].text,
			strlen(rows[i].text)), rows[i].match);
	assert_ptr_equal(format_guess((const uint8_t *)A, strlen(A)), list());
	assert_null(format_guess((const uint8_t *)"hello", 5));
	assert_null(format_find("no such format"));
}

static void
test_what_is_written_is_read_back(void **state)
{
	IMPORT import = {0};
	struct selection all;
	BUF text = {0};
	struct err err = {0};

	(void)state;
	assert_true(list()->read((const uint8_t *)A "\n" B,
		strlen(A "\n" B), NULL, &import, &err));
	all = (struct selection){import.entries.items, import.entries.len};
	assert_true(list()->write(&all, &text, &err));
	expect(buf_text(&text), A_LINE B_LINE);
}

static int
start(void **state)
{
	(void)state;
	json_start();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_uri_a_line),
		cmocka_unit_test(
			test_millions_of_carriage_returns_are_read_at_once),
		cmocka_unit_test(test_what_cannot_be_used_is_skipped_by_line),
		cmocka_unit_test(test_warnings_belong_to_their_entry),
		cmocka_unit_test(
			test_a_file_cut_within_the_last_period_is_noted),
		cmocka_unit_test(
			test_other_encodings_are_read_as_latin_1_and_noted),
		cmocka_unit_test(test_nul_bytes_do_no_harm),
		cmocka_unit_test(test_unusable_lines_are_limited),
		cmocka_unit_test(test_recognised_by_content),
		cmocka_unit_test(test_what_is_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
