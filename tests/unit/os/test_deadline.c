#include <setjmp.h>
#include <stdarg.h>

#include "os/deadline.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define LONG 60 /* seconds, for one that is not ended */

/* How a child ends that has this long and goes on waiting. */
static int
status_of_waiting(unsigned int milliseconds, bool blocks)
{
	struct err err = {0};
	sigset_t all;
	int status = 0;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		sigfillset(&all);
		if (blocks)
			sigprocmask(SIG_SETMASK, &all, NULL);
		if (!deadline_start(milliseconds, &err))
			_exit(2);
		for (unsigned int left = LONG; left > 0;)
			left = sleep(left);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
test_who_waits_on_is_ended_without_a_word(void **state)
{
	int status = status_of_waiting(1, false);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* As the keys of a shell may leave it. */
static void
test_signals_that_are_held_do_not_hold_it(void **state)
{
	int status = status_of_waiting(1, true);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_waits_on_is_ended_without_a_word),
		cmocka_unit_test(test_signals_that_are_held_do_not_hold_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
