/* A click selects, a double click does what a screen is for, the wheel
 * scrolls. */
#include "tui/menu.h"
#include "tui/stack.h"

#define WHEEL_ROWS 3
#define DOUBLE_CLICK_MS 400

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* The first row of a table is what its screen is for. */
static void
act_on_double(struct app *app, struct view *view)
{
	const struct key_table *table = view->keys;

	if (table->len > 0)
		app_act(app, view, &table->rows[0]);
}

static void
click(struct app *app, struct view *view, struct menu *menu,
	const struct mouse *mouse)
{
	int64_t now = milliseconds();
	int y = mouse->y - app->origin;
	bool again = app->click.ms > 0 && app->click.y == y &&
		now - app->click.ms <= DOUBLE_CLICK_MS;
	size_t row;

	app->click = (struct click){y, again ? 0 : now};
	if (menu == NULL || !menu_row_at(menu, y, &row))
		return;
	menu->cursor = row;
	if (again)
		act_on_double(app, view);
}

void
app_take_mouse(struct app *app)
{
	struct mouse mouse = term_mouse(app->term);
	struct view *view = app_top(app);
	struct menu *menu = view->class->menu != NULL
		? view->class->menu(view) : NULL;
	bool up = mouse.kind == MOUSE_WHEEL_UP;

	if (mouse.kind == MOUSE_CLICK) {
		click(app, view, menu, &mouse);
	} else if (menu != NULL) {
		menu_wheel(menu, up ? -WHEEL_ROWS : WHEEL_ROWS);
	} else {
		for (int i = 0; i < WHEEL_ROWS && app_top(app) == view; i++)
			app_dispatch(app, up ? K_UP : K_DOWN);
	}
}
