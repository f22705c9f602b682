#include "app/progress.h"
#include "cli/commands.h"

struct init_options {
	bool has_log_n;
	unsigned int log_n;
};

static bool
set_work_factor(void *options, const char *value, struct err *err)
{
	struct init_options *init = options;
	uint64_t number;

	if (!str_to_uint(value, VAULT_LOG_N_MIN, AGE_LOG_N_MAX, &number, err))
		return false;
	init->has_log_n = true;
	init->log_n = (unsigned int)number;
	return true;
}

static bool
create(const struct session *session, const struct init_options *init,
	const struct secret *passphrase, struct err *err)
{
	unsigned int log_n = init->log_n;
	struct progress *progress = progress_begin(
		session_progress_fd(session), "Making the vault");
	bool good = (init->has_log_n || vault_measure_log_n(&log_n, err)) &&
		vault_create(session->vault_path, passphrase, log_n,
			&session->stamps, err);

	progress_end(progress);
	return good || err_at(err, "%s", session->vault_path);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct init_options *init = options;
	SECRET passphrase = {0};

	(void)argc;
	(void)argv;
	if (vault_exists(session->vault_path)) {
		err_set(err, ERR_REFUSED, "there is a vault already");
		return err_at(err, "%s", session->vault_path);
	}
	if (init->has_log_n && init->log_n < VAULT_LOG_N_WEAK)
		session_note(session, "warning: --work-factor %u makes "
			"guessing the passphrase cheap; below %d is for tests",
			init->log_n, VAULT_LOG_N_WEAK);
	if (!session_new_passphrase(session, &passphrase, err) ||
	    !create(session, init, &passphrase, err))
		return false;
	session_note(session, "created %s", session->vault_path);
	return true;
}

static const struct option_def options[] = {
	{.name = "work-factor", .value = "N",
		.help = "base-2 logarithm of the cost of each guess at the "
			"passphrase: 10 to 22, below 15 warns (default: 17, "
			"or more on a fast machine)",
		.kind = OPTION_TEXT, .set = set_work_factor},
	{0},
};

const struct command cmd_init = {
	.name = "init",
	.help = "creates the vault; refuses if there is one",
	.options = options,
	.options_size = sizeof(struct init_options),
	.run = run,
};
