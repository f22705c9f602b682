#include "world.h"

#include <inttypes.h>

#include "app/accounts.h"

/* RFC 4226 appendix D and RFC 6238 appendix B: the same 20 bytes. */
#define RFC_KEY "12345678901234567890"

static void
make_entry(struct entry *entry, enum entry_type type, const char *issuer,
	const char *account)
{
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	entry_set_type(entry, type);
	assert_true(str_replace(&entry->issuer, issuer, &err));
	assert_true(str_replace(&entry->account, account, &err));
	assert_true(secret_set(&entry->secret, RFC_KEY, strlen(RFC_KEY),
		&err));
}

static void
add(struct world *world, enum entry_type type, const char *account,
	char id[static ENTRY_ID_SIZE])
{
	ENTRY entry = {0};
	struct err err = {0};

	make_entry(&entry, type, "GitHub", account);
	assert_true(accounts_add(&world->session, &entry, id, &err));
}

static void
test_added_account_is_in_the_file(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	assert_int_equal(strlen(id), 36);
	session_lock(&world->session);
	world_unlock(world);
	assert_string_equal(world_entry(world, id)->account, "alice");
	assert_int_equal(world_entry(world, id)->created, WORLD_NOW);
	assert_int_equal(world_entry(world, id)->modified, WORLD_NOW);
}

