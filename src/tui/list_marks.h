/* Marks across a reading of the vault; for list.c only. */
#ifndef TUI_LIST_MARKS_H
#define TUI_LIST_MARKS_H

#include "tui/list.h"

struct marks {
	char (*ids)[ENTRY_ID_SIZE]; /* sorted */
	size_t count;
};

bool marks_take(const struct list *list, struct marks *out, struct err *err)
	MUST_USE;
void marks_put(struct list *list, const struct marks *marks);
void marks_wipe(struct marks *marks);

#endif
