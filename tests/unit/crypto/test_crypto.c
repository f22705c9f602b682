#include <setjmp.h>
#include <stdarg.h>

#include "crypto/crypto.h"

#include <cmocka.h>

static void
test_starting_twice_is_fine(void **state)
{
	struct err err = {0};

	(void)state;
	assert_true(crypto_start(&err));
	assert_true(crypto_start(&err));
}

static void
test_random_bytes_differ(void **state)
{
	uint8_t a[32] = {0}, b[32] = {0};
	struct err err = {0};

	(void)state;
	assert_true(crypto_random(a, sizeof(a), &err));
	assert_true(crypto_random(b, sizeof(b), &err));
	assert_memory_not_equal(a, b, sizeof(a));
}

static void
test_uuid_has_the_form_of_version_4(void **state)
{
	static const char form[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
	char uuid[UUID_TEXT_SIZE];
	struct err err = {0};

	(void)state;
	for (int n = 0; n < 100; n++) {
		assert_true(crypto_uuid(uuid, &err));
		for (size_t i = 0; i < sizeof(form); i++) {
			if (form[i] == 'x')
				assert_non_null(
					strchr("0123456789abcdef", uuid[i]));
			else if (form[i] == 'y')
				assert_non_null(strchr("89ab", uuid[i]));
			else
				assert_int_equal(uuid[i], form[i]);
		}
	}
}

static void
test_uuid_of_given_bytes_is_the_published_one(void **state)
{
	/* RFC 9562, appendix B.1: version 8. */
	static const uint8_t bytes[UUID_BYTES] = {
		0x24, 0x89, 0xE9, 0xAD, 0x2E, 0xE2, 0x0E, 0x00,
		0x0E, 0xC9, 0x32, 0xD5, 0xF6, 0x91, 0x81, 0xC0,
	};
	char uuid[UUID_TEXT_SIZE];

	(void)state;
	crypto_uuid_text(bytes, UUID_CUSTOM, uuid);
	assert_string_equal(uuid, "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starting_twice_is_fine),
		cmocka_unit_test(test_random_bytes_differ),
		cmocka_unit_test(test_uuid_has_the_form_of_version_4),
		cmocka_unit_test(
			test_uuid_of_given_bytes_is_the_published_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
