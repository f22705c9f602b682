#include <setjmp.h>
#include <stdarg.h>

#include "os/kernel.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cmocka.h>

/* Each of the two alone leaves the other way. */
static void
test_only_without_cores_and_tracers_a_process_is_closed(void **state)
{
	const struct rlimit none = {0, 0};
	struct rlimit before, some;

	(void)state;
	assert_int_equal(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
	assert_true(kernel_dumpable());
	assert_int_equal(getrlimit(RLIMIT_CORE, &before), 0);
	some = before;
	some.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_CORE, &some), 0);
	assert_true(kernel_dumpable());
	assert_int_equal(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), 0);
	assert_false(kernel_dumpable());
	if (before.rlim_max > 0) {
		some.rlim_cur = 1;
		assert_int_equal(setrlimit(RLIMIT_CORE, &some), 0);
		assert_true(kernel_dumpable());
	}
	assert_int_equal(setrlimit(RLIMIT_CORE, &none), 0);
	assert_false(kernel_dumpable());
	/* The sanitizers look into it at its end. */
	assert_int_equal(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
}

/* Asking changes nothing: it may be asked again. */
static void
test_what_the_kernel_has_stays_the_same(void **state)
{
	int confined = prctl(PR_GET_SECCOMP, 0, 0, 0, 0);
	int landlock = kernel_landlock();
	bool seccomp = kernel_seccomp();

	(void)state;
	assert_true(landlock >= 0);
	assert_int_equal(kernel_landlock(), landlock);
	assert_true(kernel_seccomp() == seccomp);
	assert_int_equal(prctl(PR_GET_SECCOMP, 0, 0, 0, 0), confined);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_only_without_cores_and_tracers_a_process_is_closed),
		cmocka_unit_test(test_what_the_kernel_has_stays_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
