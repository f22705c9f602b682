/* Sets of accounts that keys are for (view.h). */
#ifndef TUI_TARGETS_H
#define TUI_TARGETS_H

#include "core/entries.h"
#include "tui/view.h"

bool targets_has(const struct targets *targets, const char *id);

/* Puts it in, or takes it out. False: there is no room for one more. */
bool targets_toggle(struct targets *targets, const char *id);

/* The ids as the functions of app/accounts.h take them: to be given to
 * secmem_free(), and good as long as the targets. NULL if there is no
 * memory. */
const char **targets_ids(const struct targets *targets, struct err *err)
	MUST_USE;

/* Appends what they are called in a message: "GitHub:alice", "3 accounts". */
void targets_name(const struct targets *targets,
	const struct entries *entries, struct buf *out);

#endif
