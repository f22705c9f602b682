/* The revisions of the vault, each with what changed in it. */
#ifndef APP_TIMELINE_H
#define APP_TIMELINE_H

#include "app/session.h"
#include "vault/history.h"

/* One revision. Its changes are those since the state before it. */
struct timeline_row {
	const char *label; /* what history_find() takes */
	uint64_t number;
	int64_t saved;
	uint64_t size; /* bytes of the file */
	bool current, known; /* known: changes are all there were */
	enum history_state state;
	const char *remark; /* instead of changes, or NULL; not to be freed */
	struct history_changes changes; /* may be taken over: empty it then */
};

typedef bool timeline_fn(void *arg, struct timeline_row *row,
	struct err *err);

/*
 * Calls each with every row, newest first, beginning with the present state
 * of the unlocked session; with max (not 0) of them at most. Asks nobody for
 * a passphrase.
 */
bool timeline_walk(const struct session *session, uint64_t max,
	timeline_fn *each, void *arg, struct err *err) MUST_USE;

/* Appends in one line what there is to say: the remark, or the first changes
 * (shown of them) and how many more there are. */
void timeline_tell(const struct timeline_row *row, size_t shown,
	struct buf *out);

#endif
