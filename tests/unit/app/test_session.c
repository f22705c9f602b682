/*
 * Unlocking. Where a terminal matters, this program runs itself anew on a
 * pseudo-terminal, or in a session without one, with the vault as its argument.
 */
#include "screen.h"
#include "world.h"

#include <inttypes.h>
#include <signal.h>

#define ANSWER_FD 9

static bool
unlock(const struct world *world, struct session_options options,
	struct err *err)
{
	struct session session = {0};
	bool good;

	options.vault = world->path;
	if (!session_init(&session, &options, &world->clock, err))
		return false;
	good = session_unlock(&session, err);
	assert_int_equal(good, session.vault != NULL);
	session_wipe(&session);
	return good;
}

static void
assert_err(const struct err *err, enum err_kind kind, const char *want,
	const struct world *world)
{
	char line[1200], whole[1200];

	err_format(err, line, sizeof(line));
	snprintf(whole, sizeof(whole), "%s%s", world->path, want);
	assert_string_equal(line, whole);
	assert_int_equal(err->kind, kind);
}

static void
test_passphrase_file_opens_the_vault(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};
	STRING path = str_format(&err, "%s/pass", world->dir);

	world_write(world, "pass", WORLD_PASSPHRASE "\nsecond line\n");
	options.passphrase_file = path;
	assert_true(unlock(world, options, &err));
}

static void
test_passphrase_descriptor_opens_the_vault(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_true(fd_write_all(ends[1], WORLD_PASSPHRASE "\n",
		strlen(WORLD_PASSPHRASE "\n"), &err));
	close(ends[1]);
	options.passphrase_fd = ends[0];
	assert_true(unlock(world, options, &err));
	close(ends[0]);
}

static void
test_passphrase_command_opens_the_vault(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};

	options.passphrase_command = "echo " WORLD_PASSPHRASE;
	assert_true(unlock(world, options, &err));
}

static void
test_environment_comes_behind_the_options(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};

	setenv("OTP_PASSPHRASE_COMMAND", "echo " WORLD_PASSPHRASE, 1);
	assert_true(unlock(world, options, &err));
	options.passphrase_command = "echo wrong";
	assert_false(unlock(world, options, &err));
	assert_err(&err, ERR_LOCKED, ": wrong passphrase", world);
}

static void
test_two_explicit_sources_are_none(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};

	options.passphrase_command = "echo x";
	options.passphrase_file = "/dev/null";
	assert_false(unlock(world, options, &err));
	assert_int_equal(err.kind, ERR_USAGE);
}

static void
test_failed_source_is_named(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};

	options.passphrase_file = "/nonexistent/pass";
	assert_false(unlock(world, options, &err));
	assert_string_equal(err.where,
		"/nonexistent/pass");
}

