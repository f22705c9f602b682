/* Completion of paths, as a shell does it. */
#ifndef TUI_COMPLETE_H
#define TUI_COMPLETE_H

#include "base/buf.h"

#define COMPLETE_NAMES_MAX 1000

struct completion {
	struct buf text; /* what was typed, as far as it could be extended */
	char **names;    /* what it may become, sorted; folders end in '/' */
	size_t count;
};

#define COMPLETION CLEANUP(completion_wipe) struct completion

/* A leading "~/" means home (NULL: is not known); hidden files only for a name
 * that begins with a dot. A folder that cannot be read has no names. */
bool complete_path(const char *typed, const char *home,
	struct completion *out, struct err *err) MUST_USE;
void completion_wipe(struct completion *completion);

/* The path with "~/" replaced. */
bool complete_expand(const char *typed, const char *home, struct buf *out,
	struct err *err) MUST_USE;

#endif
