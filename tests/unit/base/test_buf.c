#include <setjmp.h>
#include <stdarg.h>

#include "base/buf.h"

#include <cmocka.h>

static void
test_an_empty_buffer_is_empty_text(void **state)
{
	BUF buf = {0};
	struct err err = {0};

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	assert_true(buf_ok(&buf, &err));
	buf_clear(&buf);
	buf_wipe(&buf);
	buf_wipe(&buf);
}

static void
test_additions_follow_each_other_and_end_in_nul(void **state)
{
	BUF buf = {0};
	struct err err = {0};

	(void)state;
	buf_add(&buf, "ab\0c", 4);
	buf_add(&buf, NULL, 0);
	buf_add_byte(&buf, 0xFF);
	buf_add_str(&buf, "");
	buf_add_str(&buf, "text");
	buf_addf(&buf, "%s=%d", "x", 12);
	assert_true(buf_ok(&buf, &err));
	assert_int_equal(buf.len, 13);
	assert_memory_equal(buf.data, "ab\0c\xFFtextx=12", 14);
}

static void
test_it_grows_byte_by_byte_to_any_size(void **state)
{
	BUF buf = {0};
	struct err err = {0};
	const size_t size = 300000;

	(void)state;
	for (size_t i = 0; i < size; i++) {
		buf_add_byte(&buf, (uint8_t)(i % 251));
		assert_int_equal(buf.data[i + 1], 0);
	}
	assert_true(buf_ok(&buf, &err));
	assert_int_equal(buf.len, size);
	for (size_t i = 0; i < size; i++)
		assert_int_equal(buf.data[i], i % 251);
}

static void
test_long_formatted_text_is_whole(void **state)
{
	BUF buf = {0};

	(void)state;
	buf_addf(&buf, "%5000d|%s", 7, "end");
	assert_int_equal(buf.len, 5004);
	assert_string_equal(buf_text(&buf) + 4999, "7|end");
}

static void
test_reserved_room_may_be_used_in_part(void **state)
{
	BUF buf = {0};
	uint8_t *at;

	(void)state;
	buf_add_str(&buf, "a");
	at = buf_reserve(&buf, 1000);
	assert_non_null(at);
	assert_ptr_equal(at, buf.data + 1);
	memcpy(at, "bc", 3);
	buf.len += 2;
	buf_add_str(&buf, "d");
	assert_string_equal(buf_text(&buf), "abcd");
}

static void
test_a_failed_growth_lasts_until_cleared(void **state)
{
	BUF buf = {0};
	struct err err = {0};

	(void)state;
	buf_add_str(&buf, "kept");
	assert_null(buf_reserve(&buf, SIZE_MAX));
	buf_add_str(&buf, "not added");
	assert_string_equal(buf_text(&buf), "kept");
	assert_false(buf_ok(&buf, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "out of memory");
	buf_clear(&buf);
	buf_add_str(&buf, "again");
	assert_true(buf_ok(&buf, &err));
	assert_string_equal(buf_text(&buf), "again");
}

static void
test_clearing_wipes_what_was_held(void **state)
{
	BUF buf = {0};

	(void)state;
	buf_add_str(&buf, "secret words");
	buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_true(buf.cap > 0);
	for (size_t i = 0; i < buf.cap; i++)
		assert_int_equal(buf.data[i], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_buffer_is_empty_text),
		cmocka_unit_test(
			test_additions_follow_each_other_and_end_in_nul),
		cmocka_unit_test(test_it_grows_byte_by_byte_to_any_size),
		cmocka_unit_test(test_long_formatted_text_is_whole),
		cmocka_unit_test(test_reserved_room_may_be_used_in_part),
		cmocka_unit_test(test_a_failed_growth_lasts_until_cleared),
		cmocka_unit_test(test_clearing_wipes_what_was_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
