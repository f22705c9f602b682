/* The state of the screen of a damaged vault, for its two files only. */
#ifndef TUI_RESCUE_FORM_H
#define TUI_RESCUE_FORM_H

#include "app/rescue.h"
#include "tui/app.h"
#include "tui/menu.h"

struct rescue_view {
	struct view view;
	struct menu menu;
	struct secret passphrase;
	struct secret other; /* of a revision that has another one */
	struct history history;
	size_t newest;      /* good one in it; len if there is none */
	size_t first;       /* row of a revision: 1, or 0 if the file is gone */
	bool counted;       /* accounts is known */
	size_t accounts;    /* that can be read in the damaged file */
	bool salvages;      /* is what the job does */
	bool saved;         /* the job has saved a vault */
	struct rescue done;
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

/* How many rows of a screen of this height tell what is wrong; the menu is
 * below. */
int rescue_intro_rows(int height);

void rescue_draw(const struct view *view, const struct canvas *canvas);

/* What a small screen cuts off. */
void rescue_tell(const struct view *view, struct buf *out);

#endif
