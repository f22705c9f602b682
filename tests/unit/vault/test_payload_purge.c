#include <setjmp.h>
#include <stdarg.h>

#include "lines.h"

#include <cmocka.h>

#define DAY 86400LL
#define NOW 1700000000LL
#define SECRET_LINE "\"type\":\"totp\",\"secret\":\"JBSWY3DPEHPK3PXP\""

static PRINTF_LIKE(2, 3) void
read_lines(struct payload *payload, const char *format, ...)
{
	struct err err = {0};
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	assert_true(read_text(text, payload, &err));
}

static void
purge(struct payload *payload, int64_t now)
{
	struct err err = {0};

	assert_true(payload_purge(payload, now, &err));
}

static void
test_trash_is_kept_for_thirty_days(void **state)
{
	PAYLOAD payload = {0};

	(void)state;
	read_lines(&payload, FIRST "{\"id\":\"" ID "\"," SECRET_LINE
		",\"modified\":%lld,\"trashed\":%lld}\n", NOW, NOW);
	purge(&payload, NOW + 30 * DAY - 1);
	assert_int_equal(payload.entries.len, 1);
	assert_int_equal(payload.tombstone_count, 0);
	purge(&payload, NOW + 30 * DAY);
	assert_int_equal(payload.entries.len, 0);
	assert_int_equal(payload.tombstone_count, 1);
	assert_string_equal(payload.tombstones[0].id, ID);
	assert_int_equal(payload.tombstones[0].deleted, NOW);
	assert_non_null(payload_tombstone(&payload, ID));
	assert_null(payload_tombstone(&payload, ID_2));
}

static void
test_tombstone_removes_what_is_not_newer(void **state)
{
	static const struct {
		long long modified, deleted;
		size_t left;
	} rows[] = {
		{NOW - 1, NOW, 0}, {NOW, NOW, 0}, {NOW + 1, NOW, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		PAYLOAD payload = {0};

		read_lines(&payload, FIRST "{\"id\":\"" ID "\"," SECRET_LINE
			",\"modified\":%lld}\n{\"deleted\":\"" ID "\","
			"\"at\":%lld}\n", rows[i].modified, rows[i].deleted);
		purge(&payload, NOW + 2);
		assert_int_equal(payload.entries.len, rows[i].left);
		assert_int_equal(payload.tombstone_count, 1);
	}
}

static void
test_tombstones_are_kept_for_two_years_and_once(void **state)
{
	PAYLOAD payload = {0};

	(void)state;
	read_lines(&payload, FIRST "{\"deleted\":\"" ID "\",\"at\":%lld}\n"
		"{\"deleted\":\"" ID "\",\"at\":%lld}\n", NOW - 1, NOW);
	purge(&payload, NOW + 730 * DAY);
	assert_int_equal(payload.tombstone_count, 1);
	assert_int_equal(payload.tombstones[0].deleted, NOW);
	purge(&payload, NOW + 730 * DAY + 1);
	assert_int_equal(payload.tombstone_count, 0);
}

static void
test_broken_accounts_stay(void **state)
{
	PAYLOAD payload = {0};

	(void)state;
	read_lines(&payload, FIRST "{\"id\":\"" ID "\",\"type\":\"new\","
		"\"trashed\":1}\n{\"deleted\":\"" ID "\",\"at\":%lld}\n", NOW);
	purge(&payload, NOW);
	assert_int_equal(payload.entries.len, 1);
}

static void
test_copy_is_equal_and_a_change_makes_a_difference(void **state)
{
	PAYLOAD payload = {0};
	PAYLOAD copy = {0};
	struct err err = {0};
	bool equal = false;

	(void)state;
	assert_true(read_text(FIRST TOTP "\n" HOTP "\n{\"id\":1}\n"
		"{\"deleted\":\"" VAULT_ID "\",\"at\":5,\"x\":1}\n", &payload,
		&err));
	assert_true(payload_copy(&payload, &copy, &err));
	assert_true(payload_equal(&payload, &copy, &equal, &err));
	assert_true(equal);
	assert_int_equal(copy.entries.len, 3);
	copy.entries.items[1]->counter++;
	assert_true(payload_equal(&payload, &copy, &equal, &err));
	assert_false(equal);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trash_is_kept_for_thirty_days),
		cmocka_unit_test(test_tombstone_removes_what_is_not_newer),
		cmocka_unit_test(
			test_tombstones_are_kept_for_two_years_and_once),
		cmocka_unit_test(test_broken_accounts_stay),
		cmocka_unit_test(
			test_copy_is_equal_and_a_change_makes_a_difference),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
