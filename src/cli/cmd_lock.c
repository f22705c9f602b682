#include "cli/commands.h"

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	bool was_there;

	(void)options;
	(void)argc;
	(void)argv;
	if (!session_forget_key(session, &was_there, err))
		return false;
	session_note(session, was_there ? "locked" : "was locked already");
	return true;
}

const struct command cmd_lock = {
	.name = "lock",
	.help = "takes back what unlock has given",
	.run = run,
};
