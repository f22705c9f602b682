/* Vaults without a passphrase, and changes of who can open one. */
#include "world.h"

#include "app/access.h"

#include <cmocka.h>

/* The key pair of the age specification, and one made by age-keygen(1). */
#define IDENTITY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGF" \
	"PYYSJZGFPQ4EGAEX"
#define RECIPIENT \
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
#define OTHER "AGE-SECRET-KEY-1N8V6Y4F885FXYQXUMPMPHWH6KF26L98F25H2LEV32XQVV6" \
	"Y32ULQ4THM8H"
#define OTHER_RECIPIENT \
	"age1pmxedwpzczz8fnd5ypqv9rlzsktc4suhrmyz5r8d0wdz5u9dha8qyyhckn"

#define NAME_SIZE 80

/* The world's vault, made anew for RECIPIENT; its identities in files. */
struct shared {
	struct world *world;
	char mine[NAME_SIZE], other[NAME_SIZE];
	struct session session;
};

static void
shared_wipe(struct shared *shared)
{
	session_wipe(&shared->session);
}

#define SHARED CLEANUP(shared_wipe) struct shared

static void
set_identity(struct shared *shared, const char *path)
{
	shared->session.options.identities[0] = path;
	shared->session.options.identity_count = path != NULL;
}

static void
shared_init(struct shared *shared, struct world *world)
{
	CLEANUP(recipients_wipe) struct recipients list = {0};
	struct session_options options = world_options(world);
	struct err err = {0};

	shared->world = world;
	unsetenv("OTP_IDENTITY");
	assert_int_equal(unlink(world->path), 0);
	world_write(world, "mine", IDENTITY "\n");
	world_write(world, "other", OTHER "\n");
	snprintf(shared->mine, NAME_SIZE, "%s/mine", world->dir);
	snprintf(shared->other, NAME_SIZE, "%s/other", world->dir);
	assert_true(session_init(&shared->session, &options, &world->clock,
		&err));
	assert_true(recipients_add(&list, RECIPIENT, &err));
	assert_true(access_create(&shared->session, &list, &err));
	set_identity(shared, shared->mine);
}

static bool
opens(struct shared *shared, const char *path, struct err *err)
{
	bool good;

	session_lock(&shared->session);
	set_identity(shared, path);
	good = session_unlock(&shared->session, err);
	assert_int_equal(good, shared->session.vault != NULL);
	return good;
}

static void
test_identity_opens_the_vault_that_was_made_for_it(void **state)
{
	SHARED shared = {0};
	struct err err = {0};
	bool wants = true;

	shared_init(&shared, *state);
	assert_true(session_wants_passphrase(&shared.session, &wants, &err));
	assert_false(wants);
	assert_true(opens(&shared, shared.mine, &err));
	assert_false(opens(&shared, shared.other, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_string_equal(err.where, shared.world->path);
}

static void
test_environment_comes_behind_the_identities_of_options(void **state)
{
	SHARED shared = {0};
	struct err err = {0};

	shared_init(&shared, *state);
	setenv("OTP_IDENTITY", shared.mine, 1);
	assert_true(opens(&shared, NULL, &err));
	assert_false(opens(&shared, shared.other, &err));
	setenv("OTP_IDENTITY", "", 1);
	assert_false(opens(&shared, NULL, &err));
	unsetenv("OTP_IDENTITY");
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_non_null(strstr(err.text, "--identity"));
}

static void
test_passphrase_does_not_open_it(void **state)
{
	SHARED shared = {0};
	SECRET passphrase = {0};
	struct err err = {0};

	shared_init(&shared, *state);
	world_passphrase(&passphrase);
	assert_false(session_unlock_with(&shared.session, &passphrase, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(access_set_passphrase(&shared.session, &passphrase,
		WORLD_LOG_N, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_recipients_come_and_go(void **state)
{
	char *other[] = {(char[]){OTHER_RECIPIENT}};
	char *mine[] = {(char[]){RECIPIENT}};
	SHARED shared = {0};
	struct err err = {0};

	shared_init(&shared, *state);
	assert_true(opens(&shared, shared.mine, &err));
	assert_true(access_add(&shared.session, other, 1, &err));
	assert_true(opens(&shared, shared.other, &err));
	assert_true(access_remove(&shared.session, mine, 1, &err));
	assert_false(opens(&shared, shared.mine, &err));
	assert_true(opens(&shared, shared.other, &err));
	assert_false(access_remove(&shared.session, other, 1, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.where, OTHER_RECIPIENT);
}

/* As if it had been made without that line. */
static bool
make_unnamed(struct payload *payload, void *arg, struct age_header *header,
	struct secret *file_key, struct err *err)
{
	bool both = *(const bool *)arg;

	recipients_wipe(&payload->recipients);
	if (!recipients_add(&payload->recipients, RECIPIENT, err) ||
	    (both && !recipients_add(&payload->recipients, OTHER_RECIPIENT,
		    err)) ||
	    !recipients_header(&payload->recipients, header, file_key, err))
		return false;
	recipients_wipe(&payload->recipients);
	return true;
}

static void
test_unnamed_recipients_are_not_shut_out(void **state)
{
	char *other[] = {(char[]){OTHER_RECIPIENT}};
	SHARED shared = {0};
	struct err err = {0};
	bool both = true;

	shared_init(&shared, *state);
	assert_true(opens(&shared, shared.mine, &err));
	assert_true(session_rekey(&shared.session, make_unnamed, &both,
		&err));
	assert_false(access_remove(&shared.session, other, 1, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(opens(&shared, shared.other, &err));
}

static void
test_only_recipient_is_known_by_its_identity(void **state)
{
	CLEANUP(recipients_wipe) struct recipients list = {0};
	char *other[] = {(char[]){OTHER_RECIPIENT}};
	SHARED shared = {0};
	struct err err = {0};
	bool both = false, all = false;

	shared_init(&shared, *state);
	assert_true(opens(&shared, shared.mine, &err));
	assert_true(session_rekey(&shared.session, make_unnamed, &both,
		&err));
	assert_true(access_list(&shared.session, &list, &all, &err));
	assert_true(all);
	assert_string_equal(list.items[0], RECIPIENT);
	assert_true(access_add(&shared.session, other, 1, &err));
	assert_true(opens(&shared, shared.mine, &err));
	assert_int_equal(shared.session.vault->payload.recipients.count, 2);
}

static void
test_new_passphrase_replaces_the_old(void **state)
{
	struct world *world = *state;
	char *key[] = {(char[]){RECIPIENT}};
	SECRET old = {0}, new = {0};
	struct err err = {0};

	world_passphrase(&old);
	assert_true(secret_set(&new, "another", strlen("another"), &err));
	world_unlock(world);
	assert_false(access_add(&world->session, key, 1, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(access_set_passphrase(&world->session, &new, WORLD_LOG_N,
		&err));
	assert_int_equal(world_revision(world), 1);
	assert_false(session_unlock_with(&world->session, &old, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_true(session_unlock_with(&world->session, &new, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_identity_opens_the_vault_that_was_made_for_it),
		WORLD_CASE(
			test_environment_comes_behind_the_identities_of_options),
		WORLD_CASE(test_passphrase_does_not_open_it),
		WORLD_CASE(test_recipients_come_and_go),
		WORLD_CASE(test_unnamed_recipients_are_not_shut_out),
		WORLD_CASE(test_only_recipient_is_known_by_its_identity),
		WORLD_CASE(test_new_passphrase_replaces_the_old),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
