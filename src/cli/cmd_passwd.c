#include "app/access.h"
#include "app/progress.h"
#include "cli/commands.h"
#include "cli/new_passphrase.h"
#include "cli/work_factor.h"

struct passwd_options {
	struct new_passphrase passphrase; /* first, for its row */
	struct work_factor work_factor;
};

static bool
set_work_factor(void *options, const char *value, struct err *err)
{
	struct passwd_options *passwd = options;

	return work_factor_parse(value, &passwd->work_factor, err);
}

static bool
set_passphrase(struct session *session, const struct passwd_options *passwd,
	const struct secret *passphrase, struct err *err)
{
	unsigned int log_n;
	struct progress *progress = progress_begin(
		session_progress_fd(session), "Deriving the key...");
	bool good = work_factor_choose(&passwd->work_factor, &log_n, err) &&
		access_set_passphrase(session, passphrase, log_n, err);

	progress_end(progress);
	return good;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct passwd_options *passwd = options;
	SECRET passphrase = {0};
	bool wants;

	(void)argc;
	(void)argv;
	if (!new_passphrase_check(&passwd->passphrase, err) ||
	    !session_wants_passphrase(session, &wants, err))
		return false;
	if (!wants) {
		err_set(err, ERR_REFUSED, "has no passphrase, but recipients; "
			"see: otp help recipients");
		return err_at(err, "%s", session->vault_path);
	}
	work_factor_warn(session, &passwd->work_factor);
	if (!session_unlock_anew(session, err) ||
	    !new_passphrase_get(session, &passwd->passphrase,
		    session->vault_path, &passphrase, err) ||
	    !set_passphrase(session, passwd, &passphrase, err))
		return false;
	session_note(session, "changed the passphrase of %s",
		session->vault_path);
	return true;
}

static const struct option_def options[] = {
	{.name = "work-factor", .value = "N", .help = WORK_FACTOR_HELP,
		.kind = OPTION_TEXT, .set = set_work_factor},
	NEW_PASSPHRASE_FILE_OPTION,
	NEW_PASSPHRASE_FD_OPTION,
	{0},
};

const struct command cmd_passwd = {
	.name = "passwd",
	.help = "changes the passphrase",
	.more = "The new one is asked for on the terminal, twice, unless an "
		"option tells it. The vault gets a new key. Backups and "
		"earlier revisions keep their passphrase.",
	.options = options,
	.options_size = sizeof(struct passwd_options),
	.run = run,
};
