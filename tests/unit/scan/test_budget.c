#include <setjmp.h>
#include <stdarg.h>

#include "scan/budget.h"

#include <cmocka.h>

static void
test_a_new_budget_has_something_left(void **state)
{
	struct budget budget = budget_start(60000);

	(void)state;
	assert_true(budget_left(&budget));
}

static void
test_no_time_is_no_budget(void **state)
{
	struct budget none = budget_start(0), less = budget_start(-1);

	(void)state;
	assert_false(budget_left(&none));
	assert_false(budget_left(&less));
}

/* Computing uses it up; the loop ends once it is. */
static void
test_computing_uses_it_up(void **state)
{
	struct budget budget = budget_start(2);
	volatile unsigned int work = 0;

	(void)state;
	while (budget_left(&budget))
		work++;
	assert_false(budget_left(&budget));
}

static void
test_a_budget_is_lengthened_never_shortened(void **state)
{
	struct budget budget = budget_start(-1), before;

	(void)state;
	budget_at_least(&budget, 60000);
	assert_true(budget_left(&budget));
	before = budget;
	budget_at_least(&budget, 10);
	assert_int_equal(budget.end, before.end);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_new_budget_has_something_left),
		cmocka_unit_test(test_no_time_is_no_budget),
		cmocka_unit_test(test_computing_uses_it_up),
		cmocka_unit_test(test_a_budget_is_lengthened_never_shortened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
