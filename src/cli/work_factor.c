#include "cli/work_factor.h"

#include "base/str.h"

bool
work_factor_parse(const char *value, struct work_factor *out, struct err *err)
{
	uint64_t number;

	if (!str_to_uint(value, VAULT_LOG_N_MIN, AGE_LOG_N_MAX, &number, err))
		return false;
	*out = (struct work_factor){true, (unsigned int)number};
	return true;
}

void
work_factor_warn(const struct session *session,
	const struct work_factor *given)
{
	if (given->given && given->log_n < VAULT_LOG_N_WEAK)
		session_note(session, "warning: --work-factor %u makes "
			"guessing the passphrase cheap; below %d is for tests",
			given->log_n, VAULT_LOG_N_WEAK);
}

bool
work_factor_choose(const struct work_factor *given, unsigned int *log_n,
	struct err *err)
{
	*log_n = given->log_n;
	return given->given || vault_measure_log_n(log_n, err);
}
