#include <setjmp.h>
#include <stdarg.h>

#include "crypto/x25519.h"
#include "vectors.h"

#include <cmocka.h>

/* RFC 7748 section 5.2. */
static const struct {
	const char *key, *point, *shared;
} rows[] = {
	{"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
		"e6db6867583030db3594c1a424b15f7c"
		"726624ec26b3353b10a903a6d0ab1c4c",
		"c3da55379de9c6908e94ea4df28d084f"
		"32eccf03491c71f754b4075577a28552"},
	{"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
		"e5210f12786811d3f4b7959d0538ae2c"
		"31dbe7106fc03c3efc4cd549c715a493",
		"95cbde9476e8907d7aade45cb4b873f8"
		"8b595a68799fa152e6f8f7647aac7957"},
};

static void
test_shared_secrets_are_the_published_ones(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET key = {0};
		SECRET point = {0};
		SECRET want = {0};
		SECRET found = {0};

		unhex(rows[i].key, &key);
		unhex(rows[i].point, &point);
		unhex(rows[i].shared, &want);
		assert_true(x25519_shared(&key, point.bytes, &found, &err));
		assert_true(secret_equal(&found, &want));
	}
}

/* RFC 7748 section 5.2: one step of the iteration from the base point. */
static void
test_public_key_is_the_published_one(void **state)
{
	SECRET key = {0};
	SECRET want = {0};
	uint8_t found[X25519_BYTES];
	struct err err = {0};

	(void)state;
	unhex("0900000000000000000000000000000000000000000000000000000000000000",
		&key);
	unhex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
		&want);
	assert_true(x25519_public(&key, found, &err));
	assert_memory_equal(found, want.bytes, X25519_BYTES);
}

static void
test_points_of_low_order_are_refused(void **state)
{
	static const char *const points[] = {
		"00000000000000000000000000000000"
		"00000000000000000000000000000000",
		"01000000000000000000000000000000"
		"00000000000000000000000000000000",
		"e0eb7a7c3b41b8ae1656e3faf19fc46a"
		"da098deb9c32b1fd866205165f49b800",
	};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	unhex(rows[0].key, &key);
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		SECRET point = {0};
		SECRET found = {0};

		unhex(points[i], &point);
		assert_false(x25519_shared(&key, point.bytes, &found, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		assert_null(found.bytes);
	}
}

static void
test_key_of_another_length_is_refused(void **state)
{
	SECRET key = {0};
	uint8_t found[X25519_BYTES];
	struct err err = {0};

	(void)state;
	assert_true(secret_init(&key, X25519_BYTES - 1, &err));
	assert_false(x25519_public(&key, found, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shared_secrets_are_the_published_ones),
		cmocka_unit_test(test_public_key_is_the_published_one),
		cmocka_unit_test(test_points_of_low_order_are_refused),
		cmocka_unit_test(test_key_of_another_length_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
