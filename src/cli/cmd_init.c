#include "app/access.h"
#include "app/progress.h"
#include "cli/commands.h"
#include "cli/work_factor.h"

struct init_options {
	struct work_factor work_factor;
	const char *recipients[AGE_STANZAS_MAX];
	size_t recipient_count;
};

static bool
set_work_factor(void *options, const char *value, struct err *err)
{
	struct init_options *init = options;

	return work_factor_parse(value, &init->work_factor, err);
}

static bool
set_recipient(void *options, const char *value, struct err *err)
{
	struct init_options *init = options;

	if (init->recipient_count == AGE_STANZAS_MAX)
		return err_set(err, ERR_USAGE, "must be at most %d, are more",
			AGE_STANZAS_MAX);
	init->recipients[init->recipient_count++] = value;
	return true;
}

/* It is open then: a dialogue goes on with it. */
static bool
create(struct session *session, const struct init_options *init,
	const struct secret *passphrase, struct err *err)
{
	unsigned int log_n;
	struct progress *progress = progress_begin(
		session_progress_fd(session), "Making the vault");

	if (work_factor_choose(&init->work_factor, &log_n, err))
		session->vault = vault_new(session->vault_path, passphrase,
			log_n, &session->stamps, err);
	progress_end(progress);
	return session->vault != NULL || err_at(err, "%s",
		session->vault_path);
}

static bool
create_with_passphrase(struct session *session,
	const struct init_options *init, struct err *err)
{
	SECRET passphrase = {0};

	work_factor_warn(session, &init->work_factor);
	return session_new_passphrase(session, &passphrase, err) &&
		create(session, init, &passphrase, err);
}

static bool
create_for_recipients(const struct session *session,
	const struct init_options *init, struct err *err)
{
	CLEANUP(recipients_wipe) struct recipients recipients = {0};

	if (init->work_factor.given) {
		err_set(err, ERR_USAGE, "has no meaning with --recipient, as "
			"there is no passphrase");
		return err_at(err, "--work-factor");
	}
	for (size_t i = 0; i < init->recipient_count; i++) {
		if (recipients_add(&recipients, init->recipients[i], err))
			continue;
		if (err->kind != ERR_SYSTEM)
			err->kind = ERR_USAGE;
		return err_at(err, "--recipient");
	}
	return access_create(session, &recipients, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct init_options *init = options;
	bool there;

	(void)argc;
	(void)argv;
	if (!vault_look(session->vault_path, &there, err))
		return err_at(err, "%s", session->vault_path);
	if (there) {
		err_set(err, ERR_REFUSED, "there is a vault already");
		return err_at(err, "%s", session->vault_path);
	}
	if (vault_exists(session->vault_path)) {
		err_set(err, ERR_REFUSED, VAULT_LEFT ": otp restore brings "
			"the newest back; for a new vault, move the folder "
			"revisions away first");
		return err_at(err, "%s", session->vault_path);
	}
	if (init->recipient_count > 0
		    ? !create_for_recipients(session, init, err)
		    : !create_with_passphrase(session, init, err))
		return false;
	session_note(session, "created %s", session->vault_path);
	return true;
}

static const struct option_def options[] = {
	{.name = "work-factor", .value = "N", .help = WORK_FACTOR_HELP,
		.kind = OPTION_TEXT, .set = set_work_factor},
	{.name = "recipient", .value = "AGE1...",
		.help = "no passphrase, but a public key whose identity opens "
			"the vault; may be given more than once",
		.kind = OPTION_TEXT, .set = set_recipient},
	{0},
};

const struct command cmd_init = {
	.name = "init",
	.help = "creates the vault; refuses if there is one",
	.more = "It is opened by a passphrase, or else by the identity of any "
		"recipient: age-keygen makes a pair.",
	.options = options,
	.options_size = sizeof(struct init_options),
	.run = run,
};
