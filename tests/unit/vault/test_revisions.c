#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"
#include "support.h"
#include "vault/revisions.h"

#include <cmocka.h>

#define DAY INT64_C(86400)
#define MANY 60

static int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

/* The times are those of "date -u -d @N +%Y%m%dT%H%M%SZ". */
static void
test_name_tells_number_and_time(void **state)
{
	static const struct {
		struct revision revision;
		const char *name;
	} rows[] = {
		{{.number = 42, .saved = 1700000000, .variant = 1},
			"vault.age.42.20231114T221320Z"},
		{{.number = 18446744073709551615U, .saved = 0, .variant = 1},
			"vault.age.18446744073709551615.19700101T000000Z"},
		{{.number = 1, .saved = 4294967296, .variant = 7},
			"vault.age.1.21060207T062816Z-7"},
	};
	char name[REVISION_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct revision found = {0};

		revision_name("vault.age", &rows[i].revision, name);
		assert_string_equal(name, rows[i].name);
		assert_true(revision_parse("vault.age", name, &found));
		assert_true(found.number == rows[i].revision.number);
		assert_int_equal(found.saved, rows[i].revision.saved);
		assert_int_equal(found.variant, rows[i].revision.variant);
	}
}

static void
test_other_names_are_no_revisions(void **state)
{
	static const char *const rows[] = {
		"", "vault.age", "vault.age.", "vault.age.42",
		"vault.age.42.", "vault.age.x.20231114T221320Z",
		"vault.age.-1.20231114T221320Z",
		"vault.age.42.20231114T221320", "vault.age.42.20231114T221320Zx",
		"vault.age.42.20231114T221320Z-1",
		"vault.age.42.20231114T221320Z-",
		"vault.age.42.20231114T221320Z-100",
		"vault.age.18446744073709551616.20231114T221320Z",
		/* of one number, but not of the name that we would give */
		"vault.age.042.20231114T221320Z",
		"vault.age.42. 20231114T221320Z",
		"vault.age.42.20231114T22132Z",
		"vault.age.42.20231114T221320Z-02",
		"other.age.42.20231114T221320Z", ".vault.age.tmp-01234567",
	};
	struct revision found;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_false(revision_parse("vault.age", rows[i], &found));
}

static void
test_no_time_makes_a_name_that_is_not_found_again(void **state)
{
	static const int64_t times[] = {
		0, 253402300799, 253402300800, INT64_MAX,
	};
	struct revision found;
	char name[REVISION_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		struct revision revision = {
			.number = UINT64_MAX, .saved = times[i], .variant = 1,
		};

		revision_name("vault.age", &revision, name);
		assert_true(revision_parse("vault.age", name, &found));
	}
	/* The last second of the year 9999. */
	assert_string_equal(name,
		"vault.age.18446744073709551615.99991231T235959Z");
}

static size_t
count_kept(const struct revision *revisions, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		kept += revisions[i].keep;
	return kept;
}

static void
test_newest_fifty_are_kept(void **state)
{
	struct revision revisions[200] = {0};

	(void)state;
	/* All of one day long ago, in no order. */
	for (size_t i = 0; i < COUNT_OF(revisions); i++) {
		revisions[i].number = i * 7 % COUNT_OF(revisions);
		revisions[i].saved = NOW - 1000 * DAY;
	}
	revisions_choose(revisions, COUNT_OF(revisions), NOW);
	for (size_t i = 0; i < COUNT_OF(revisions); i++) {
		assert_int_equal(revisions[i].number,
			COUNT_OF(revisions) - 1 - i);
		assert_int_equal(revisions[i].keep, i < VAULT_REVISIONS_KEPT);
	}
	revisions_choose(revisions, 0, NOW);
}

static void
test_newest_of_each_day_is_kept_for_ninety_days(void **state)
{
	struct revision revisions[100 * 10] = {0};
	int64_t noon = NOW / DAY * DAY + DAY / 2;

	(void)state;
	/* Ten a day for a hundred days, the last of them today. */
	for (size_t i = 0; i < COUNT_OF(revisions); i++) {
		revisions[i].number = i;
		revisions[i].saved = noon - (int64_t)(99 - i / 10) * DAY +
			(int64_t)(i % 10) * 60;
	}
	revisions_choose(revisions, COUNT_OF(revisions), noon);
	/* The last 50 are those of 5 days; of 85 days more, one each. */
	assert_int_equal(count_kept(revisions, COUNT_OF(revisions)), 50 + 85);
	for (size_t i = 50; i < COUNT_OF(revisions); i++) {
		bool last = revisions[i].number % 10 == 9;
		bool young = revisions[i].number >= 100;

		assert_int_equal(revisions[i].keep, last && young);
	}
}