static void
test_exact_duplicate_is_refused_by_name(void **state)
{
	struct world *world = *state;
	ENTRY again = {0};
	ENTRY other = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	make_entry(&again, ENTRY_TOTP, "GitHub", "alice");
	assert_false(accounts_add(&world->session, &again, id, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:alice");
	assert_string_equal(err.text, "is there already, with this very key");
	assert_string_equal(again.account, "alice");
	assert_int_equal(world_revision(world), 1);
	make_entry(&other, ENTRY_HOTP, "GitHub", "alice");
	assert_true(accounts_add(&world->session, &other, id, &err));
}

static void
test_what_breaks_a_limit_is_refused(void **state)
{
	struct world *world = *state;
	ENTRY entry = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	make_entry(&entry, ENTRY_TOTP, "GitHub", "alice");
	entry.digits = 60;
	assert_false(accounts_add(&world->session, &entry, id, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.where, "digits");
	assert_int_equal(world->session.vault->payload.entries.len, 0);
}

static void
test_time_based_code_is_that_of_the_clock(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct code code;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	/* RFC 6238: 94287082 at 59 s; its last six digits. The next period
	 * has counter 2, RFC 4226: 359152. */
	world->session.clock.at = 59;
	assert_true(accounts_code(&world->session, id, 0, true, &code, &err));
	assert_string_equal(code.text, "287082");
	assert_true(accounts_code(&world->session, id, 1, true, &code, &err));
	assert_string_equal(code.text, "359152");
	assert_int_equal(world_revision(world), 1);
}

static void
test_counter_is_advanced_on_disk(void **state)
{
	static const char *const rfc4226[] = {"755224", "287082", "359152",
		"969429"};
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct code code;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, "alice", id);
	for (size_t i = 0; i < 2; i++) {
		assert_true(accounts_code(&world->session, id, 0, false,
			&code, &err));
		assert_string_equal(code.text, rfc4226[i]);
		assert_true(accounts_code(&world->session, id, 0, true,
			&code, &err));
		assert_string_equal(code.text, rfc4226[i]);
		session_lock(&world->session);
		world_unlock(world);
		assert_int_equal(world_entry(world, id)->counter, i + 1);
	}
	assert_true(accounts_code(&world->session, id, 1, true, &code, &err));
	assert_string_equal(code.text, rfc4226[3]);
	assert_int_equal(world_entry(world, id)->counter, 4);
}

static void
test_used_up_counter_is_refused(void **state)
{
	struct world *world = *state;
	ENTRY entry = {0};
	char id[ENTRY_ID_SIZE];
	struct code code = {.text = "unset"}, last;
	struct err err = {0};

	world_unlock(world);
	make_entry(&entry, ENTRY_HOTP, "GitHub", "alice");
	entry.counter = UINT64_MAX;
	assert_false(accounts_add(&world->session, &entry, id, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:alice: counter");
	assert_string_equal(err.text, "is used up at 18446744073709551615");
	entry.counter = ENTRY_COUNTER_MAX;
	assert_true(accounts_add(&world->session, &entry, id, &err));
	assert_true(accounts_code(&world->session, id, 0, true, &last, &err));
	assert_false(accounts_code(&world->session, id, 0, true, &code, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:alice: counter");
	assert_string_equal(err.text, "is used up at 18446744073709551615");
	assert_string_equal(code.text, "");
	assert_int_equal(world_entry(world, id)->counter, UINT64_MAX);
}

static void
test_no_code_is_told_when_the_counter_cannot_be_saved(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	struct code code = {.text = "unset"};
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_HOTP, "alice", id);
	/* No folder, no save. */
	unlink(world->path);
	assert_false(accounts_code(&world->session, id, 0, true, &code, &err));
	assert_string_equal(code.text, "");
}

static void
test_trash_and_back(void **state)
{
	struct world *world = *state;
	char ids[2][ENTRY_ID_SIZE];
	const char *const both[] = {ids[0], ids[1]};
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", ids[0]);
	add(world, ENTRY_TOTP, "bob", ids[1]);
	world->session.stamps.at = WORLD_NOW + 5;
	assert_true(accounts_trash(&world->session, both, 2, &err));
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(world_entry(world, ids[i])->trashed,
			WORLD_NOW + 5);
		assert_int_equal(world_entry(world, ids[i])->modified,
			WORLD_NOW + 5);
	}
	assert_int_equal(world_revision(world), 3);
	assert_true(accounts_restore(&world->session, both, 2, &err));
	assert_int_equal(world_entry(world, ids[0])->trashed, 0);
	assert_int_equal(world_entry(world, ids[1])->trashed, 0);
}

static void
test_one_unknown_id_trashes_none(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	const char *const some[] = {id, "no-such-id"};
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", id);
	assert_false(accounts_trash(&world->session, some, 2, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_int_equal(world_entry(world, id)->trashed, 0);
}

static void
test_restoring_what_was_added_anew_is_refused(void **state)
{
	struct world *world = *state;
	char first[ENTRY_ID_SIZE], second[ENTRY_ID_SIZE];
	const char *const ids[] = {first};
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", first);
	assert_true(accounts_trash(&world->session, ids, 1, &err));
	add(world, ENTRY_TOTP, "alice", second);
	assert_false(accounts_restore(&world->session, ids, 1, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:alice");
}

static void
test_emptying_the_trash_deletes_what_is_in_it_only(void **state)
{
	struct world *world = *state;
	char ids[3][ENTRY_ID_SIZE];
	const char *const trashed[] = {ids[0], ids[2]};
	struct err err = {0};
	size_t count = 0;

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", ids[0]);
	add(world, ENTRY_TOTP, "bob", ids[1]);
	add(world, ENTRY_TOTP, "carol", ids[2]);
	assert_true(accounts_trash(&world->session, trashed, 2, &err));
	assert_true(accounts_empty_trash(&world->session, &count, &err));
	assert_int_equal(count, 2);
	assert_null(entries_by_id(&world->session.vault->payload.entries,
		ids[0]));
	assert_non_null(world_entry(world, ids[1]));
	assert_null(entries_by_id(&world->session.vault->payload.entries,
		ids[2]));
	assert_true(accounts_empty_trash(&world->session, &count, &err));
	assert_int_equal(count, 0);
}

static void
test_only_what_is_in_the_trash_is_deleted_for_good(void **state)
{
	struct world *world = *state;
	char ids[3][ENTRY_ID_SIZE];
	const char *const trashed[] = {ids[0], ids[2]};
	const char *const some[] = {ids[0], ids[1]};
	const struct entries *entries;
	struct err err = {0};

	world_unlock(world);
	add(world, ENTRY_TOTP, "alice", ids[0]);
	add(world, ENTRY_TOTP, "bob", ids[1]);
	add(world, ENTRY_TOTP, "carol", ids[2]);
	assert_true(accounts_trash(&world->session, trashed, 2, &err));
	entries = &world->session.vault->payload.entries;
	assert_false(accounts_delete(&world->session, some, 2, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, "GitHub:bob");
	assert_non_null(entries_by_id(entries, ids[0]));
	assert_true(accounts_delete(&world->session, some, 1, &err));
	assert_null(entries_by_id(entries, ids[0]));
	assert_non_null(entries_by_id(entries, ids[1]));
	assert_true(entries_by_id(entries, ids[2])->trashed != 0);
	assert_false(accounts_delete(&world->session, some, 1, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_added_account_is_in_the_file),
		WORLD_CASE(test_exact_duplicate_is_refused_by_name),
		WORLD_CASE(test_what_breaks_a_limit_is_refused),
		WORLD_CASE(test_time_based_code_is_that_of_the_clock),
		WORLD_CASE(test_counter_is_advanced_on_disk),
		WORLD_CASE(test_used_up_counter_is_refused),
		WORLD_CASE(
			test_no_code_is_told_when_the_counter_cannot_be_saved),
		WORLD_CASE(test_trash_and_back),
		WORLD_CASE(test_one_unknown_id_trashes_none),
		WORLD_CASE(test_restoring_what_was_added_anew_is_refused),
		WORLD_CASE(test_emptying_the_trash_deletes_what_is_in_it_only),
		WORLD_CASE(test_only_what_is_in_the_trash_is_deleted_for_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
