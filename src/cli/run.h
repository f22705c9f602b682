/* Runs what was parsed; private to cli. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

/* The command in this session; opens the vault for those that need it. */
bool run_command(struct session *session, const struct parsed *parsed,
	struct err *err) MUST_USE;

/* What --help prints; command may be NULL. */
bool run_help(const struct session *session, const struct command *command,
	struct err *err) MUST_USE;

#endif
