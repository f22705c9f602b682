#include <setjmp.h>
#include <stdarg.h>

#include "codec/protobuf.h"

#include <cmocka.h>

#define BYTES(text) {(const uint8_t *)(text), sizeof(text) - 1}

static void
test_the_documentations_examples(void **state)
{
	/* protobuf.dev/programming-guides/encoding: field 1 = 150, then
	 * field 2 = "testing". */
	struct protobuf message = BYTES("\x08\x96\x01\x12\x07testing");
	struct protobuf_field field;
	struct err err = {0};

	(void)state;
	assert_true(protobuf_next(&message, &field, &err));
	assert_int_equal(field.number, 1);
	assert_int_equal(field.type, PROTOBUF_VARINT);
	assert_int_equal(field.value, 150);
	assert_true(protobuf_next(&message, &field, &err));
	assert_int_equal(field.number, 2);
	assert_int_equal(field.type, PROTOBUF_BYTES);
	assert_int_equal(field.bytes.left, 7);
	assert_memory_equal(field.bytes.at, "testing", 7);
	assert_true(protobuf_next(&message, &field, &err));
	assert_int_equal(field.number, 0);
	assert_true(protobuf_next(&message, &field, &err));
	assert_int_equal(field.number, 0);
}

static void
test_numbers_of_all_sizes(void **state)
{
	static const struct {
		struct protobuf message;
		enum protobuf_type type;
		uint64_t value;
	} rows[] = {
		{BYTES("\x08\x00"), PROTOBUF_VARINT, 0},
		{BYTES("\x08\x80\x80\x00"), PROTOBUF_VARINT, 0},
		{BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
			PROTOBUF_VARINT, UINT64_MAX},
		{BYTES("\x0d\x01\x02\x03\x84"), PROTOBUF_FIXED32, 0x84030201},
		{BYTES("\x09\x01\x00\x00\x00\x00\x00\x00\x80"),
			PROTOBUF_FIXED64, UINT64_C(0x8000000000000001)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct protobuf message = rows[i].message;
		struct protobuf_field field;
		struct err err = {0};

		assert_true(protobuf_next(&message, &field, &err));
		assert_int_equal(field.number, 1);
		assert_int_equal(field.type, rows[i].type);
		assert_true(field.value == rows[i].value);
		assert_int_equal(message.left, 0);
	}
}

static void
test_malformed_messages_are_refused(void **state)
{
	static const struct {
		struct protobuf message;
		const char *wanted;
	} rows[] = {
		{BYTES("\x08"), "is cut short"},
		{BYTES("\x08\x96"), "is cut short"},
		{BYTES("\x0a\x03zz"), "is cut short"},
		{BYTES("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01zz"),
			"is cut short"},
		{BYTES("\x0d\x01\x02\x03"), "is cut short"},
		{BYTES("\x09\x01\x02\x03\x04"), "is cut short"},
		{BYTES("\x00\x00"), "is no Protocol Buffers message"},
		/* groups, and types that there are not */
		{BYTES("\x0b\x0c"), "is no Protocol Buffers message"},
		{BYTES("\x0f"), "is no Protocol Buffers message"},
		/* more than 64 bits */
		{BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
			"is no Protocol Buffers message"},
		{BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
			"is no Protocol Buffers message"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct protobuf message = rows[i].message;
		struct protobuf_field field;
		struct err err = {0};

		assert_false(protobuf_next(&message, &field, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
		assert_string_equal(err.text, rows[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_documentations_examples),
		cmocka_unit_test(test_numbers_of_all_sizes),
		cmocka_unit_test(test_malformed_messages_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
