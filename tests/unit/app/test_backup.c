#include "accounts_of.h"

#include "app/rewind.h"

#define DAY INT64_C(86400)

static char *
path_of(const struct world *world, const char *name)
{
	struct err err = {0};
	char *path = str_format(&err, "%s/%s", world->dir, name);

	assert_non_null(path);
	return path;
}

static void
read_all(const char *path, struct buf *out)
{
	struct err err = {0};

	buf_clear(out);
	assert_true(file_read(path, VAULT_FILE_MAX, out, &err));
}

static void
at(struct world *world, int64_t seconds)
{
	world->session.stamps.at = WORLD_NOW + seconds;
}

static void
test_backup_is_the_file_as_it_was_and_its_time_is_noted(void **state)
{
	struct world *world = *state;
	STRING path = path_of(world, "copy.age");
	BUF before = {0}, copy = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};
	struct stat st;

	world_unlock(world);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	read_all(world->path, &before);
	at(world, 5);
	assert_true(backup_make(&world->session, path, false, &err));
	read_all(path, &copy);
	assert_int_equal(copy.len, before.len);
	assert_memory_equal(copy.data, before.data, before.len);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & ALLPERMS, 0600);
	assert_int_equal(st.st_nlink, 1);
	session_lock(&world->session);
	world_unlock(world);
	assert_int_equal(world->session.vault->payload.backup, WORLD_NOW + 5);
}

static void
refused(struct world *world, const char *path, bool replace,
	enum err_kind kind)
{
	struct err err = {0};

	assert_false(backup_make(&world->session, path, replace, &err));
	assert_int_equal(err.kind, kind);
	assert_int_equal(world->session.vault->payload.backup, 0);
}

static void
test_what_is_there_is_replaced_only_when_told(void **state)
{
	struct world *world = *state;
	STRING path = path_of(world, "copy.age");
	STRING link = path_of(world, "link.age");
	STRING nowhere = path_of(world, "nowhere/copy.age");
	BUF bytes = {0};
	struct err err = {0};

	world_unlock(world);
	world_write(world, "copy.age", "dear");
	assert_int_equal(symlink(world->path, link), 0);
	refused(world, path, false, ERR_REFUSED);
	refused(world, world->dir, true, ERR_REFUSED);
	refused(world, world->path, true, ERR_REFUSED);
	refused(world, link, false, ERR_REFUSED);
	refused(world, "", false, ERR_USAGE);
	refused(world, nowhere, false, ERR_SYSTEM);
	read_all(path, &bytes);
	assert_string_equal(buf_text(&bytes), "dear");
	assert_true(backup_make(&world->session, path, true, &err));
	read_all(path, &bytes);
	assert_true(age_match(bytes.data, bytes.len));
}

static void
test_backup_of_what_others_wrote_meanwhile(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	STRING path = path_of(world, "copy.age");
	struct foreign nobody = {0};
	struct session other = {0};
	SECRET passphrase = {0};
	PAYLOAD copy = {0};
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	world_passphrase(&passphrase);
	assert_true(session_init(&other, &options, &world->clock, &err));
	assert_true(session_unlock_with(&other, &passphrase, &err));
	accounts_make(&other, ENTRY_TOTP, "theirs", id);
	session_wipe(&other);
	assert_true(backup_make(&world->session, path, false, &err));
	assert_true(foreign_open(&world->session, &nobody, path, &copy,
		&err));
	assert_non_null(entries_by_id(&copy.entries, id));
}

static void
test_backup_is_due_after_thirty_days(void **state)
{
	struct world *world = *state;
	STRING path = path_of(world, "copy.age");
	char id[ENTRY_ID_SIZE];
	struct err err = {0};

	world_unlock(world);
	at(world, 1000 * DAY);
	/* There is nothing to lose yet. */
	assert_false(backup_is_due(&world->session));
	at(world, 0);
	accounts_make(&world->session, ENTRY_TOTP, "alice", id);
	assert_false(backup_is_due(&world->session));
	at(world, BACKUP_DAYS * DAY - 1);
	assert_false(backup_is_due(&world->session));
	/* A newer account does not make the older one younger. */
	accounts_make(&world->session, ENTRY_TOTP, "bob", id);
	at(world, BACKUP_DAYS * DAY);
	assert_true(backup_is_due(&world->session));
	assert_true(backup_make(&world->session, path, false, &err));
	assert_false(backup_is_due(&world->session));
	at(world, BACKUP_DAYS * DAY * 2 - 1);
	assert_false(backup_is_due(&world->session));
	at(world, BACKUP_DAYS * DAY * 2);
	assert_true(backup_is_due(&world->session));
	/* A clock that was ahead is no reason. */
	at(world, -DAY);
	assert_false(backup_is_due(&world->session));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(
			test_backup_is_the_file_as_it_was_and_its_time_is_noted),
		WORLD_CASE(test_what_is_there_is_replaced_only_when_told),
		WORLD_CASE(test_backup_of_what_others_wrote_meanwhile),
		WORLD_CASE(test_backup_is_due_after_thirty_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
