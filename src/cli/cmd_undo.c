#include "cli/commands.h"
#include "cli/past.h"

struct undo_options {
	bool json;
	const char *passphrase_file;
};

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct undo_options *undo = options;
	HISTORY_CHANGES changes = {0};
	PAST past = {0};

	(void)argc;
	(void)argv;
	past_init(&past, session, undo->passphrase_file);
	if (!rewind_undo(session, &past.foreign, &changes, err))
		return false;
	past_warn(&past);
	session_note(session, "undone; the same again takes that back");
	return past_print(session, &changes, undo->json, err);
}

static const struct option_def options[] = {
	{.name = "source-passphrase-file", .value = "F",
		.help = "take an earlier passphrase of the vault from the "
			"first line of F",
		.kind = OPTION_FILE,
		.offset = offsetof(struct undo_options, passphrase_file)},
	{.name = "json", .help = "what happens as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct undo_options, json)},
	{0},
};

const struct command cmd_undo = {
	.name = "undo",
	.help = "takes the last change of the vault back",
	.more = "The state before it becomes a new revision, so a second undo "
		"takes the first one back. Each line tells what happens to "
		"the vault by it. Counters do not go back, and used recovery "
		"codes stay used: the services know of them.",
	.flags = COMMAND_VAULT,
	.options = options,
	.options_size = sizeof(struct undo_options),
	.run = run,
};
