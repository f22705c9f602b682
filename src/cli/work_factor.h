/* The option --work-factor, which init and passwd share. */
#ifndef CLI_WORK_FACTOR_H
#define CLI_WORK_FACTOR_H

#include "app/session.h"

struct work_factor {
	bool given;
	unsigned int log_n;
};

bool work_factor_parse(const char *value, struct work_factor *out,
	struct err *err) MUST_USE;

/* Warns if it is for tests only. */
void work_factor_warn(const struct session *session,
	const struct work_factor *given);

/* The given one, or what suits this machine. */
bool work_factor_choose(const struct work_factor *given, unsigned int *log_n,
	struct err *err) MUST_USE;

#define WORK_FACTOR_HELP "base-2 logarithm of the cost of each guess at the " \
	"passphrase: 10 to 22, below 15 warns (default: 17, or more on a " \
	"fast machine)"

#endif
