#include "codec/json.h"

#include <inttypes.h>

#include "base/secmem.h"
#include "base/str.h"
#include "base/utf8.h"

/* Above this, a double does not hold every whole number. */
#define DOUBLE_EXACT (UINT64_C(1) << 53)
#define REPLACEMENT UINT32_C(0xFFFD)

static const char *const type_names[] = {
	[JSON_OBJECT] = "an object",
	[JSON_ARRAY] = "an array",
	[JSON_STRING] = "text",
	[JSON_INTEGER] = "a number",
	[JSON_REAL] = "a number",
	[JSON_TRUE] = "true",
	[JSON_FALSE] = "false",
	[JSON_NULL] = "null",
};

/* jansson's own texts quote the input near the error. */
static const struct {
	enum json_error_code code;
	const char *reason;
} reasons[] = {
	{json_error_invalid_utf8, "is not UTF-8"},
	{json_error_premature_end_of_input, "ends too early"},
	{json_error_end_of_input_expected, "has more behind its end"},
	{json_error_null_character, "has a NUL character in a text"},
	{json_error_null_byte_in_key, "has a NUL character in a name"},
	{json_error_duplicate_key, "has the same name twice in an object"},
	{json_error_numeric_overflow, "has a number that is too large"},
	{json_error_stack_overflow, "is nested too deeply"},
};

void
json_start(void)
{
	json_set_alloc_funcs(secmem_alloc, secmem_free);
}

json_t *
json_parse(const char *text, size_t len, struct err *err)
{
	const char *reason = "is malformed";
	enum json_error_code code;
	json_error_t error;
	json_t *value;

	if (len > JSON_TEXT_MAX) {
		err_set(err, ERR_FORMAT,
			"must be at most %zu bytes of JSON, is %zu",
			JSON_TEXT_MAX, len);
		return NULL;
	}
	value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (value != NULL)
		return value;
	code = json_error_code(&error);
	explicit_bzero(error.text, sizeof(error.text));
	if (code == json_error_out_of_memory) {
		err_nomem(err);
		return NULL;
	}
	for (size_t i = 0; i < COUNT_OF(reasons); i++) {
		if (reasons[i].code == code)
			reason = reasons[i].reason;
	}
	err_set(err, ERR_FORMAT, "must be JSON, %s", reason);
	err_at(err, "line %d, column %d", error.line > 0 ? error.line : 1,
		error.column > 0 ? error.column : 1);
	return NULL;
}

static bool
wrong_type(const json_t *value, const char *key, const char *wanted,
	struct err *err)
{
	err_set(err, ERR_FORMAT, "must be %s, is %s", wanted,
		type_names[json_typeof(value)]);
	return err_field(err, "%s", key);
}

/* The member, or NULL if there is none; *ok is false if it was needed. */
static json_t *
find(const json_t *object, const char *key, enum json_need need, bool *ok,
	struct err *err)
{
	json_t *value = json_object_get(object, key);

	*ok = true;
	if (value != NULL && !json_is_null(value))
		return value;
	if (need == JSON_REQUIRED && !json_is_object(object)) {
		*ok = err_set(err, ERR_FORMAT, "must be an object, is %s",
			object != NULL ? type_names[json_typeof(object)]
				       : "missing");
	} else if (need == JSON_REQUIRED) {
		err_set(err, ERR_FORMAT, "is missing");
		*ok = err_field(err, "%s", key);
	}
	return NULL;
}

bool
json_get_text(const json_t *object, const char *key, enum json_need need,
	const char **out, struct err *err)
{
	bool ok;
	const json_t *value = find(object, key, need, &ok, err);

	if (value == NULL)
		return ok;
	if (!json_is_string(value))
		return wrong_type(value, key, "text", err);
	*out = json_string_value(value);
	return true;
}

bool
json_get_bool(const json_t *object, const char *key, enum json_need need,
	bool *out, struct err *err)
{
	bool ok;
	const json_t *value = find(object, key, need, &ok, err);

	if (value == NULL)
		return ok;
	if (!json_is_boolean(value))
		return wrong_type(value, key, "true or false", err);
	*out = json_is_true(value);
	return true;
}

