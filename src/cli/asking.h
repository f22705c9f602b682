/* Which lines ask for a one-time code. */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include <regex.h>

#include "base/err.h"

struct asking {
	bool has_own;
	regex_t own; /* --prompt */
};

#define ASKING CLEANUP(asking_wipe) struct asking

/* own: a POSIX extended regular expression for further prompts, or NULL.
 * ERR_USAGE if it is none, or finds something in an empty line. */
bool asking_init(struct asking *asking, const char *own, struct err *err)
	MUST_USE;

/* Does this line, which the program has not ended, ask for a code? */
bool asking_match(const struct asking *asking, const char *line);

void asking_wipe(struct asking *asking);

#endif
