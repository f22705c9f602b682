/* What is typed in the dialogue; for plain.c only. */
#ifndef CLI_PLAIN_WORDS_H
#define CLI_PLAIN_WORDS_H

#include "app/session.h"
#include "cli/plain_list.h"

#define PLAIN_BLANKS " \t"
#define PLAIN_NONE_YET "No accounts yet. \"add\" adds one by its text key, " \
	"\"import FILE\" takes in pictures and backups."

struct plain {
	struct session *session;
	struct plain_list list;
	char last[ENTRY_ID_SIZE]; /* whose code was told last, or "" */
	bool quit;
};

/* Opens the vault if need be, and takes in what others wrote. */
bool plain_open(struct session *session, struct err *err) MUST_USE;

/* Runs it as the command line would; "otp" is left out. */
bool plain_run_line(struct plain *plain, const char *line, struct err *err)
	MUST_USE;

/* Does what a line says, that has no blanks at its ends: a word of the
 * dialogue, a command, a number of the last list, or part of a name. */
bool plain_answer(struct plain *plain, const char *line, struct err *err)
	MUST_USE;

#endif
