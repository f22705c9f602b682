/* The accounts as the list shows them: order, filter, marks, codes. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "core/code.h"
#include "app/config.h"
#include "app/order.h"
#include "core/entries.h"
#include "tui/match.h"
#include "tui/menu.h"

/* A code is coloured and shaped by what is left of it. */
#define CODE_SOON_SECONDS 10
#define CODE_NOW_SECONDS 5

/* Of its recovery codes an account has none to spare. */
#define RECOVERY_LOW 2
bool list_is_low(const struct entry *entry);

struct row {
	char id[ENTRY_ID_SIZE];
	const struct entry *entry; /* borrowed */
	bool marked;
	size_t place; /* by name */
	int64_t rank; /* among its like: lower goes first */
	char *folded; /* NULL until something is looked for */
	unsigned int score;
	struct code now, next; /* text "" until list_prepare() */
	struct buf issuer_marks, account_marks; /* what the filter found */
};

struct list {
	struct row *rows; /* all, favourites first */
	size_t len;
	size_t *shown;    /* the rows that pass the filter, best first */
	size_t shown_len;
	size_t marked;    /* how many are */
	struct match_query query;
	char tag[ENTRY_TAG_MAX + 1]; /* only accounts with it, or "" */
	enum config_sort sort;     /* to be set before list_load() */
	const struct order *order; /* for orders other than by name */
	struct menu menu; /* over shown */
	char id[ENTRY_ID_SIZE]; /* the last account under the cursor */
	bool low; /* some account is short of recovery codes */
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

/* Shows accounts with this tag only; "" for all. */
void list_set_tag(struct list *list, const char *tag);

/* The row under the cursor, or NULL. */
const struct row *list_current(const struct list *list);

/* Puts the cursor on this account if it is shown. */
void list_find(struct list *list, const char *id);

/* Whether the row under the cursor and the one next to it, by 1 or -1, may
 * change places by hand; and does it in order. ERR_REFUSED says why not. */
bool list_swap(struct list *list, int by, struct order *order,
	struct err *err) MUST_USE;

/* To be called before the list is drawn: shown at y in height lines. */
void list_fit(struct list *list, int y, int height);

/* Marks a row, or takes its mark away. False when TARGETS_MAX are marked
 * already. */
bool list_mark(struct list *list, size_t shown);

/* Marks all that is shown; or nothing, if all of it was marked. */
bool list_mark_all(struct list *list);
void list_unmark(struct list *list);

/* The marked accounts, shown or not, or else the one under the cursor. */
void list_targets(const struct list *list, struct targets *out);

/* Makes codes and highlights of the visible rows current. */
bool list_prepare(struct list *list, int64_t now, struct err *err) MUST_USE;

#endif
