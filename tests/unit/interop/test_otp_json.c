#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"
#include "import_lines.h"

#include <cmocka.h>

#define KEY "JBSWY3DPEHPK3PXP"
#define FULL "{\"id\":\"0b5c6d0e-1111-4222-8333-444455556666\"," \
	"\"issuer\":\"Ex\",\"account\":\"a\",\"type\":\"totp\"," \
	"\"algorithm\":\"SHA256\",\"digits\":8,\"period\":60," \
	"\"tags\":[\"work\",\"b c\"],\"recovery\":[{\"code\":\"r1\"}," \
	"{\"code\":\"r2\",\"used\":1700000000}],\"note\":\"two\\nlines\"," \
	"\"favorite\":true,\"recovery_left\":1,\"secret\":\"" KEY "\"}"

static const struct format *
format(void)
{
	return format_find("json");
}

static void
expect(const char *text, const char *wanted)
{
	IMPORT import = {0};
	BUF lines = {0};
	struct err err = {0};

	if (!format()->read((const uint8_t *)text, strlen(text), NULL,
		    &import, &err))
		fail_msg("%s: %s", err.where, err.text);
	import_lines(&import, &lines);
	assert_string_equal(buf_text(&lines), wanted);
}

static void
test_all_fields_are_read(void **state)
{
	IMPORT import = {0};
	const struct entry *entry;
	struct err err = {0};

	(void)state;
	assert_true(format()->read((const uint8_t *)"[" FULL "]",
		strlen("[" FULL "]"), NULL, &import, &err));
	assert_int_equal(import.entries.len, 1);
	entry = import.entries.items[0];
	assert_string_equal(entry->id, "");
	assert_int_equal(entry->algorithm, ENTRY_SHA256);
	assert_int_equal(entry->digits, 8);
	assert_int_equal(entry->period, 60);
	assert_int_equal(entry->tag_count, 2);
	assert_string_equal(entry->tags[1], "b c");
	assert_string_equal(entry->note, "two\nlines");
	assert_true(entry->favorite);
	assert_int_equal(entry->recovery_count, 2);
	assert_string_equal(entry->recovery[1].code, "r2");
	assert_int_equal(entry->recovery[1].used, 1700000000);
	assert_int_equal(entry->recovery[0].used, 0);
}

static void
test_usual_parameters_may_be_missing(void **state)
{
	(void)state;
	expect("[]", "");
	expect("[{\"secret\":\"" KEY "\"}]",
		"totp \"\" \"\" " KEY " SHA1 6 30s\n");
	expect("{\"secret\":\"" KEY "\",\"type\":\"STEAM\",\"digits\":8}",
		"steam \"\" \"\" " KEY " SHA1 5 30s\n");
	expect("\xEF\xBB\xBF[{\"secret\":\"jbsw y3dp\",\"type\":\"hotp\","
		"\"counter\":\"18446744073709551615\",\"note\":null}]",
		"hotp \"\" \"\" JBSWY3DP SHA1 6 #18446744073709551615\n");
}

