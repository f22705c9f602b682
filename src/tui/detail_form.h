/* The state of the screen of one account, for its two files only. */
#ifndef TUI_DETAIL_FORM_H
#define TUI_DETAIL_FORM_H

#include "tui/app.h"
#include "tui/use.h"

struct detail_view {
	struct view view;
	char id[ENTRY_ID_SIZE];
	bool added; /* just now */
	const struct entry *entry; /* borrowed; NULL: it is gone */
	struct code now, next;
	struct use use;
};

/* It is not there any more, or in the trash. */
bool detail_is_gone(const struct detail_view *detail);

void detail_draw(const struct view *view, const struct canvas *canvas);

/* What a small screen cuts off. */
void detail_tell(const struct view *view, struct buf *out);

#endif
