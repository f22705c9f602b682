#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/usage.h"

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct command *command = NULL;
	BUF text = {0};

	(void)options;
	if (argc > 0) {
		command = command_find(argv[0]);
		if (command == NULL ||
		    (command->flags & COMMAND_HIDDEN) != 0) {
			err_set(err, ERR_USAGE,
				"unknown command; see \"otp help\"");
			return options_looks_secret(argv[0]) ? false :
				err_at(err, "%.40s", argv[0]);
		}
	}
	usage_write(command, &text);
	return output_write(session, &text, err);
}

const struct command cmd_help = {
	.name = "help",
	.args = "[COMMAND]",
	.help = "shows all commands, or the options of one",
	.flags = COMMAND_BARE,
	.max = 1,
	.run = run,
};
