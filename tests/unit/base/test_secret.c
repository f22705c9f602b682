#include <setjmp.h>
#include <stdarg.h>

#include "base/secret.h"

#include <cmocka.h>

static void
test_a_new_secret_is_zero_with_a_nul_behind(void **state)
{
	SECRET secret = {0};
	struct err err = {0};

	(void)state;
	assert_true(secret_init(&secret, 32, &err));
	assert_int_equal(secret.len, 32);
	for (size_t i = 0; i <= 32; i++)
		assert_int_equal(secret.bytes[i], 0);
}

static void
test_a_copy_holds_the_bytes_and_a_nul(void **state)
{
	SECRET secret = {0}, none = {0};
	struct err err = {0};

	(void)state;
	assert_true(secret_set(&secret, "ab\0d", 4, &err));
	assert_int_equal(secret.len, 4);
	assert_memory_equal(secret.bytes, "ab\0d", 5);
	assert_true(secret_set(&none, NULL, 0, &err));
	assert_int_equal(none.len, 0);
	assert_non_null(none.bytes);
}

static void
test_moving_empties_the_giver(void **state)
{
	SECRET from = {0}, to = {0};
	struct err err = {0};
	const uint8_t *bytes;

	(void)state;
	assert_true(secret_set(&from, "key", 3, &err));
	bytes = from.bytes;
	to = secret_move(&from);
	assert_ptr_equal(to.bytes, bytes);
	assert_int_equal(to.len, 3);
	assert_null(from.bytes);
	assert_int_equal(from.len, 0);
}

static void
test_secrets_are_equal_in_length_and_bytes(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{"", "", true}, {"a", "a", true}, {"a", "b", false},
		{"a", "ab", false}, {"ab", "a", false}, {"", "a", false},
		{"xbcdefgh", "abcdefgh", false},
		{"abcdefgh", "abcdefgx", false},
		{"\x80" "bc", "\x00" "bc", false},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET a = {0}, b = {0};

		assert_true(secret_set(&a, rows[i].a, strlen(rows[i].a),
			&err));
		assert_true(secret_set(&b, rows[i].b, strlen(rows[i].b),
			&err));
		assert_int_equal(secret_equal(&a, &b), rows[i].equal);
	}
}

static void
test_an_empty_secret_may_be_wiped_and_compared(void **state)
{
	struct secret none = {0}, other = {0};

	(void)state;
	assert_true(secret_equal(&none, &other));
	secret_wipe(&none);
	secret_wipe(&none);
	assert_null(none.bytes);
}

static void
test_an_impossible_length_is_an_error(void **state)
{
	SECRET secret = {0};
	struct err err = {0};
	volatile size_t most = SIZE_MAX; /* not to be seen by the compiler */

	(void)state;
	assert_false(secret_init(&secret, most, &err));
	assert_string_equal(err.text, "out of memory");
	assert_false(secret_init(&secret, most - 1, &err));
	assert_null(secret.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_new_secret_is_zero_with_a_nul_behind),
		cmocka_unit_test(test_a_copy_holds_the_bytes_and_a_nul),
		cmocka_unit_test(test_moving_empties_the_giver),
		cmocka_unit_test(test_secrets_are_equal_in_length_and_bytes),
		cmocka_unit_test(
			test_an_empty_secret_may_be_wiped_and_compared),
		cmocka_unit_test(test_an_impossible_length_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
