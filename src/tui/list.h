/* The accounts as the list shows them: order, filter, cursor, codes. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "core/code.h"
#include "core/entries.h"
#include "tui/match.h"

/* A code is coloured and shaped by what is left of it. */
#define CODE_SOON_SECONDS 10
#define CODE_NOW_SECONDS 5

struct row {
	const struct entry *entry; /* borrowed */
	char *folded;
	unsigned int score;
	struct code now, next; /* text "" until list_prepare() */
	struct buf issuer_marks, account_marks; /* what the filter found */
};

struct list {
	struct row *rows; /* all, favourites first */
	size_t len;
	size_t *shown;    /* the rows that pass the filter, best first */
	size_t shown_len;
	struct match_query query;
	size_t cursor, top; /* in shown */
	char id[ENTRY_ID_SIZE]; /* of the account under the cursor */
	int issuer, account, tags, code, seconds; /* the widest, in columns */
};

/* Takes the accounts from a vault. The cursor stays on the account it was on,
 * as far as it is still there; the filter stays. */
bool list_load(struct list *list, const struct entries *entries,
	struct err *err) MUST_USE;
void list_wipe(struct list *list);

/* Shows what matches; the cursor goes to the best. */
bool list_filter(struct list *list, const char *pattern, struct err *err)
	MUST_USE;

/* The row under the cursor, or NULL. */
const struct row *list_current(const struct list *list);

/* Puts the cursor on this account if it is shown. */
void list_find(struct list *list, const char *id);

void list_move(struct list *list, ptrdiff_t by);

/* Makes the cursor visible in this many rows. */
void list_scroll(struct list *list, size_t height);

/* Makes codes and marks of the visible rows current. */
bool list_prepare(struct list *list, size_t height, int64_t now,
	struct err *err) MUST_USE;

#endif
