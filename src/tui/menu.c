#include "tui/menu.h"

void
menu_move(struct menu *menu, ptrdiff_t by)
{
	ptrdiff_t last = (ptrdiff_t)menu->len - 1;
	ptrdiff_t to = (ptrdiff_t)menu->cursor + by;

	if (to > last)
		to = last;
	menu->cursor = to > 0 ? (size_t)to : 0;
}

void
menu_fit(struct menu *menu, size_t len, int y, int height)
{
	size_t last;

	menu->len = len;
	menu->y = y;
	menu->height = height > 0 ? (size_t)height : 0;
	menu_move(menu, 0);
	if (menu->height == 0)
		return;
	last = len > menu->height ? len - menu->height : 0;
	if (menu->top > last)
		menu->top = last;
	if (menu->cursor < menu->top)
		menu->top = menu->cursor;
	if (menu->cursor >= menu->top + menu->height)
		menu->top = menu->cursor - menu->height + 1;
}

void
menu_wheel(struct menu *menu, ptrdiff_t by)
{
	ptrdiff_t to = (ptrdiff_t)menu->top + by;
	ptrdiff_t last = menu->len > menu->height
		? (ptrdiff_t)(menu->len - menu->height) : 0;

	if (to > last)
		to = last;
	menu->top = to > 0 ? (size_t)to : 0;
	if (menu->cursor < menu->top)
		menu->cursor = menu->top;
	if (menu->height > 0 && menu->cursor >= menu->top + menu->height)
		menu->cursor = menu->top + menu->height - 1;
	menu_move(menu, 0);
}

bool
menu_row_at(const struct menu *menu, int y, size_t *row)
{
	if (y < menu->y || (size_t)(y - menu->y) >= menu->height)
		return false;
	*row = menu->top + (size_t)(y - menu->y);
	return *row < menu->len;
}

static enum after
move(struct view *view, ptrdiff_t by)
{
	menu_move(view->class->menu(view), by);
	return AFTER_NOTHING;
}

static enum after
act_down(struct view *view)
{
	return move(view, 1);
}

static enum after
act_up(struct view *view)
{
	return move(view, -1);
}

static enum after
act_page_down(struct view *view)
{
	return move(view, (ptrdiff_t)view->class->menu(view)->height);
}

static enum after
act_page_up(struct view *view)
{
	return move(view, -(ptrdiff_t)view->class->menu(view)->height);
}

static enum after
act_first(struct view *view)
{
	return move(view, -(ptrdiff_t)view->class->menu(view)->len);
}

static enum after
act_last(struct view *view)
{
	return move(view, (ptrdiff_t)view->class->menu(view)->len);
}

static const struct key_def rows[] = {
	{{'j', K_DOWN, K_CTRL('n')}, "down", NULL, "next row", act_down},
	{{'k', K_UP, K_CTRL('p')}, "up", NULL, "previous row", act_up},
	{{K_PAGE_DOWN, 'l', K_CTRL('f')}, "page-down", NULL, "one page down",
		act_page_down},
	{{K_PAGE_UP, 'h', K_CTRL('b')}, "page-up", NULL, "one page up",
		act_page_up},
	{{'g', K_HOME}, "first", NULL, "first row", act_first},
	{{'G', K_END}, "last", NULL, "last row", act_last},
};

const struct key_table menu_keys = KEY_TABLE("Moving about", rows);

static const struct key_def typing_rows[] = {
	{{K_DOWN, K_CTRL('n')}, "down", "down", "next row", act_down},
	{{K_UP, K_CTRL('p')}, "up", "up", "previous row", act_up},
	{{K_PAGE_DOWN}, "page-down", NULL, "one page down", act_page_down},
	{{K_PAGE_UP}, "page-up", NULL, "one page up", act_page_up},
};

const struct key_table menu_typing_keys = KEY_TABLE_FORM(
	"Moving about while typing", typing_rows);
