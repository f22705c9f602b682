/* What the file holds, to choose from and to save. */
#include "tui/import_form.h"
#include "tui/views.h"

static struct import_view *
self(struct view *view)
{
	return (struct import_view *)view;
}

static struct intake_item *
current(struct import_view *import)
{
	return import->cursor < import->intake.len
		? &import->intake.items[import->cursor] : NULL;
}

static enum after
move(struct view *view, ptrdiff_t by)
{
	struct import_view *import = self(view);
	ptrdiff_t to = (ptrdiff_t)import->cursor + by;
	ptrdiff_t last = (ptrdiff_t)import->intake.len - 1;

	if (to > last)
		to = last;
	import->cursor = to > 0 ? (size_t)to : 0;
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
	return move(view, (ptrdiff_t)import_rows(view->height));
}

static enum after
act_page_up(struct view *view)
{
	return move(view, -(ptrdiff_t)import_rows(view->height));
}

static enum after
act_first(struct view *view)
{
	return move(view, -(ptrdiff_t)self(view)->intake.len);
}

static enum after
act_last(struct view *view)
{
	return move(view, (ptrdiff_t)self(view)->intake.len);
}

static enum after
act_toggle(struct view *view)
{
	struct intake_item *item = current(self(view));

	if (item != NULL && item->state == INTAKE_NEW)
		item->chosen = !item->chosen;
	return move(view, 1);
}

static size_t
chosen_count(const struct import_view *import)
{
	size_t count = 0;

	for (size_t i = 0; i < import->intake.len; i++) {
		const struct intake_item *item = &import->intake.items[i];

		count += item->state == INTAKE_NEW && item->chosen ? 1 : 0;
	}
	return count;
}

static enum after
act_all(struct view *view)
{
	struct import_view *import = self(view);
	bool all = chosen_count(import) <
		intake_count(&import->intake, INTAKE_NEW);

	for (size_t i = 0; i < import->intake.len; i++) {
		if (import->intake.items[i].state == INTAKE_NEW)
			import->intake.items[i].chosen = all;
	}
	return AFTER_NOTHING;
}

static enum after
act_back(struct view *view)
{
	struct import_view *import = self(view);

	intake_wipe(&import->intake);
	import->previews = false;
	view->keys = view->class->tables[0];
	return AFTER_NOTHING;
}

/* Shows the new account, when it is one: the service may wait for its code. */
static void
show_added(struct view *view, size_t count)
{
	struct import_view *import = self(view);

	for (size_t i = 0; i < import->intake.len; i++) {
		const struct intake_item *item = &import->intake.items[i];

		if (item->state != INTAKE_NEW || !item->chosen)
			continue;
		app_select(view->app, item->id);
		if (count == 1)
			app_push(view->app, &view_detail, &(struct detail_arg){
				.id = item->id,
				.added = true,
			});
		break;
	}
	app_say(view->app, STYLE_GOOD, "Added %zu account%s", count,
		count == 1 ? "" : "s");
}

static enum after
act_save(struct view *view)
{
	struct import_view *import = self(view);
	struct err err;

	if (chosen_count(import) == 0) {
		app_say(view->app, STYLE_DIM, "Nothing is chosen");
		return AFTER_NOTHING;
	}
	if (!intake_commit(&import->intake, app_session(view->app), &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	show_added(view, chosen_count(import));
	return AFTER_CLOSE;
}

void
import_preview_fit(struct import_view *import)
{
	struct view *view = &import->view;
	size_t height = import_rows(view->height);

	snprintf(view->right, sizeof(view->right), "%zu of %zu chosen",
		chosen_count(import), import->intake.len);
	if (import->cursor < import->top)
		import->top = import->cursor;
	if (import->cursor >= import->top + height)
		import->top = import->cursor - height + 1;
}

void
import_preview_begin(struct import_view *import)
{
	import->previews = true;
	import->cursor = import->top = 0;
	import->view.keys = &import_preview_keys;
}

static const struct key_def preview_rows[] = {
	{{K_ENTER}, "save", "add the chosen", "add all that are chosen, in one save",
		act_save},
	{{' ', 'x'}, "choose", "choose", "choose this one, or not", act_toggle},
	{{'a'}, "choose-all", "all or none", "choose all, or none", act_all},
	{{K_ESC, 'q'}, "back", "back", "back to the path", act_back},
	{{'j', K_DOWN}, "down", NULL, "next", act_down},
	{{'k', K_UP}, "up", NULL, "previous", act_up},
	{{K_PAGE_DOWN}, "page-down", NULL, "one page down", act_page_down},
	{{K_PAGE_UP}, "page-up", NULL, "one page up", act_page_up},
	{{'g', K_HOME}, "first", NULL, "to the first", act_first},
	{{'G', K_END}, "last", NULL, "to the last", act_last},
};

const struct key_table import_preview_keys = KEY_TABLE("What was found",
	preview_rows);
