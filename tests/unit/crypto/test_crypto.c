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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starting_twice_is_fine),
		cmocka_unit_test(test_random_bytes_differ),
		cmocka_unit_test(test_uuid_has_the_form_of_version_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
