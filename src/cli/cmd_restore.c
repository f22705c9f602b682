#include "cli/commands.h"
#include "cli/past.h"

struct restore_options {
	const char *passphrase_file;
};

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct restore_options *restore = options;
	HISTORY_CHANGES changes = {0};
	PAST past = {0};

	(void)argc;
	past_init(&past, session, restore->passphrase_file);
	if (!rewind_restore(session, &past.foreign, argv[0], &changes, err))
		return false;
	if (changes.len == 0)
		session_note(session, "the vault is in that state already");
	else
		session_note(session, "revision %s is back; otp undo takes "
			"that back", argv[0]);
	return past_print(session, &changes, err);
}

static const struct option_def options[] = {
	{.name = "source-passphrase-file", .value = "F",
		.help = "take the passphrase of an earlier time from the "
			"first line of F",
		.kind = OPTION_FILE,
		.offset = offsetof(struct restore_options, passphrase_file)},
	{0},
};

const struct command cmd_restore = {
	.name = "restore",
	.args = "REVISION",
	.help = "makes an earlier state of the vault the present one",
	.more = "REVISION is one that otp log lists. It becomes a new "
		"revision; none is lost. Each line tells what happens to the "
		"vault by it. Counters do not go back, and used recovery "
		"codes stay used: the services know of them.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct restore_options),
	.run = run,
};