static void
test_missing_and_damaged_vaults_come_before_any_question(void **state)
{
	struct world *world = *state;
	struct session_options options = world_options(world);
	struct err err = {0};

	/* The command would leave a trace. */
	options.passphrase_command = "touch /nonexistent; echo x";
	world_write(world, "vault.age", "this is no vault");
	assert_false(unlock(world, options, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_true(str_starts(err.where, world->path));
	unlink(world->path);
	assert_false(unlock(world, options, &err));
	assert_err(&err, ERR_SYSTEM,
		": there is no vault; make one with: otp init", world);
}

static void
test_locking_closes_and_unlocking_again_opens(void **state)
{
	struct world *world = *state;
	SECRET wrong = {0};
	struct err err = {0};

	world_unlock(world);
	assert_non_null(world->session.vault);
	session_lock(&world->session);
	assert_null(world->session.vault);
	session_lock(&world->session);
	assert_true(secret_set(&wrong, "wrong", 5, &err));
	assert_false(session_unlock_with(&world->session, &wrong, &err));
	assert_err(&err, ERR_LOCKED, ": wrong passphrase", world);
	assert_null(world->session.vault);
	world_unlock(world);
}

static bool
change_and_signal(struct payload *payload, void *arg, struct err *err)
{
	(void)payload;
	(void)arg;
	(void)err;
	raise(SIGINT);
	return true;
}

static void
test_change_is_whole_before_control_c_has_its_effect(void **state)
{
	struct world *world = *state;
	struct sigaction action = {.sa_handler = SIG_DFL}, before;
	struct err err = {0};
	uint64_t revision;
	int status;
	pid_t pid;

	world_unlock(world);
	revision = world->session.vault->payload.revision;
	session_lock(&world->session);
	/* SIGINT ends a child in the middle of its change. */
	fflush(stdout);
	sigaction(SIGINT, &action, &before);
	pid = fork();
	if (pid == 0) {
		execl("/proc/self/exe", "test", "change", world->path, NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	sigaction(SIGINT, &before, NULL);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGINT);
	world_unlock(world);
	assert_int_equal(world->session.vault->payload.revision, revision + 1);
	assert_true(err.kind == ERR_NONE);
}

static void
test_changing_a_locked_vault_is_refused(void **state)
{
	struct world *world = *state;
	struct err err = {0};

	assert_false(session_change(&world->session, change_and_signal, NULL,
		&err));
	assert_err(&err, ERR_LOCKED, ": is locked", world);
}

/* The vault of the test that runs now, for the child on the terminal. */
static const char *
child_vault(const char *path)
{
	if (path != NULL)
		setenv("TEST_VAULT", path, 1);
	return getenv("TEST_VAULT");
}

static void
run_anew(int fd, const char *what)
{
	dup2(fd, ANSWER_FD);
	execl("/proc/self/exe", "test", what, child_vault(NULL), NULL);
	_exit(99);
}

static void
run_unlock(int fd)
{
	run_anew(fd, "unlock");
}

static void
run_new(int fd)
{
	run_anew(fd, "new");
}

static void
test_terminal_is_asked_without_a_source(void **state)
{
	struct world *world = *state;
	struct screen *screen;
	char told[1200];

	child_vault(world->path);
	screen = screen_start(run_unlock);
	screen_wait(screen, "Passphrase for ", 1);
	screen_wait(screen, world->path, 1);
	screen_type(screen, WORLD_PASSPHRASE "\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "0 ");
	assert_null(strstr(screen->text, WORLD_PASSPHRASE));
	free(screen);
}

static void
test_wrong_passphrase_is_asked_again_twice(void **state)
{
	struct world *world = *state;
	struct screen *screen;
	struct err err = {0};
	STRING want = str_format(&err, "5 %s: wrong passphrase", world->path);
	char told[1200];

	child_vault(world->path);
	screen = screen_start(run_unlock);
	screen_wait(screen, "vault.age: ", 1);
	screen_type(screen, "one\r");
	screen_wait(screen, "Wrong passphrase, please try again.", 1);
	screen_wait(screen, "vault.age: ", 2);
	screen_type(screen, WORLD_PASSPHRASE "\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "0 ");
	free(screen);

	screen = screen_start(run_unlock);
	for (int i = 1; i <= 3; i++) {
		screen_wait(screen, "vault.age: ", i);
		screen_type(screen, "wrong\r");
	}
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, want);
	free(screen);
}

static void
test_control_c_at_the_question_is_130(void **state)
{
	struct world *world = *state;
	struct screen *screen;
	char told[1200];

	child_vault(world->path);
	screen = screen_start(run_unlock);
	screen_wait(screen, "vault.age: ", 1);
	screen_type(screen, "\x03");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "130 interrupted");
	free(screen);
}

static void
test_without_a_terminal_the_ways_are_named(void **state)
{
	struct world *world = *state;
	struct err err = {0};
	STRING want = str_format(&err, "5 %s: there is no terminal to ask for "
		"the passphrase: give --passphrase-file, --passphrase-fd or "
		"--passphrase-command", world->path);
	char told[1200] = "";
	int ends[2], status;
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	child_vault(world->path);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		setsid();
		run_unlock(ends[1]);
	}
	close(ends[1]);
	assert_true(read(ends[0], told, sizeof(told) - 1) > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_string_equal(told, want);
	close(ends[0]);
}

static void
test_new_passphrase_is_asked_twice_until_both_agree(void **state)
{
	struct world *world = *state;
	struct screen *screen;
	char told[1200];

	child_vault(world->path);
	screen = screen_start(run_new);
	screen_wait(screen, "New passphrase for ", 1);
	screen_type(screen, "one\r");
	screen_wait(screen, "The same again: ", 1);
	screen_type(screen, "two\r");
	screen_wait(screen, "The two differ, please try again.", 1);
	screen_wait(screen, "New passphrase for ", 2);
	screen_type(screen, "four words of tea\r");
	screen_wait(screen, "The same again: ", 2);
	screen_type(screen, "four words of tea\r");
	screen_finish(screen, told, sizeof(told));
	assert_string_equal(told, "0 four words of tea");
	free(screen);
}

/* What the program does as its own child. */
static int
child(const char *what, const char *path)
{
	struct session_options options = {
		.vault = path, .passphrase_fd = -1,
	};
	struct clock clock = {.frozen = true, .at = WORLD_NOW};
	struct session session = {0};
	SECRET secret = {0};
	struct err err = {0};
	char line[1200];
	bool good;

	if (strcmp(what, "change") == 0)
		options.passphrase_command = "echo " WORLD_PASSPHRASE;
	good = session_init(&session, &options, &clock, &err);
	if (good && strcmp(what, "new") == 0)
		good = session_new_passphrase(&session, &secret, &err);
	else if (good)
		good = session_unlock(&session, &err);
	if (good && strcmp(what, "change") == 0)
		return session_change(&session, change_and_signal, NULL,
			&err) ? 0 : 1;
	err_format(&err, line, sizeof(line));
	dprintf(ANSWER_FD, "%d %s", good ? 0 : err_status(&err), good ?
		secret.bytes != NULL ? (char *)secret.bytes : "" : line);
	session_wipe(&session);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		WORLD_CASE(test_passphrase_file_opens_the_vault),
		WORLD_CASE(test_passphrase_descriptor_opens_the_vault),
		WORLD_CASE(test_passphrase_command_opens_the_vault),
		WORLD_CASE(test_environment_comes_behind_the_options),
		WORLD_CASE(test_two_explicit_sources_are_none),
		WORLD_CASE(test_failed_source_is_named),
		WORLD_CASE(
		    test_missing_and_damaged_vaults_come_before_any_question),
		WORLD_CASE(test_locking_closes_and_unlocking_again_opens),
		WORLD_CASE(
			test_change_is_whole_before_control_c_has_its_effect),
		WORLD_CASE(test_changing_a_locked_vault_is_refused),
		WORLD_CASE(test_terminal_is_asked_without_a_source),
		WORLD_CASE(test_wrong_passphrase_is_asked_again_twice),
		WORLD_CASE(test_control_c_at_the_question_is_130),
		WORLD_CASE(test_without_a_terminal_the_ways_are_named),
		WORLD_CASE(test_new_passphrase_is_asked_twice_until_both_agree),
	};

	if (argc == 3)
		return child(argv[1], argv[2]);
	alarm(120);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
