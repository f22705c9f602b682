/* Help, made from the rows of commands and options. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "cli/command.h"

#define USAGE_COLUMNS 80

/* Appends the help of one command, or with NULL that of the program. */
void usage_write(const struct command *command, struct buf *out);

#endif
