/* The processor time that a picture may take. */
#ifndef SCAN_BUDGET_H
#define SCAN_BUDGET_H

#include "base/base.h"

struct budget {
	int64_t end; /* of this process's time, in microseconds */
};

struct budget budget_start(int64_t milliseconds);
/* Lengthens one of which less is left. */
void budget_at_least(struct budget *budget, int64_t milliseconds);
bool budget_left(const struct budget *budget);

#endif
