/* The command line: parses, runs one command, prints, tells the status. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/session.h"

/* What runs when no command is named, on a terminal. */
typedef bool cli_screen(struct session *session, struct err *err);

/* Returns the exit status of the process. */
int cli_main(int argc, char **argv, cli_screen *screen);

#endif
