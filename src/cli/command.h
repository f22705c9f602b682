/*
 * Subcommands and their options as rows. Parsing, --help, the completions'
 * and the man page's tests walk these same tables.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "app/session.h"

/* What a value is, for help and completion. */
enum option_kind {
	OPTION_FLAG,    /* no value */
	OPTION_TEXT,
	OPTION_FILE,
	OPTION_CHOICE,  /* one of words */
	OPTION_MAYBE,   /* --name or --name=VALUE */
};

struct option_def {
	char letter;          /* 0: none */
	enum option_kind kind;
	const char *name;
	const char *value;    /* the value's name in help, or NULL */
	const char *help;     /* begins in lower case, no full stop */
	const char *const *words; /* of a choice, ended by NULL */
	/* Where in the command's own options struct a flag's bool, or the
	 * borrowed text of a value, is stored if there is no set(). */
	size_t offset;
	/* Stores it; value is NULL for a flag. The err need not name the
	 * option. */
	bool (*set)(void *options, const char *value, struct err *err);
};

enum command_flags {
	COMMAND_VAULT = 1 << 0,  /* the vault is opened before run */
	COMMAND_HIDDEN = 1 << 1, /* not in help: for the program itself */
	COMMAND_BARE = 1 << 2,   /* of the session only the streams are set */
	COMMAND_LAUNCHES = 1 << 3, /* runs the program that the second and
				further operands are */
};

struct command {
	const char *name;
	const char *args;   /* "ACCOUNT", "[FILE... | -]" */
	const char *help;   /* one line: begins in lower case, no full stop */
	const char *more;   /* whole sentences for its own help, or NULL */
	unsigned int flags;
	int min, max;       /* operands; max -1: any number */
	const struct option_def *options; /* ended by {0} */
	size_t options_size; /* of the struct that set() fills, zeroed before */
	bool (*run)(struct session *session, const void *options,
		int argc, char *const *argv, struct err *err);
};

/* All commands, ended by NULL, in the order of help. */
extern const struct command *const commands[];

/* Before or after the command's name. */
extern const struct option_def global_options[];

#endif
