/* What was deleted: it can come back until its days are over. */
#include "app/accounts.h"
#include "base/secmem.h"
#include "tui/keys.h"
#include "tui/past.h"
#include "tui/text.h"
#include "tui/trash_form.h"
#include "tui/targets.h"
#include "tui/views.h"
#include "tui/when.h"

#define HEAD_HEIGHT_MIN 8

static struct trash_view *
self(struct view *view)
{
	return (struct trash_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static const struct entry *
current(const struct trash_view *trash)
{
	return trash->menu.cursor < trash->found.len
		? trash->found.items[trash->menu.cursor] : NULL;
}

static int
compare_texts(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* The last one that was deleted comes first, then by name. */
static int
compare(const void *a, const void *b)
{
	const struct entry *x = *(struct entry *const *)a;
	const struct entry *y = *(struct entry *const *)b;
	int order = (x->trashed < y->trashed) - (x->trashed > y->trashed);

	if (order == 0)
		order = compare_texts(x->issuer, y->issuer);
	if (order == 0)
		order = compare_texts(x->account, y->account);
	return order != 0 ? order : strcmp(x->id, y->id);
}

/* Of those that are still there. */
static void
keep_marks(struct trash_view *trash)
{
	struct targets *marked = &trash->marked;
	size_t kept = 0;

	for (size_t i = 0; i < trash->found.len && marked->count > 0; i++) {
		const char *id = trash->found.items[i]->id;
		size_t at = kept;

		while (at < marked->count && strcmp(marked->ids[at], id) != 0)
			at++;
		if (at == marked->count)
			continue;
		memcpy(marked->ids[at], marked->ids[kept], ENTRY_ID_SIZE);
		memcpy(marked->ids[kept++], id, ENTRY_ID_SIZE);
	}
	marked->count = kept;
}

static int
title_columns(const struct entry *entry)
{
	BUF title = {0};

	entry_title(entry, &title);
	return text_columns(buf_text(&title));
}

static bool
load(struct trash_view *trash, struct err *err)
{
	struct session *session = app_session(trash->view.app);

	selection_wipe(&trash->found);
	trash->names = 0;
	if (!entries_filter(&session->vault->payload.entries, NULL, NULL,
		    SCOPE_TRASH, &trash->found, err))
		return false;
	keep_marks(trash);
	if (trash->found.len > 1)
		qsort(trash->found.items, trash->found.len,
			sizeof(struct entry *), compare);
	for (size_t i = 0; i < trash->found.len; i++) {
		int columns = title_columns(trash->found.items[i]);

		if (columns > trash->names)
			trash->names = columns;
	}
	return true;
}

static void
tell_right(struct trash_view *trash)
{
	char *right = trash->view.right;
	size_t size = sizeof(trash->view.right), len = 0;

	right[0] = '\0';
	if (trash->marked.count > 0)
		len = (size_t)snprintf(right, size, "%zu marked  ",
			trash->marked.count);
	if (trash->found.len > 0)
		snprintf(right + len, size - len, "%zu account%s",
			trash->found.len, trash->found.len == 1 ? "" : "s");
}

static bool
update(struct view *view, struct err *err)
{
	struct trash_view *trash = self(view);
	int above = view->height >= HEAD_HEIGHT_MIN ? 2 : 0;

	trash->now = clock_now(&app_session(view->app)->stamps);
	if (view->generation != app_generation(view->app)) {
		view->generation = app_generation(view->app);
		if (!load(trash, err))
			return false;
	}
	tell_right(trash);
	menu_fit(&trash->menu, trash->found.len, above, view->height - above);
	return true;
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct entry *entry =
		current((const struct trash_view *)view);
	char day[WHEN_SIZE];

	if (entry == NULL)
		return;
	entry_title(entry, out);
	when_write_day(entry->trashed, day);
	buf_addf(out, "\nDeleted on %s; it stays here for %d days.", day,
		PAYLOAD_TRASH_DAYS);
}

/* Actions */

/* The marked ones, or the selected one. */
static void
targets(struct view *view, struct targets *out)
{
	const struct trash_view *trash = self(view);
	const struct entry *entry = current(trash);

	*out = trash->marked;
	if (out->count == 0 && entry != NULL)
		targets_toggle(out, entry->id);
}

/* What they are called in a message. */
static bool
name_targets(struct view *view, const struct targets *targets,
	struct buf *out, struct err *err)
{
	targets_name(targets,
		&app_session(view->app)->vault->payload.entries, out);
	return buf_ok(out, err);
}

typedef bool accounts_fn(struct session *session, const char *const *ids,
	size_t count, struct err *err);

/* One change of the vault for all of them. */
static bool
change(struct view *view, const struct targets *chosen, accounts_fn *fn,
	const char *done)
{
	char key[KEY_LABEL_SIZE];
	const char **ids;
	BUF title = {0};
	struct err err;
	bool ok;

	if (chosen->count == 0)
		return false;
	ok = name_targets(view, chosen, &title, &err) &&
		(ids = targets_ids(chosen, &err)) != NULL;
	if (ok) {
		ok = fn(app_session(view->app), ids, chosen->count, &err);
		secmem_free(ids);
	}
	if (!ok) {
		app_say_err(view->app, &err);
		return false;
	}
	app_changed(view->app);
	app_key_name(view->app, "undo", key);
	app_say(view->app, STYLE_GOOD, "%s: %s   (%s takes that back)", done,
		buf_text(&title), key);
	return true;
}

static enum after
act_restore(struct view *view)
{
	const struct targets *chosen = app_targets(view);

	if (change(view, chosen, accounts_restore, "Restored"))
		app_select(view->app, chosen->ids[0]);
	return AFTER_NOTHING;
}

static enum after
delete(struct view *view)
{
	change(view, app_asked(view->app), accounts_delete,
		"Deleted for good");
	return AFTER_NOTHING;
}

static enum after
act_delete(struct view *view)
{
	const struct targets *chosen = app_targets(view);
	BUF title = {0};
	BUF question = {0};
	struct err err;

	if (chosen->count == 0)
		return AFTER_NOTHING;
	if (!name_targets(view, chosen, &title, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	buf_addf(&question, "Delete %s for good? Only an earlier revision or "
		"a backup could bring %s back.", buf_text(&title),
		chosen->count == 1 ? "it" : "them");
	app_confirm(view->app, &(struct confirm){
		.question = buf_text(&question),
		.yes = "delete for good",
		.asker = view,
		.act = delete,
	});
	return AFTER_NOTHING;
}

static enum after
act_mark(struct view *view)
{
	struct trash_view *trash = self(view);
	const struct entry *entry = current(trash);

	if (entry != NULL && !targets_toggle(&trash->marked, entry->id))
		app_say(view->app, STYLE_DIM, "At most %d can be marked",
			TARGETS_MAX);
	else
		menu_move(&trash->menu, 1);
	return AFTER_NOTHING;
}

static enum after
act_mark_all(struct view *view)
{
	struct trash_view *trash = self(view);
	bool all = trash->marked.count == trash->found.len;

	trash->marked.count = 0;
	if (all)
		return AFTER_NOTHING;
	for (size_t i = 0; i < trash->found.len; i++) {
		if (targets_toggle(&trash->marked, trash->found.items[i]->id))
			continue;
		app_say(view->app, STYLE_DIM, "At most %d can be marked",
			TARGETS_MAX);
		break;
	}
	return AFTER_NOTHING;
}

static enum after
empty(struct view *view)
{
	size_t count;
	struct err err;

	if (!accounts_empty_trash(app_session(view->app), &count, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_changed(view->app);
	app_say(view->app, STYLE_GOOD, "Deleted for good: %zu account%s",
		count, count == 1 ? "" : "s");
	return AFTER_NOTHING;
}

static enum after
act_empty(struct view *view)
{
	size_t count = self(view)->found.len;
	char question[160];

	if (count == 0)
		return AFTER_NOTHING;
	snprintf(question, sizeof(question), "Delete %zu account%s for good? "
		"Only an earlier revision or a backup could bring %s back.",
		count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "delete for good",
		.asker = view,
		.act = empty,
	});
	return AFTER_NOTHING;
}

static enum after
act_undo(struct view *view)
{
	past_undo(view->app);
	return AFTER_NOTHING;
}

/* One thing at a time, as in the list. */
static enum after
act_back(struct view *view)
{
	if (self(view)->marked.count == 0)
		return AFTER_CLOSE;
	self(view)->marked.count = 0;
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	selection_wipe(&self(view)->found);
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'r'}, "restore", "restore", "put it back among the accounts",
		act_restore},
	{{'m'}, "mark", "mark", "mark: what follows is for all marked ones",
		act_mark},
	{{'d'}, "delete", "delete", "delete it for good, after a question",
		act_delete},
	{{'E'}, "empty", "empty", "delete all that is here for good",
		act_empty},
	{{'M'}, "mark-all", NULL, "mark all, or none", act_mark_all},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
	{{K_ESC, 'q'}, "back", "back", "unmark, or back to where you were",
		act_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Trash", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_trash = {
	.title = "Trash",
	.size = sizeof(struct trash_view),
	.tables = tables,
	.update = update,
	.draw = trash_draw,
	.tell = tell,
	.menu = menu,
	.targets = targets,
	.close = close_view,
};