static void
test_bad_entries_are_skipped_by_index_and_field(void **state)
{
	static const struct {
		const char *object, *wanted;
	} rows[] = {
		{"{\"issuer\":\"Ex\",\"account\":\"a\"}",
			"skipped \"Ex:a\": [1].secret: is missing\n"},
		{"{\"account\":\"a\",\"secret\":\"JBSW!\"}",
			"skipped \"a\": [1].secret: character 5 must be A-Z "
			"or 2-7, is '!'\n"},
		{"{\"secret\":\"" KEY "\",\"digits\":60}",
			"skipped \"\": [1].digits: must be 4 to 10, is 60\n"},
		{"{\"secret\":\"" KEY "\",\"period\":0}",
			"skipped \"\": [1].period: must be 1 to 86400, is 0\n"},
		{"{\"secret\":\"" KEY "\",\"type\":\"motp\"}",
			"skipped \"\": [1].type: must be totp, hotp or steam, "
			"is motp\n"},
		{"{\"secret\":\"" KEY "\",\"type\":\"hotp\"}",
			"skipped \"\": [1].counter: is missing\n"},
		{"{\"secret\":\"" KEY "\",\"algorithm\":\"MD5\"}",
			"skipped \"\": [1].algorithm: must be SHA1, SHA256 or "
			"SHA512, is MD5\n"},
		{"{\"secret\":\"" KEY "\",\"issuer\":\"a\\nb\"}",
			"skipped \"a\nb\": [1].issuer: must not have control "
			"characters, has U+000A\n"},
		{"{\"secret\":\"" KEY "\",\"tags\":[\"x\",1]}",
			"skipped \"\": [1].tags[1]: must be text\n"},
		{"{\"secret\":\"" KEY "\",\"tags\":\"x\"}",
			"skipped \"\": [1].tags: must be an array, is text\n"},
		{"{\"secret\":\"" KEY "\",\"recovery\":[{}]}",
			"skipped \"\": [1].recovery[0].code: is missing\n"},
		{"{\"secret\":\"" KEY "\",\"favorite\":1}",
			"skipped \"\": [1].favorite: must be true or false, "
			"is a number\n"},
		{"\"text\"",
			"skipped \"\": [1]: must be an object, is text\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF text = {0}, wanted = {0};

		buf_addf(&text, "[{\"account\":\"good\",\"secret\":\"" KEY
			"\"},%s]", rows[i].object);
		buf_addf(&wanted, "totp \"\" \"good\" " KEY " SHA1 6 30s\n%s",
			rows[i].wanted);
		expect(buf_text(&text), buf_text(&wanted));
	}
}

static void
test_a_damaged_file_fails_as_a_whole(void **state)
{
	static const char cut[] = "[{\"secret\":\"" KEY;
	IMPORT import = {0};
	struct err err = {0};

	(void)state;
	assert_false(format()->read((const uint8_t *)cut, strlen(cut), NULL,
		&import, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.text, "must be JSON, ends too early");
	assert_int_equal(import.entries.len, 0);
}

static void
test_too_large_a_file_is_refused(void **state)
{
	IMPORT import = {0};
	BUF text = {0};
	struct err err = {0};

	(void)state;
	assert_non_null(buf_reserve(&text, JSON_TEXT_MAX + 1));
	memset(text.data, ' ', JSON_TEXT_MAX + 1);
	text.len = JSON_TEXT_MAX + 1;
	assert_false(format()->read(text.data, text.len, NULL, &import, &err));
	assert_string_equal(err.text, "must be at most 16777216 bytes of "
		"JSON, is 16777217");
}

static void
test_what_is_written_is_read_back(void **state)
{
	static const char hotp[] = "{\"secret\":\"" KEY "\",\"type\":\"hotp\","
		"\"counter\":9007199254740993,\"account\":\"\\\"\xC3\xA9\"}";
	IMPORT import = {0}, again = {0};
	struct selection all;
	BUF text = {0}, source = {0}, before = {0}, after = {0};
	struct err err = {0};

	(void)state;
	buf_addf(&source, "[%s,%s]", FULL, hotp);
	assert_true(format()->read(source.data, source.len, NULL, &import,
		&err));
	memcpy(import.entries.items[0]->id,
		"0b5c6d0e-1111-4222-8333-444455556666", ENTRY_ID_SIZE);
	all = (struct selection){import.entries.items, import.entries.len};
	assert_true(format()->write(&all, &text, &err));
	/* the keys in the order of the documented object */
	assert_non_null(strstr(buf_text(&text), "\n" FULL ",\n"));
	assert_non_null(strstr(buf_text(&text), "\"9007199254740993\""));
	assert_int_equal(format()->match(text.data, text.len), MATCH_SURE);
	assert_true(format()->read(text.data, text.len, NULL, &again, &err));
	import_lines(&import, &before);
	import_lines(&again, &after);
	assert_string_equal(buf_text(&after), buf_text(&before));
	assert_string_equal(again.entries.items[0]->note, "two\nlines");
	assert_int_equal(again.entries.items[0]->recovery_count, 2);
}

static void
test_recognised_by_content(void **state)
{
	static const struct {
		const char *text;
		enum format_match match;
	} rows[] = {
		{"[" FULL "]", MATCH_SURE}, {" \n[\n" FULL, MATCH_SURE},
		{"{\"services\":[" FULL "]}", MATCH_NO},
		{FULL, MATCH_MAYBE}, {"[]", MATCH_NO}, {"", MATCH_NO},
		{"[{\"secret\":\"x\",\"label\":\"y\"}]", MATCH_NO},
		{"x" FULL, MATCH_NO},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(format()->match(
			(const uint8_t *)rows[i].text, strlen(rows[i].text)),
			rows[i].match);
	assert_ptr_equal(format_guess((const uint8_t *)FULL, strlen(FULL)),
		format());
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
		cmocka_unit_test(test_all_fields_are_read),
		cmocka_unit_test(test_usual_parameters_may_be_missing),
		cmocka_unit_test(
			test_bad_entries_are_skipped_by_index_and_field),
		cmocka_unit_test(test_a_damaged_file_fails_as_a_whole),
		cmocka_unit_test(test_too_large_a_file_is_refused),
		cmocka_unit_test(test_what_is_written_is_read_back),
		cmocka_unit_test(test_recognised_by_content),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
