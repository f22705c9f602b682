/* The command line: parses, runs one command, prints, tells the status. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/session.h"
#include "os/proc.h"

/* What runs when no command is named, on a terminal. */
typedef bool cli_screen(struct session *session, struct err *err);

/* Returns the exit status of the process; origin is for a command that the
 * user names to run. */
int cli_main(int argc, char **argv, const struct proc_origin *origin,
	cli_screen *screen);

#endif
