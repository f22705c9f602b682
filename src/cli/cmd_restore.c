#include "app/rescue.h"
#include "cli/commands.h"
#include "cli/past.h"

struct restore_options {
	bool salvage, json;
	const char *passphrase_file;
};

/* What became of the damaged file. */
static bool
tell(const struct session *session, const struct rescue *rescue, bool json,
	struct err *err)
{
	char saved[CLOCK_TEXT_SIZE];

	if (rescue->label != NULL) {
		clock_format(rescue->saved, saved);
		session_note(session, "revision %s of %s is back",
			rescue->label, saved);
	}
	if (rescue->header_label != NULL)
		session_note(session, rescue->for_recipients ?
			"warning: its recipients are those of revision %s; "
			"otp recipients lists them" :
			"its passphrase is that of revision %s",
			rescue->header_label);
	if (rescue->aside != NULL)
		session_note(session, "the damaged file is kept as %s",
			rescue->aside);
	return past_print(session, &rescue->changes, json, err);
}

/* Of a descriptor, a passphrase can be read once only; and more than one file
 * may have to be opened with it. */
static bool
unlock(struct session *session, struct secret *typed, struct err *err)
{
	bool found, wants;

	if (session->options.passphrase_fd < 0)
		return session_unlock(session, err);
	if (!session_wants_passphrase(session, &wants, err))
		return false;
	if (!wants)
		return session_unlock(session, err);
	return session_known_passphrase(session, &found, typed, err) &&
		session_unlock_with(session, typed, err);
}

static bool
rescue(struct session *session, const struct restore_options *restore,
	const char *label, struct secret *typed, struct err *err)
{
	struct err ignored;
	bool found;
	char why[ERR_WHERE_MAX + ERR_TEXT_MAX];
	RESCUE outcome = {0};
	PAST past = {0};

	err_format(err, why, sizeof(why));
	session_note(session, "%s", why);
	past_init(&past, session, restore->passphrase_file);
	if (session->options.passphrase_fd >= 0 && (typed->bytes != NULL ||
		    session_known_passphrase(session, &found, typed,
			    &ignored)))
		past.foreign.typed = typed;
	if (!restore->salvage)
		return rescue_restore(session, &past.foreign, label, &outcome,
			err) && past_warn(&past) &&
			tell(session, &outcome, restore->json, err);
	if (!rescue_salvage(session, &past.foreign, &outcome, err))
		return false;
	session_note(session, "accounts that could be read in the damaged "
		"file: %zu", outcome.accounts);
	return tell(session, &outcome, restore->json, err);
}

static bool
restore_revision(struct session *session,
	const struct restore_options *restore, const char *label,
	struct err *err)
{
	HISTORY_CHANGES changes = {0};
	PAST past = {0};

	past_init(&past, session, restore->passphrase_file);
	if (!rewind_restore(session, &past.foreign, label, &changes, err))
		return false;
	past_warn(&past);
	if (changes.len == 0)
		session_note(session, "the vault is in that state already");
	else
		session_note(session, "revision %s is back; otp undo takes "
			"that back", label);
	return past_print(session, &changes, restore->json, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct restore_options *restore = options;
	const char *label = argc > 0 ? argv[0] : NULL;
	SECRET typed = {0};

	if (restore->salvage && label != NULL) {
		err_set(err, ERR_USAGE, "--salvage takes no REVISION; see "
			"\"otp help restore\"");
		return err_at(err, "restore");
	}
	if (!unlock(session, &typed, err))
		return err->kind == ERR_DAMAGED &&
			rescue(session, restore, label, &typed, err);
	if (restore->salvage) {
		err_set(err, ERR_REFUSED, "is not damaged");
		return err_at(err, "%s", session->vault_path);
	}
	if (label == NULL) {
		err_set(err, ERR_USAGE, "needs REVISION, as the vault is not "
			"damaged; see \"otp help restore\"");
		return err_at(err, "restore");
	}
	return restore_revision(session, restore, label, err);
}

static const struct option_def options[] = {
	{.name = "salvage",
		.help = "take what can be read of a damaged vault, and the "
			"newest good revision",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct restore_options, salvage)},
	{.name = "source-passphrase-file", .value = "F",
		.help = "take the passphrase of an earlier time from the "
			"first line of F",
		.kind = OPTION_FILE,
		.offset = offsetof(struct restore_options, passphrase_file)},
	{.name = "json", .help = "what happens as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct restore_options, json)},
	{0},
};

const struct command cmd_restore = {
	.name = "restore",
	.args = "[REVISION]",
	.help = "makes an earlier state of the vault the present one",
	.more = "REVISION is one that otp log lists. It becomes a new "
		"revision; none is lost. Each line tells what happens to the "
		"vault by it. Counters do not go back, and used recovery "
		"codes stay used: the services know of them. Of a damaged "
		"vault, or one that is gone, the newest good revision is "
		"taken if none is named; the damaged file is kept beside the "
		"vault.",
	.max = 1,
	.options = options,
	.options_size = sizeof(struct restore_options),
	.run = run,
};
