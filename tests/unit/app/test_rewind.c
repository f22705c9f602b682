#include "accounts_of.h"

#include "app/access.h"
#include "app/rewind.h"

static void
assert_names(const struct world *world, const char *wanted)
{
	BUF names = {0};

	assert_string_equal(accounts_names(&world->session, &names), wanted);
}

/* Takes it back, which must be told in this one line. */
static void
undo(struct world *world, const char *told)
{
	HISTORY_CHANGES changes = {0};
	struct foreign nobody = {0};
	struct err err = {0};

	assert_true(rewind_undo(&world->session, &nobody, &changes, &err));
	assert_int_equal(changes.len, 1);
	assert_string_equal(changes.items[0].text, told);
}

static void
test_undo_takes_the_last_change_back_and_then_itself(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	undo(world, "removed bob");
	assert_names(world, "alice ");
	undo(world, "added bob");
	assert_names(world, "alice bob ");
	assert_int_equal(world_revision(world), 4);
	/* It is in the file, not only here. */
	session_lock(&world->session);
	world_unlock(world);
	undo(world, "removed bob");
}

static void
test_counters_stay_and_are_no_change_to_undo(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE], other[ENTRY_ID_SIZE];
	const struct entry *entry;
	struct code code = {0};
	struct err err = {0};

	world_unlock(world);
	accounts_make(&world->session, ENTRY_HOTP, "counted", id);
	accounts_make(&world->session, ENTRY_TOTP, "alice", other);
	for (int i = 0; i < 3; i++)
		assert_true(accounts_code(&world->session, id, 0, true, &code,
			&err));
	undo(world, "removed alice");
	entry = entries_by_id(&world->session.vault->payload.entries, id);
	assert_non_null(entry);
	assert_int_equal(entry->counter, 3);
}

static void
test_nothing_to_undo(void **state)
{
	struct world *world = *state;
	HISTORY_CHANGES changes = {0};
	struct foreign nobody = {0};
	struct err err = {0};

	world_unlock(world);
	assert_false(rewind_undo(&world->session, &nobody, &changes, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.where, world->path);
	assert_int_equal(world_revision(world), 0);
}

static void
test_what_another_program_did_last_is_undone(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct session other = {0};
	SECRET passphrase = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	world_passphrase(&passphrase);
	assert_true(session_init(&other, &options, &world->clock, &err));
	assert_true(session_unlock_with(&other, &passphrase, &err));
	accounts_make(&other, ENTRY_TOTP, "theirs", id);
	session_wipe(&other);
	undo(world, "removed theirs");
	assert_names(world, "alice ");
}

static void
test_restore_goes_to_a_revision_and_saves_nothing_for_nothing(void **state)
{
	struct world *world = *state;
	HISTORY_CHANGES changes = {0};
	struct foreign nobody = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	assert_true(rewind_restore(&world->session, &nobody, "1", &changes,
		&err));
	assert_int_equal(changes.len, 2);
	assert_names(world, "");
	history_changes_wipe(&changes);
	assert_int_equal(world_revision(world), 3);
	assert_true(rewind_restore(&world->session, &nobody, "1", &changes,
		&err));
	assert_int_equal(changes.len, 0);
	assert_int_equal(world_revision(world), 3);
	assert_false(rewind_restore(&world->session, &nobody, "99", &changes,
		&err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_string_equal(err.where, "99");
}

/* What a forged copy may bring in, by a merge. */
static bool
count_almost_up(struct payload *payload, void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	payload->revision = UINT64_MAX - 1;
	return true;
}

static void
test_behind_the_highest_number_nothing_begins_anew(void **state)
{
	struct world *world = *state;
	char id[ENTRY_ID_SIZE];
	HISTORY history = {0};
	struct err err = {0};

	world_unlock(world);
	assert_true(session_change(&world->session, count_almost_up, NULL,
		&err));
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	assert_true(world->session.vault->payload.revision == UINT64_MAX);
	/* As many states are kept as there were. */
	assert_true(history_list(world->path, NULL, &history, &err));
	assert_int_equal(history.len, 3);
	undo(world, "removed bob");
	undo(world, "added bob");
	session_lock(&world->session);
	world_unlock(world);
	assert_names(world, "alice bob ");
	assert_true(world->session.vault->payload.revision == UINT64_MAX);
}

struct asked {
	int times;
	const char *answer;
};

static bool
answer(void *arg, const char *source, struct secret *out, struct err *err)
{
	struct asked *asked = arg;

	assert_non_null(strstr(source, "/revisions/vault.age.2."));
	asked->times++;
	return secret_set(out, asked->answer, strlen(asked->answer), err);
}

static void
test_an_earlier_passphrase_is_asked_for(void **state)
{
	struct world *world = *state;
	struct asked asked = {.answer = "wrong"};
	struct foreign foreign = {.passphrase = answer, .arg = &asked};
	struct foreign nobody = {0};
	HISTORY_CHANGES changes = {0};
	SECRET other = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	assert_true(secret_set(&other, "other", 5, &err));
	assert_true(access_set_passphrase(&world->session, &other,
		WORLD_LOG_N, &err));
	assert_false(rewind_restore(&world->session, &nobody, "2", &changes,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(rewind_restore(&world->session, &foreign, "2", &changes,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
	asked.answer = WORLD_PASSPHRASE;
	assert_true(rewind_restore(&world->session, &foreign, "2", &changes,
		&err));
	assert_int_equal(asked.times, 2);
	/* One key opens all that have it. */
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	assert_true(rewind_restore(&world->session, &foreign, "2", &changes,
		&err));
	assert_int_equal(asked.times, 2);
	assert_names(world, "alice ");
	secret_wipe(&foreign.key);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_undo_takes_the_last_change_back_and_then_itself),
		WORLD_CASE(test_counters_stay_and_are_no_change_to_undo),
		WORLD_CASE(test_nothing_to_undo),
		WORLD_CASE(test_what_another_program_did_last_is_undone),
		WORLD_CASE(
			test_restore_goes_to_a_revision_and_saves_nothing_for_nothing),
		WORLD_CASE(test_an_earlier_passphrase_is_asked_for),
		WORLD_CASE(test_behind_the_highest_number_nothing_begins_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
