/* Reads a command line by the rows of option_def. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/command.h"

/* What the global options set. */
struct globals {
	struct session_options session;
	struct clock clock;
	bool help;
	bool version;
};

struct parsed {
	struct globals globals;
	const struct command *command; /* NULL if none is named */
	const struct option_def *global; /* the last of those, or NULL */
	void *options;     /* the command's own, or NULL */
	char **operands;   /* borrowed texts of argv; NULL after them */
	int operand_count;
};

#define PARSED CLEANUP(parsed_wipe) struct parsed

/*
 * Options may stand anywhere before "--": -n, -nc, -V FILE, -VFILE, --name,
 * --name VALUE, --name=VALUE. A command's own options stand behind its name.
 * What fails is ERR_USAGE and names the option, never a value that could be a
 * secret. The number of operands is not checked yet: options_check().
 */
bool options_parse(int argc, char **argv, struct parsed *out,
	struct err *err) MUST_USE;

/* Has the command as many operands as it wants? */
bool options_check(const struct parsed *parsed, struct err *err) MUST_USE;

void parsed_wipe(struct parsed *parsed);

/* True for what could be a text key or an otpauth URI: not to be repeated in
 * messages. */
bool options_looks_secret(const char *text);

/* By name, hidden ones too; NULL if there is none. */
const struct command *command_find(const char *name);

#endif
