/*
 * Rows to choose from: a cursor, and the part that is on the screen. A view
 * that owns one names it in its class (menu) and ends a key table with
 * menu_keys; keys and mouse then move in it.
 */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "tui/view.h"

struct menu {
	size_t len;
	size_t cursor, top;
	size_t height; /* rows on the screen, set by menu_fit() */
	int y;         /* of the first, in the view's canvas */
};

/* up and down, pages, first and last; and where letters are for typing. */
extern const struct key_table menu_keys, menu_typing_keys;

/* To be called in update(): len rows now, shown at y in height lines. Keeps
 * the cursor on a row and the row on the screen. */
void menu_fit(struct menu *menu, size_t len, int y, int height);

void menu_move(struct menu *menu, ptrdiff_t by);

/* Moves the picture, the cursor only as far as it must. */
void menu_wheel(struct menu *menu, ptrdiff_t by);

/* The row at a line of the view's canvas; false: there is none. */
bool menu_row_at(const struct menu *menu, int y, size_t *row);

#endif
