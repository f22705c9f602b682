#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"

#include <cmocka.h>

static json_t *
parse(const char *text)
{
	struct err err = {0};
	json_t *value = json_parse(text, strlen(text), &err);

	if (value == NULL)
		fail_msg("%s: %s: %s", text, err.where, err.text);
	return value;
}

static void
expect_line(const struct err *err, const char *wanted)
{
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

	assert_int_equal(err->kind, ERR_FORMAT);
	err_format(err, line, sizeof(line));
	assert_string_equal(line, wanted);
}

static void
test_parse_errors_name_the_place_and_never_the_text(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{"", "line 1, column 1: must be JSON, ends too early"},
		{"{\"secret\":\n \"hunter2\" x}",
			"line 2, column 12: must be JSON, is malformed"},
		{"{\"a\":1,\"a\":2}", "line 1, column 10: must be JSON, has "
			"the same name twice in an object"},
		{"{} {}", "line 1, column 4: must be JSON, has more behind "
			"its end"},
		{"[\"hunter2", "line 1, column 9: must be JSON, ends too "
			"early"},
		{"[\"\xff\"]", "line 1, column 2: must be JSON, is not UTF-8"},
		{"[\"\\u0000\"]", "line 1, column 9: must be JSON, has a NUL "
			"character in a text"},
		{"[18446744073709551615]", "line 1, column 21: must be JSON, "
			"has a number that is too large"},
		{"hunter2", "line 1, column 6: must be JSON, is malformed"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = {0};

		assert_null(json_parse(rows[i].text, strlen(rows[i].text),
			&err));
		expect_line(&err, rows[i].wanted);
		assert_null(strstr(err.text, "hunter2"));
	}
}

static void
test_deep_nesting_is_refused(void **state)
{
	char text[10000];
	struct err err = {0};

	(void)state;
	memset(text, '[', sizeof(text));
	assert_null(json_parse(text, sizeof(text), &err));
	assert_string_equal(err.text, "must be JSON, is nested too deeply");
}

static void
test_getters_take_what_fits(void **state)
{
	json_auto_t *o = parse("{\"t\":\"x\",\"b\":true,\"n\":7,\"s\":\"8\","
		"\"r\":30.0,\"a\":[1],\"z\":null}");
	const char *text = NULL;
	bool yes = false;
	uint64_t n = 0;
	json_t *array = NULL;
	struct err err = {0};

	(void)state;
	assert_true(json_get_text(o, "t", JSON_REQUIRED, &text, &err));
	assert_string_equal(text, "x");
	assert_true(json_get_bool(o, "b", JSON_REQUIRED, &yes, &err));
	assert_true(yes);
	assert_true(json_get_uint(o, "n", JSON_REQUIRED, 7, 7, &n, &err));
	assert_int_equal(n, 7);
	assert_true(json_get_uint(o, "s", JSON_REQUIRED, 0, 8, &n, &err));
	assert_int_equal(n, 8);
	assert_true(json_get_uint(o, "r", JSON_REQUIRED, 0, 99, &n, &err));
	assert_int_equal(n, 30);
	assert_true(json_get_array(o, "a", JSON_REQUIRED, &array, &err));
	assert_int_equal(json_array_size(array), 1);
	/* null and absent leave the value alone */
	assert_true(json_get_uint(o, "z", JSON_OPTIONAL, 0, 9, &n, &err));
	assert_true(json_get_uint(o, "no", JSON_OPTIONAL, 0, 9, &n, &err));
	assert_int_equal(n, 30);
}

static void
test_getters_name_field_wanted_and_found(void **state)
{
	json_auto_t *o = parse("{\"t\":\"x\",\"n\":60,\"m\":-1,\"r\":1.5,"
		"\"z\":null,\"o\":{}}");
	json_auto_t *array = parse("[]");
	const char *text = NULL;
	bool yes = false;
	uint64_t n = 0;
	json_t *list = NULL;
	struct err err = {0};

	(void)state;
	assert_false(json_get_uint(o, "n", JSON_REQUIRED, 4, 10, &n, &err));
	expect_line(&err, "n: must be 4 to 10, is 60");
	assert_false(json_get_uint(o, "m", JSON_OPTIONAL, 4, 10, &n, &err));
	expect_line(&err, "m: must be 4 to 10, is -1");
	assert_false(json_get_uint(o, "r", JSON_OPTIONAL, 1, 10, &n, &err));
	expect_line(&err, "r: must be 1 to 10, is 1.5");
	assert_false(json_get_uint(o, "t", JSON_OPTIONAL, 4, 10, &n, &err));
	expect_line(&err, "t: must be 4 to 10, is x");
	assert_false(json_get_uint(o, "o", JSON_OPTIONAL, 4, 10, &n, &err));
	expect_line(&err, "o: must be a number, is an object");
	assert_false(json_get_text(o, "n", JSON_REQUIRED, &text, &err));
	expect_line(&err, "n: must be text, is a number");
	assert_false(json_get_text(o, "z", JSON_REQUIRED, &text, &err));
	expect_line(&err, "z: is missing");
	assert_false(json_get_bool(o, "t", JSON_REQUIRED, &yes, &err));
	expect_line(&err, "t: must be true or false, is text");
	assert_false(json_get_array(o, "o", JSON_REQUIRED, &list, &err));
	expect_line(&err, "o: must be an array, is an object");
	assert_false(json_get_text(array, "t", JSON_REQUIRED, &text, &err));
	expect_line(&err, "must be an object, is an array");
}

static void
test_counters_beyond_a_double_come_back_exactly(void **state)
{
	static const uint64_t values[] = {0, 1, UINT64_C(1) << 53,
		(UINT64_C(1) << 53) + 1, INT64_MAX, UINT64_MAX};
	static const char *const texts[] = {"0", "1", "9007199254740992",
		"\"9007199254740993\"", "\"9223372036854775807\"",
		"\"18446744073709551615\""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(values); i++) {
		json_auto_t *o = json_object();
		BUF text = {0};
		uint64_t n = 1;
		struct err err = {0};

		json_object_set_new(o, "c", json_from_uint(values[i]));
		assert_true(json_get_uint(o, "c", JSON_REQUIRED, 0,
			UINT64_MAX, &n, &err));
		assert_true(n == values[i]);
		assert_true(json_write(json_object_get(o, "c"), &text, &err));
		assert_string_equal(buf_text(&text), texts[i]);
	}
}

static void
test_written_text_is_read_back_by_jansson(void **state)
{
	static const char hard[] = "\x01 \t\n\r\b\f \"\\/ \x7f \xC3\xA9 "
		"\xF0\x9F\x98\x80 \xE2\x80\xA8";
	json_auto_t *back = NULL;
	BUF out = {0};

	(void)state;
	buf_add_byte(&out, '[');
	json_write_text(hard, &out);
	buf_add_byte(&out, ',');
	json_write_text("bad \xff.", &out);
	buf_add_byte(&out, ']');
	back = parse(buf_text(&out));
	assert_string_equal(json_string_value(json_array_get(back, 0)), hard);
	assert_string_equal(json_string_value(json_array_get(back, 1)),
		"bad \xEF\xBF\xBD.");
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
		cmocka_unit_test(
			test_parse_errors_name_the_place_and_never_the_text),
		cmocka_unit_test(test_deep_nesting_is_refused),
		cmocka_unit_test(test_getters_take_what_fits),
		cmocka_unit_test(test_getters_name_field_wanted_and_found),
		cmocka_unit_test(
			test_counters_beyond_a_double_come_back_exactly),
		cmocka_unit_test(test_written_text_is_read_back_by_jansson),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
