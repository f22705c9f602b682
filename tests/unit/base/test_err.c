#include <setjmp.h>
#include <stdarg.h>

#include "base/err.h"

#include <cmocka.h>

static void
test_place_grows_at_its_front(void **state)
{
	struct err err = {0};
	char line[1200];

	(void)state;
	assert_false(err_set(&err, ERR_FORMAT, "must be 4 to 10, is %u", 60u));
	err_field(&err, "digits");
	err_field(&err, "info");
	err_field(&err, "entries[%zu]", (size_t)3);
	err_at(&err, "%s", "backup.json");
	err_format(&err, line, sizeof(line));
	assert_string_equal(line,
		"backup.json: entries[3].info.digits: must be 4 to 10, is 60");
}

static void
test_index_joins_without_a_dot(void **state)
{
	struct err err = {0};

	(void)state;
	err_set(&err, ERR_FORMAT, "x");
	err_field(&err, "[%d]", 2);
	err_field(&err, "tags");
	assert_string_equal(err.where, "tags[2]");
}

static void
test_kind_decides_the_status(void **state)
{
	static const struct {
		enum err_kind kind;
		int status;
	} rows[] = {
		{ERR_NONE, 0}, {ERR_SYSTEM, 1}, {ERR_REFUSED, 1},
		{ERR_FORMAT, 1}, {ERR_USAGE, 2}, {ERR_NO_MATCH, 3},
		{ERR_AMBIGUOUS, 4}, {ERR_LOCKED, 5}, {ERR_DAMAGED, 6},
		{ERR_PARTIAL, 7}, {ERR_MISMATCH, 8}, {ERR_INTERRUPTED, 130},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		err.kind = rows[i].kind;
		assert_int_equal(err_status(&err), rows[i].status);
	}
}

static void
test_long_texts_are_cut(void **state)
{
	struct err err = {0};
	char big[4096], small[8];

	(void)state;
	memset(big, 'x', sizeof(big));
	big[sizeof(big) - 1] = '\0';
	err_set(&err, ERR_FORMAT, "%s", big);
	for (int i = 0; i < 10; i++)
		err_at(&err, "%s", big);
	assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
	assert_int_equal(strlen(err.where), ERR_WHERE_MAX - 1);
	err_format(&err, small, sizeof(small));
	assert_string_equal(small, "xxxxxxx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_place_grows_at_its_front),
		cmocka_unit_test(test_index_joins_without_a_dot),
		cmocka_unit_test(test_kind_decides_the_status),
		cmocka_unit_test(test_long_texts_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