static void
test_times_in_the_future_cost_nothing(void **state)
{
	struct revision revisions[100] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(revisions); i++) {
		revisions[i].number = i;
		revisions[i].saved = NOW + (int64_t)i * 1000 * DAY;
	}
	revisions_choose(revisions, COUNT_OF(revisions), NOW);
	assert_int_equal(count_kept(revisions, COUNT_OF(revisions)), 50);
	revisions[99].saved = INT64_MAX;
	revisions_choose(revisions, COUNT_OF(revisions), 0);
	assert_int_equal(count_kept(revisions, COUNT_OF(revisions)), 50);
}

static void
test_saving_prunes(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char revisions[128];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	snprintf(revisions, sizeof(revisions), "%s/revisions", place.folder);
	for (int i = 0; i < MANY; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%d", i);
		assert_true(add_one(vault, name, &err));
	}
	assert_int_equal(count_names(revisions, "vault.age."),
		VAULT_REVISIONS_KEPT);
	/* Revisions 1 to 60 were replaced; 11 to 60 are there. */
	assert_int_equal(count_names(revisions, "vault.age.10."), 0);
	assert_int_equal(count_names(revisions, "vault.age.11."), 1);
	assert_int_equal(count_names(revisions, "vault.age.60."), 1);
}

static void
test_revision_opens_as_a_vault(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT earlier = NULL;
	char path[160];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "alice", &err));
	assert_true(add_one(vault, "bob", &err));
	snprintf(path, sizeof(path),
		"%s/revisions/vault.age.2.20231114T221320Z", place.folder);
	earlier = open_vault(path, &err);
	assert_non_null(earlier);
	assert_int_equal(earlier->payload.entries.len, 1);
}

static void
test_diverged_copies_get_names_of_their_own(void **state)
{
	PLACE place = {0};
	BUF first = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;
	char revisions[128];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	snprintf(revisions, sizeof(revisions), "%s/revisions", place.folder);
	read_bytes(place.vault, &first);
	assert_true(add_one(vault, "alice", &err));
	assert_true(add_one(vault, "bob", &err));
	/* A sync tool puts the first state back, which then goes on. */
	write_bytes(place.vault, first.data, first.len);
	again = open_vault(place.vault, &err);
	assert_true(add_one(again, "carol", &err));
	/* The first state is there already, with the same bytes. */
	assert_int_equal(count_names(revisions, "vault.age.1."), 1);
	assert_true(add_one(again, "dave", &err));
	assert_int_equal(count_names(revisions, "vault.age.2."), 2);
	assert_int_equal(count_names(revisions,
		"vault.age.2.20231114T221320Z-2"), 1);
}

static void
test_revisions_on_another_file_system_are_copies(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char other[] = "/dev/shm/otp-XXXXXX", path[128], kept[160];
	struct stat here, there;
	BUF found = {0};

	(void)state;
	place_init(&place);
	if (mkdtemp(other) == NULL || stat(other, &there) != 0 ||
	    stat(place.folder, &here) != 0 || here.st_dev == there.st_dev) {
		rmdir(other);
		place_wipe(&place); /* skip() does not come back */
		print_message("# no second file system in /dev/shm\n");
		skip();
	}
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	snprintf(path, sizeof(path), "%s/revisions", place.folder);
	assert_int_equal(symlink(other, path), 0);
	assert_true(add_one(vault, "alice", &err));
	snprintf(kept, sizeof(kept), "%s/vault.age.1.20231114T221320Z",
		other);
	read_bytes(kept, &found);
	assert_int_equal(found.len, before.len);
	assert_memory_equal(found.data, before.data, before.len);
	assert_int_equal(count_names(other, ""), 3);
	remove_tree(AT_FDCWD, other);
}

static void
test_no_revision_no_change(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	BUF after = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char path[128];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	snprintf(path, sizeof(path), "%s/revisions", place.folder);
	write_bytes(path, "in the way", 10);
	assert_false(add_one(vault, "alice", &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text,
		"cannot open the folder revisions: Not a directory");
	read_bytes(place.vault, &after);
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.data, before.data, before.len);
	assert_int_equal(vault->payload.entries.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_tells_number_and_time),
		cmocka_unit_test(test_other_names_are_no_revisions),
		cmocka_unit_test(
			test_no_time_makes_a_name_that_is_not_found_again),
		cmocka_unit_test(test_newest_fifty_are_kept),
		cmocka_unit_test(
			test_newest_of_each_day_is_kept_for_ninety_days),
		cmocka_unit_test(test_times_in_the_future_cost_nothing),
		cmocka_unit_test(test_saving_prunes),
		cmocka_unit_test(test_revision_opens_as_a_vault),
		cmocka_unit_test(test_diverged_copies_get_names_of_their_own),
		cmocka_unit_test(
			test_revisions_on_another_file_system_are_copies),
		cmocka_unit_test(test_no_revision_no_change),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
