/* A typed line cut into words, as a shell would; of its expansions there is
 * that of ~ alone. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "base/err.h"

#define WORDS_MAX 256

struct words {
	char *text;   /* the words, each ended by a NUL */
	char *items[WORDS_MAX + 1]; /* into text, ended by NULL */
	int count;
};

#define WORDS CLEANUP(words_wipe) struct words

/*
 * Blanks part words; quotes of both kinds hold them together, and a backslash
 * takes the next character as it is, but not within single quotes. A ~ that
 * is a word, or before a slash begins one, is home (NULL: it stays). ERR_USAGE
 * for a quote that is not closed and for more than WORDS_MAX words.
 */
bool words_split(const char *line, const char *home, struct words *out,
	struct err *err) MUST_USE;
void words_wipe(struct words *words);

#endif
