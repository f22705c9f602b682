/* What the file holds, to choose from and to save. */
#include "tui/import_form.h"
#include "tui/text.h"
#include "tui/views.h"

static struct import_view *
self(struct view *view)
{
	return (struct import_view *)view;
}

static struct intake_item *
current(struct import_view *import)
{
	return import->menu.cursor < import->intake.len
		? &import->intake.items[import->menu.cursor] : NULL;
}

static enum after
act_toggle(struct view *view)
{
	struct intake_item *item = current(self(view));

	if (item != NULL && item->state == INTAKE_NEW)
		item->chosen = !item->chosen;
	menu_move(&self(view)->menu, 1);
	return AFTER_NOTHING;
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
go_back(struct view *view)
{
	struct import_view *import = self(view);

	intake_wipe(&import->intake);
	import->previews = false;
	view->keys = view->class->tables[0];
	return AFTER_NOTHING;
}

/* All that are new are chosen at first. */
static enum after
act_back(struct view *view)
{
	const struct import_view *import = self(view);

	if (chosen_count(import) == intake_count(&import->intake, INTAKE_NEW))
		return go_back(view);
	app_ask_discard(view, "what was chosen", go_back);
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
		app_say(view->app, STYLE_NORMAL, "%s",
			intake_count(&import->intake, INTAKE_NEW) == 0
				? "There is nothing new in it: Esc goes back"
				: "Nothing is chosen: Space chooses");
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

/* Below the path, and above the reason in full. */
void
import_preview_fit(struct import_view *import)
{
	struct view *view = &import->view;
	int height = view->height, above = height > 6 ? 2 : 0;

	snprintf(view->right, sizeof(view->right), "%zu of %zu chosen",
		chosen_count(import), import->intake.len);
	menu_fit(&import->menu, import->intake.len, above,
		height - above - (height > 8 ? 3 : 0));
}

void
import_preview_begin(struct import_view *import)
{
	import->previews = true;
	import->menu.cursor = import->menu.top = 0;
	import->names_width = 0;
	for (size_t i = 0; i < import->intake.len; i++) {
		int columns = text_columns(import->intake.items[i].name);

		if (columns > import->names_width)
			import->names_width = columns;
	}
	import->view.keys = &import_preview_keys;
}

/* The first row is what a double click does. */
static const struct key_def preview_rows[] = {
	{{' ', 'x'}, "choose", "choose", "choose this one, or not", act_toggle},
	{{K_ENTER}, "save", "add the chosen", "add all that are chosen, in one save",
		act_save},
	{{'a'}, "choose-all", "all or none", "choose all, or none", act_all},
	{{K_ESC, 'q'}, "back", "back", "back to the path", act_back},
};

const struct key_table import_preview_keys = KEY_TABLE_WITH("What was found",
	preview_rows, &menu_keys);
