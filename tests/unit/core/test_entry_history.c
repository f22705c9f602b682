#include <setjmp.h>
#include <stdarg.h>

#include "core/entry.h"

#include <cmocka.h>

static void
add(struct entry *entry, const char *key, int64_t until, uint64_t counter)
{
	SECRET secret = {0};
	struct err err = {0};

	assert_true(secret_set(&secret, key, strlen(key), &err));
	assert_true(entry_add_old_key(entry, &secret, until, counter, &err));
}

static struct old_key *
find(const struct entry *entry, const char *key)
{
	SECRET secret = {0};
	struct err err = {0};

	assert_true(secret_set(&secret, key, strlen(key), &err));
	return entry_old_key(entry, &secret);
}

static void
test_each_key_is_there_once_with_the_latest_of_it(void **state)
{
	ENTRY entry = {0};

	(void)state;
	add(&entry, "one", 5, 7);
	add(&entry, "two", 6, 0);
	add(&entry, "one", 4, 9);
	assert_int_equal(entry.history_count, 2);
	assert_int_equal(find(&entry, "one")->until, 5);
	assert_int_equal(find(&entry, "one")->counter, 9);
	assert_null(find(&entry, "three"));
	entry_remove_old_key(&entry, find(&entry, "one"));
	assert_null(find(&entry, "one"));
	assert_int_equal(find(&entry, "two")->until, 6);
}

static void
test_copies_have_the_history(void **state)
{
	ENTRY entry = {0};
	ENTRY copy = {0};
	struct err err = {0};

	(void)state;
	assert_true(entry_init(&entry, &err));
	add(&entry, "one", 5, 7);
	assert_true(entry_copy(&entry, &copy, &err));
	assert_int_equal(copy.history_count, 1);
	assert_int_equal(find(&copy, "one")->counter, 7);
}

static void
test_beyond_the_limit_the_oldest_goes(void **state)
{
	ENTRY entry = {0};
	char key[16];

	(void)state;
	for (int i = 0; i <= ENTRY_HISTORY_MAX; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		add(&entry, key, i == 7 ? 1 : 10 + i, 0);
	}
	assert_int_equal(entry.history_count, ENTRY_HISTORY_MAX);
	assert_null(find(&entry, "key 7"));
	assert_non_null(find(&entry, "key 0"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_each_key_is_there_once_with_the_latest_of_it),
		cmocka_unit_test(test_copies_have_the_history),
		cmocka_unit_test(test_beyond_the_limit_the_oldest_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
