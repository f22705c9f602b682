/* The kernel's keyring; skipped, and said so, where there is none. */
#include <setjmp.h>
#include <stdarg.h>

#include <linux/keyctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "os/keyring.h"

#include <cmocka.h>

#define SECONDS 60

/* A name of this test's own, forgotten at its end. */
static int
set_up(void **state)
{
	struct err err = {0};
	char *name = malloc(64);
	uint64_t number;

	assert_non_null(name);
	assert_int_equal(getrandom(&number, sizeof(number), 0),
		sizeof(number));
	snprintf(name, 64, "otp-test:%llx", (unsigned long long)number);
	*state = name;
	if (keyring_usable(&err))
		return 0;
	print_message("# no keyring here: %s\n", err.text);
	return 0;
}

static int
tear_down(void **state)
{
	struct err ignored;
	bool was_there;

	if (!keyring_forget(*state, &was_there, &ignored))
		print_message("# not forgotten\n");
	free(*state);
	return 0;
}

static void
need_keyring(void)
{
	struct err err = {0};

	if (!keyring_usable(&err))
		skip();
}

static void
put(const char *name, const char *text, unsigned int seconds)
{
	SECRET value = {0};
	struct err err = {0};

	assert_true(secret_set(&value, text, strlen(text), &err));
	if (!keyring_put(name, &value, seconds, &err))
		fail_msg("%s", err.text);
}

/* NULL: nothing there. */
static void
assert_kept(const char *name, const char *want)
{
	SECRET value = {0};
	struct err err = {0};

	if (!keyring_get(name, &value, &err))
		fail_msg("%s", err.text);
	if (want == NULL) {
		assert_null(value.bytes);
		return;
	}
	assert_non_null(value.bytes);
	assert_string_equal((const char *)value.bytes, want);
}

static void
test_what_was_put_is_got_until_forgotten(void **state)
{
	struct err err = {0};
	bool was_there;

	need_keyring();
	assert_kept(*state, NULL);
	put(*state, "one", SECONDS);
	assert_kept(*state, "one");
	put(*state, "two", SECONDS);
	assert_kept(*state, "two");
	assert_true(keyring_forget(*state, &was_there, &err));
	assert_true(was_there);
	assert_kept(*state, NULL);
	assert_true(keyring_forget(*state, &was_there, &err));
	assert_false(was_there);
}

/* Runs this program anew with a word for main(), as secmem does not survive
 * fork(), and wants it to end with 0. */
static void
run_anew(const char *what, const char *name)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execl("/proc/self/exe", "test", what, name, NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static int
child_put(const char *name)
{
	SECRET value = {0};
	struct err err = {0};

	return !secret_set(&value, "kept", 4, &err) ||
		!keyring_put(name, &value, SECONDS, &err);
}

/* As a service of systemd: its session keyring links to nothing. */
static int
child_apart(const char *name)
{
	struct err err = {0};
	SECRET value = {0};
	bool was_there;

	if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0)
		return 1;
	if (!keyring_get(name, &value, &err) || value.len != 4)
		return 2;
	return keyring_forget(name, &was_there, &err) && was_there ? 0 : 3;
}

static void
test_another_process_gets_it_too(void **state)
{
	need_keyring();
	run_anew("put", *state);
	assert_kept(*state, "kept");
}

static void
test_a_session_apart_gets_and_forgets_it(void **state)
{
	need_keyring();
	put(*state, "kept", SECONDS);
	run_anew("apart", *state);
	assert_kept(*state, NULL);
}

/* What /proc/keys says of the key, a line without its newline. */
static void
describe(const char *name, char out[static 512])
{
	FILE *keys = fopen("/proc/keys", "re");
	bool found = false;

	if (keys == NULL)
		skip();
	while (!found && fgets(out, 512, keys) != NULL)
		found = strstr(out, name) != NULL;
	fclose(keys);
	assert_true(found);
}

static void
test_the_kernel_keeps_the_time_and_others_get_nothing(void **state)
{
	char line[512], limit[16];
	unsigned int rights;

	need_keyring();
	put(*state, "kept", 7200);
	describe(*state, line);
	assert_int_equal(sscanf(line, "%*s %*s %*s %15s %x", /* NOLINT */
		limit, &rights), 2);
	/* Two hours, or one and something already. */
	assert_true(strcmp(limit, "2h") == 0 || strcmp(limit, "1h") == 0 ||
		strcmp(limit, "119m") == 0);
	assert_int_equal(rights & 0xFFFF, 0);
	assert_int_equal(rights >> 16 & 0x04, 0);
}

static void
test_what_is_too_long_is_an_error(void **state)
{
	SECRET value = {0}, got = {0};
	struct err err = {0};

	need_keyring();
	assert_true(secret_init(&value, KEYRING_VALUE_MAX + 1, &err));
	assert_true(keyring_put(*state, &value, SECONDS, &err));
	assert_false(keyring_get(*state, &got, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_null(got.bytes);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		CASE(test_what_was_put_is_got_until_forgotten),
		CASE(test_another_process_gets_it_too),
		CASE(test_a_session_apart_gets_and_forgets_it),
		CASE(test_the_kernel_keeps_the_time_and_others_get_nothing),
		CASE(test_what_is_too_long_is_an_error),
	};

	if (argc == 3)
		return strcmp(argv[1], "put") == 0 ? child_put(argv[2]) :
			child_apart(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
