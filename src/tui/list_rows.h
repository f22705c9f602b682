/* The rows of the list; for list.c only. */
#ifndef TUI_LIST_ROWS_H
#define TUI_LIST_ROWS_H

#include "tui/list.h"

/* Makes a row of each account, in the list's order, and takes the measures of
 * the widest. There must be no rows yet; on failure they are half made, to be
 * wiped. */
bool list_fill_rows(struct list *list, const struct selection *all,
	struct err *err) MUST_USE;
void list_wipe_rows(struct list *list);

/* Makes what a query is looked for in; nothing until there is one. */
bool list_fold_rows(struct list *list, struct err *err) MUST_USE;

/* Forgets what the filter found in it. */
void row_wipe_marks(struct row *row);

#endif
