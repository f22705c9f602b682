#include <setjmp.h>
#include <stdarg.h>

#include "app/order.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"

#include <cmocka.h>

#define ORDER CLEANUP(order_wipe) struct order

#define ALICE "9f2b3c4d-0001-4a5b-8c9d-000000000001"
#define BOB "9f2b3c4d-0001-4a5b-8c9d-000000000002"
#define CAROL "9f2b3c4d-0001-4a5b-8c9d-000000000003"

static char folder[] = "/tmp/otp-order-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/otp-order-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	return setenv("XDG_STATE_HOME", folder, 1);
}

static void
path(const char *name, char out[static 64])
{
	snprintf(out, 64, "%s/%s", folder, name);
}

static int
tear_down(void **state)
{
	static const char *const names[] = {"otp/order", "otp", ""};
	char made[64];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		path(names[i], made);
		remove(made);
	}
	return 0;
}

static void
load(struct order *order)
{
	struct err err = {0};

	assert_true(order_load(order, &err));
}

static void
write_file(const char *text)
{
	char made[64];
	struct err err = {0};

	path("otp", made);
	assert_int_equal(mkdir(made, 0700), 0);
	path("otp/order", made);
	assert_true(file_create(made, text, strlen(text), true, &err));
}

static void
test_without_a_file_nothing_is_known(void **state)
{
	ORDER order = {0};

	(void)state;
	load(&order);
	assert_int_equal(order_used(&order, ALICE), 0);
	assert_int_equal(order_rank(&order, ALICE), 0);
}

static void
test_what_is_saved_is_there_again(void **state)
{
	static const char *const ids[] = {CAROL, ALICE};
	ORDER order = {0}, again = {0};
	struct err err = {0};
	struct stat st;
	char made[64];

	(void)state;
	load(&order);
	assert_true(order_set_used(&order, BOB, INT64_C(1700000000123), &err));
	assert_true(order_set_ranks(&order, ids, COUNT_OF(ids), &err));
	assert_true(order_save(&order, &err));
	load(&again);
	assert_int_equal(order_used(&again, BOB), INT64_C(1700000000123));
	assert_int_equal(order_rank(&again, BOB), 0);
	assert_int_equal(order_rank(&again, CAROL), 1);
	assert_int_equal(order_rank(&again, ALICE), 2);
	assert_int_equal(order_used(&again, ALICE), 0);
	path("otp/order", made);
	assert_int_equal(stat(made, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_ranks_of_others_stay(void **state)
{
	static const char *const all[] = {ALICE, BOB, CAROL};
	static const char *const two[] = {CAROL, ALICE};
	ORDER order = {0};
	struct err err = {0};

	(void)state;
	load(&order);
	assert_true(order_set_ranks(&order, all, COUNT_OF(all), &err));
	assert_true(order_set_ranks(&order, two, COUNT_OF(two), &err));
	assert_int_equal(order_rank(&order, CAROL), 1);
	assert_int_equal(order_rank(&order, ALICE), 2);
	assert_int_equal(order_rank(&order, BOB), 2);
}

static void
test_nothing_is_written_for_nothing(void **state)
{
	ORDER order = {0};
	struct err err = {0};
	char made[64];

	(void)state;
	load(&order);
	assert_true(order_save(&order, &err));
	path("otp/order", made);
	assert_int_not_equal(access(made, F_OK), 0);
	assert_true(order_set_used(&order, ALICE, 1, &err));
	assert_true(order_save(&order, &err));
	assert_int_equal(access(made, F_OK), 0);
	assert_int_equal(remove(made), 0);
	assert_true(order_save(&order, &err));
	assert_int_not_equal(access(made, F_OK), 0);
}

static void
test_lines_that_are_none_are_passed_over(void **state)
{
	ORDER order = {0};

	(void)state;
	write_file("\n"
		ALICE " 5 7\n"
		BOB " -1 1\n"
		BOB " 1\n"
		CAROL " 9223372036854775808 1\n"
		"no such line at all, and a long one at that, of no account\n"
		ALICE ALICE " 1 1\n"
		CAROL " 0 200001\n"
		"\x01\xff 1 1\n"
		CAROL " 3 4");
	load(&order);
	assert_int_equal(order_used(&order, ALICE), 5);
	assert_int_equal(order_rank(&order, ALICE), 7);
	assert_int_equal(order_used(&order, BOB), 0);
	assert_int_equal(order_rank(&order, BOB), 0);
	assert_int_equal(order_used(&order, CAROL), 3);
	assert_int_equal(order_rank(&order, CAROL), 4);
}

/* In whatever order they come: they are looked up by halves. */
static void
test_a_thousand_accounts_are_each_found(void **state)
{
	ORDER order = {0};
	struct err err = {0};

	(void)state;
	load(&order);
	for (unsigned int i = 0; i < 1000; i++) {
		char id[ENTRY_ID_SIZE];

		snprintf(id, sizeof(id), "%08u", i * 7919 % 1000);
		assert_true(order_set_used(&order, id, i * 7919 % 1000 + 1,
			&err));
	}
	for (unsigned int i = 0; i < 1000; i++) {
		char id[ENTRY_ID_SIZE];

		snprintf(id, sizeof(id), "%08u", i);
		assert_int_equal(order_used(&order, id), i + 1);
	}
}

static void
test_without_a_home_it_is_forgotten(void **state)
{
	const char *home = getenv("HOME");
	STRING kept = NULL;
	ORDER order = {0};
	struct err err = {0};

	(void)state;
	if (home != NULL)
		kept = str_dup(home, &err);
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	load(&order);
	assert_true(order_set_used(&order, ALICE, 1, &err));
	assert_int_equal(order_used(&order, ALICE), 1);
	assert_true(order_save(&order, &err));
	if (kept != NULL)
		setenv("HOME", kept, 1);
}

static void
test_a_place_that_cannot_be_written_is_told_once(void **state)
{
	ORDER order = {0};
	struct err err = {0};
	char made[64];

	(void)state;
	load(&order);
	path("otp", made);
	assert_true(file_create(made, "", 0, true, &err)); /* no folder */
	assert_true(order_set_used(&order, ALICE, 1, &err));
	assert_false(order_save(&order, &err));
	path("otp/order", made);
	assert_string_equal(err.where, made);
	assert_true(order_save(&order, &err));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_without_a_file_nothing_is_known),
		TEST(test_what_is_saved_is_there_again),
		TEST(test_ranks_of_others_stay),
		TEST(test_nothing_is_written_for_nothing),
		TEST(test_lines_that_are_none_are_passed_over),
		TEST(test_a_thousand_accounts_are_each_found),
		TEST(test_without_a_home_it_is_forgotten),
		TEST(test_a_place_that_cannot_be_written_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
