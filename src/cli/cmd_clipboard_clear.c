#include "app/clipboard.h"
#include "cli/commands.h"

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	(void)session;
	(void)options;
	(void)argc;
	(void)argv;
	return clipboard_clear_later(err);
}

const struct command cmd_clipboard_clear = {
	.name = CLIPBOARD_CLEAR_COMMAND,
	.help = "clears the clipboard after a while; the program runs it",
	.flags = COMMAND_HIDDEN | COMMAND_BARE,
	.run = run,
};