/* A value that is not a text as an unsigned number. */
static bool
number(const json_t *value, uint64_t min, uint64_t max, uint64_t *out,
	struct err *err)
{
	double real = json_number_value(value);

	if (json_is_integer(value) && json_integer_value(value) >= 0 &&
	    (uint64_t)json_integer_value(value) >= min &&
	    (uint64_t)json_integer_value(value) <= max) {
		*out = (uint64_t)json_integer_value(value);
		return true;
	}
	if (json_is_real(value) && real >= 0 && real <= DOUBLE_EXACT &&
	    (double)(uint64_t)real == real && (uint64_t)real >= min &&
	    (uint64_t)real <= max) {
		*out = (uint64_t)real;
		return true;
	}
	if (json_is_integer(value))
		return err_set(err, ERR_FORMAT, "must be %" PRIu64 " to %"
			PRIu64 ", is %" JSON_INTEGER_FORMAT, min, max,
			json_integer_value(value));
	return err_set(err, ERR_FORMAT, "must be %" PRIu64 " to %" PRIu64
		", is %.17g", min, max, real);
}

bool
json_get_uint(const json_t *object, const char *key, enum json_need need,
	uint64_t min, uint64_t max, uint64_t *out, struct err *err)
{
	bool ok;
	const json_t *value = find(object, key, need, &ok, err);

	if (value == NULL)
		return ok;
	if (!json_is_string(value) && !json_is_number(value))
		return wrong_type(value, key, "a number", err);
	ok = json_is_string(value)
		? str_to_uint(json_string_value(value), min, max, out, err)
		: number(value, min, max, out, err);
	return ok || err_field(err, "%s", key);
}

bool
json_get_array(const json_t *object, const char *key, enum json_need need,
	json_t **out, struct err *err)
{
	bool ok;
	json_t *value = find(object, key, need, &ok, err);

	if (value == NULL)
		return ok;
	if (!json_is_array(value))
		return wrong_type(value, key, "an array", err);
	*out = value;
	return true;
}

static int
add_text(const char *text, size_t len, void *arg)
{
	struct buf *out = arg;

	buf_add(out, text, len);
	return out->failed ? -1 : 0;
}

bool
json_write(const json_t *value, struct buf *out, struct err *err)
{
	if (json_dump_callback(value, add_text, out,
		    JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		return err_nomem(err);
	return buf_ok(out, err);
}

static void
write_character(uint32_t c, struct buf *out)
{
	static const char named[] = "\b\f\n\r\t\"\\";
	static const char letters[] = "bfnrt\"\\";
	const char *at = c > 0 && c < 0x80 ? strchr(named, (int)c) : NULL;

	if (at != NULL)
		buf_addf(out, "\\%c", letters[at - named]);
	else if (c < 0x20)
		buf_addf(out, "\\u%04x", (unsigned int)c);
	else
		utf8_add(out, c == UTF8_INVALID ? REPLACEMENT : c);
}

/* How much of the text stands for itself. */
static size_t
plain_length(const char *text)
{
	size_t len = 0;

	while (text[len] >= 0x20 && text[len] < 0x7F && text[len] != '"' &&
		text[len] != '\\')
		len++;
	return len;
}

void
json_write_text(const char *text, struct buf *out)
{
	size_t len = strlen(text), at = 0;

	buf_add_byte(out, '"');
	while (at < len) {
		size_t plain = plain_length(text + at);

		buf_add(out, text + at, plain);
		at += plain;
		if (at < len)
			write_character(utf8_next(text, len, &at), out);
	}
	buf_add_byte(out, '"');
}

json_t *
json_from_uint(uint64_t value)
{
	char text[24];

	if (value <= DOUBLE_EXACT)
		return json_integer((json_int_t)value);
	snprintf(text, sizeof(text), "%" PRIu64, value);
	return json_string(text);
}
