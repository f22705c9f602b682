#include <setjmp.h>
#include <stdarg.h>

#include "os/proc.h"

#include <signal.h>

#include "base/file.h"

#include <cmocka.h>

#define OUT_MAX ((size_t)64 * 1024)

static int changed; /* in a child only */

static bool
say(const void *arg, int out)
{
	const char *text = arg;
	struct err ignored;

	changed = 1;
	return fd_write_all(out, text, strlen(text), &ignored);
}

static void
test_what_it_writes_comes_back_and_what_it_changes_does_not(void **state)
{
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_true(proc_aside(say, "a few words", OUT_MAX, &out, &err));
	assert_string_equal(buf_text(&out), "a few words");
	assert_int_equal(changed, 0);
}

static bool
flood(const void *arg, int out)
{
	char bytes[1024] = "";
	struct err ignored;

	(void)arg;
	for (size_t i = 0; i <= OUT_MAX / sizeof(bytes); i++) {
		if (!fd_write_all(out, bytes, sizeof(bytes), &ignored))
			return false;
	}
	return true;
}

static bool
give_up(const void *arg, int out)
{
	(void)arg;
	(void)out;
	return false;
}

static bool
end(const void *arg, int out)
{
	(void)say("half", out);
	raise(*(const int *)arg);
	return true;
}

static void
test_too_much_failure_and_a_signal_are_errors(void **state)
{
	static const int kill_it = SIGKILL;
	const struct {
		proc_work *work;
		const void *arg;
	} cases[] = {
		{flood, NULL}, {give_up, NULL}, {end, &kill_it},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		BUF out = {0};
		struct err err = {0};

		assert_false(proc_aside(cases[i].work, cases[i].arg, OUT_MAX,
			&out, &err));
		assert_true(err.text[0] != '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_what_it_writes_comes_back_and_what_it_changes_does_not),
		cmocka_unit_test(
			test_too_much_failure_and_a_signal_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
