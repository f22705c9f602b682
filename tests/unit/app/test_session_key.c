/* A vault that is unlocked once; skipped, and said so, where the kernel has
 * no keyring. */
#include "world.h"

#include "os/keyring.h"

#define SECONDS 600

static void
need_keyring(void)
{
	struct err err = {0};

	if (keyring_usable(&err))
		return;
	print_message("# no keyring here: %s\n", err.text);
	skip();
}

static void
keep(struct world *world)
{
	struct err err = {0};

	world_unlock(world);
	assert_true(session_keep_key(&world->session, SECONDS, &err));
	session_lock(&world->session);
}

static void
forget(struct world *world, bool want_there)
{
	struct err err = {0};
	bool was_there;

	assert_true(session_forget_key(&world->session, &was_there, &err));
	assert_int_equal(was_there, want_there);
}

/* Is it opened without a passphrase? */
static bool
opens(struct world *world)
{
	bool opened;

	session_lock(&world->session);
	opened = session_unlock_kept(&world->session);
	assert_int_equal(opened, world->session.vault != NULL);
	return opened;
}

static int64_t
left(const struct world *world)
{
	struct err err = {0};
	int64_t seconds;

	assert_true(session_key_left(&world->session, &seconds, &err));
	return seconds;
}

static void
name_of(const struct world *world, char out[static 128])
{
	snprintf(out, 128, "otp:%s", world->path);
}

static void
test_kept_key_opens_until_forgotten(void **state)
{
	struct world *world = *state;

	need_keyring();
	assert_false(opens(world));
	assert_int_equal(left(world), 0);
	keep(world);
	assert_true(opens(world));
	assert_in_range(left(world), SECONDS - 60, SECONDS);
	forget(world, true);
	assert_int_equal(left(world), 0);
	assert_false(opens(world));
	forget(world, false);
}

static void
test_locked_vault_has_no_key_to_keep(void **state)
{
	struct world *world = *state;
	struct err err = {0};

	need_keyring();
	assert_false(session_keep_key(&world->session, SECONDS, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static void
test_unlocking_anew_does_not_take_the_kept_key(void **state)
{
	struct world *world = *state;
	struct err err = {0};

	need_keyring();
	keep(world);
	world->session.options.passphrase_command = "echo wrong";
	assert_false(session_unlock_anew(&world->session, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(opens(world));
	world->session.options.passphrase_command = NULL;
	assert_true(opens(world));
	forget(world, true);
}

static void
test_the_passphrase_is_not_what_is_kept(void **state)
{
	struct world *world = *state;
	struct err err = {0};
	SECRET value = {0};
	char name[128];

	need_keyring();
	keep(world);
	name_of(world, name);
	assert_true(keyring_get(name, &value, &err));
	assert_non_null(value.bytes);
	assert_null(memmem(value.bytes, value.len, WORLD_PASSPHRASE,
		strlen(WORLD_PASSPHRASE)));
	forget(world, true);
}

/* As passwd does it, or a copy that comes from elsewhere. */
static void
test_changed_header_makes_it_useless_and_forgotten(void **state)
{
	struct world *world = *state;
	SECRET passphrase = {0};
	struct vault *vault;
	struct err err = {0};

	need_keyring();
	keep(world);
	unlink(world->path);
	world_passphrase(&passphrase);
	vault = vault_new(world->path, &passphrase, WORLD_LOG_N, &world->clock,
		&err);
	assert_non_null(vault);
	vault_close(vault);
	assert_false(opens(world));
	forget(world, false);
}

/* One that another program of the user put there opens nothing, and breaks
 * nothing. */
static void
test_forged_value_is_ignored(void **state)
{
	struct world *world = *state;
	struct err err = {0};
	char name[128];

	need_keyring();
	name_of(world, name);
	for (size_t cut = 0; cut < 2; cut++) {
		SECRET value = {0};

		keep(world);
		assert_true(keyring_get(name, &value, &err));
		value.bytes[value.len - 1] ^= 1;
		value.len -= cut;
		assert_true(keyring_put(name, &value, SECONDS, &err));
		assert_false(opens(world));
	}
	forget(world, false);
}

static int
tear_down(void **state)
{
	struct world *world = *state;
	struct err ignored;
	bool was_there;

	if (!session_forget_key(&world->session, &was_there, &ignored))
		print_message("# %s\n", ignored.text);
	return world_tear_down(state);
}

#define CASE(name) \
	cmocka_unit_test_setup_teardown(name, world_set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_kept_key_opens_until_forgotten),
		CASE(test_locked_vault_has_no_key_to_keep),
		CASE(test_unlocking_anew_does_not_take_the_kept_key),
		CASE(test_the_passphrase_is_not_what_is_kept),
		CASE(test_changed_header_makes_it_useless_and_forgotten),
		CASE(test_forged_value_is_ignored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
