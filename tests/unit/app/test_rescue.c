/* A vault that is damaged or gone. What the commands tell of it is in
 * tests/cli/damage.bats. */
#include "accounts_of.h"

#include "app/rescue.h"

/* A vault with alice, and with bob as its third state. */
static void
fill(struct world *world)
{
	char id[ENTRY_ID_SIZE];

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	session_lock(&world->session);
}

/* Takes the last byte of the file away. */
static void
hurt(const struct world *world)
{
	struct stat st;

	assert_int_equal(stat(world->path, &st), 0);
	assert_int_equal(truncate(world->path, st.st_size - 1), 0);
}

static void
try_to_unlock(struct world *world)
{
	SECRET passphrase = {0};
	struct err err = {0};

	world_passphrase(&passphrase);
	assert_false(session_unlock_with(&world->session, &passphrase, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
}

static void
assert_restored(struct world *world, const char *names)
{
	BUF found = {0};

	world_unlock(world);
	assert_string_equal(accounts_names(&world->session, &found), names);
}

static void
test_the_newest_good_revision_comes_back(void **state)
{
	struct world *world = *state;
	struct foreign nobody = {0};
	RESCUE rescue = {0};
	struct err err = {0};

	fill(world);
	hurt(world);
	try_to_unlock(world);
	assert_true(rescue_restore(&world->session, &nobody, NULL, &rescue,
		&err));
	assert_string_equal(rescue.label, "2");
	assert_non_null(rescue.aside);
	assert_int_equal(access(rescue.aside, F_OK), 0);
	assert_null(world->session.vault);
	assert_restored(world, "alice ");
	/* Behind the damaged one, which was the third. */
	assert_int_equal(world_revision(world), 3);
}

static void
test_a_revision_by_its_label(void **state)
{
	struct world *world = *state;
	struct foreign nobody = {0};
	RESCUE none = {0}, rescue = {0};
	struct err err = {0};

	fill(world);
	hurt(world);
	try_to_unlock(world);
	assert_false(rescue_restore(&world->session, &nobody, "99", &none,
		&err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_true(rescue_restore(&world->session, &nobody, "1", &rescue,
		&err));
	assert_restored(world, "");
}

static void
test_where_nothing_can_be_read_nothing_is_salvaged(void **state)
{
	struct world *world = *state;
	struct foreign nobody = {0};
	RESCUE rescue = {0};
	size_t accounts = 0;
	struct err err = {0};

	fill(world);
	hurt(world);
	try_to_unlock(world);
	/* All is in one piece, and that is damaged. */
	assert_false(rescue_count(&world->session, &accounts));
	assert_false(rescue_salvage(&world->session, &nobody, &rescue, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_string_equal(err.where, world->path);
	assert_true(rescue_restore(&world->session, &nobody, NULL, &rescue,
		&err));
	assert_restored(world, "alice ");
}

/* It opens revisions in the place of what a terminal would be asked for. */
static void
test_of_a_lost_header_a_typed_passphrase_opens_a_revision(void **state)
{
	struct world *world = *state;
	SECRET right = {0}, wrong = {0};
	struct foreign foreign = {.typed = &wrong};
	RESCUE none = {0}, rescue = {0};
	struct err err = {0};

	fill(world);
	world_write(world, "vault.age", "no age file\n");
	assert_true(secret_set(&wrong, "wrong", 5, &err));
	assert_false(rescue_restore(&world->session, &foreign, NULL, &none,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
	world_passphrase(&right);
	foreign.typed = &right;
	assert_true(rescue_restore(&world->session, &foreign, NULL, &rescue,
		&err));
	assert_string_equal(rescue.label, "2");
	assert_restored(world, "alice ");
}

static void
test_one_that_is_gone_comes_back_and_has_nothing_to_salvage(void **state)
{
	struct world *world = *state;
	SECRET right = {0};
	struct foreign foreign = {.typed = &right};
	RESCUE none = {0}, rescue = {0};
	struct err err = {0};

	fill(world);
	assert_int_equal(unlink(world->path), 0);
	world_passphrase(&right);
	assert_false(rescue_salvage(&world->session, &foreign, &none, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_string_equal(err.where, world->path);
	assert_true(rescue_restore(&world->session, &foreign, NULL, &rescue,
		&err));
	assert_null(rescue.aside);
	assert_restored(world, "alice ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_the_newest_good_revision_comes_back),
		WORLD_CASE(test_a_revision_by_its_label),
		WORLD_CASE(
			test_where_nothing_can_be_read_nothing_is_salvaged),
		WORLD_CASE(
			test_of_a_lost_header_a_typed_passphrase_opens_a_revision),
		WORLD_CASE(
			test_one_that_is_gone_comes_back_and_has_nothing_to_salvage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
