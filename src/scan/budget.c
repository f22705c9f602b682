#include "scan/budget.h"

static int64_t
used(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

struct budget
budget_start(int64_t milliseconds)
{
	return (struct budget){used() + milliseconds * 1000};
}

void
budget_at_least(struct budget *budget, int64_t milliseconds)
{
	struct budget least = budget_start(milliseconds);

	if (budget->end < least.end)
		*budget = least;
}

bool
budget_left(const struct budget *budget)
{
	return used() < budget->end;
}
