#include "cli/run.h"

#include "cli/output.h"
#include "cli/usage.h"

bool
run_help(const struct session *session, const struct command *command,
	struct err *err)
{
	BUF text = {0};

	usage_write(command, &text);
	return output_write(session, &text, err);
}

bool
run_command(struct session *session, const struct parsed *parsed,
	struct err *err)
{
	const struct command *command = parsed->command;

	if ((command->flags & COMMAND_VAULT) != 0 &&
	    !session_unlock(session, err))
		return false;
	return command->run(session, parsed->options, parsed->operand_count,
		parsed->operands, err);
}
