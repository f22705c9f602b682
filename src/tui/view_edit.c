/*
 * The fields of an account. Only what was changed here is saved, so that what
 * others change meanwhile stays.
 */
#include "app/edit.h"
#include "tui/form.h"
#include "tui/views.h"

static struct form *
self(struct view *view)
{
	return (struct form *)view;
}

static bool
has_tag(const struct entry *entry, const char *tag)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		if (strcmp(entry->tags[i], tag) == 0)
			return true;
	}
	return false;
}

/* Tags of one that the other does not have. */
struct tag_list {
	const char *items[ENTRY_TAGS_MAX];
	size_t len;
};

static void
list_missing(const struct entry *entry, const struct entry *other,
	struct tag_list *out)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		if (!has_tag(other, entry->tags[i]) &&
		    out->len < COUNT_OF(out->items))
			out->items[out->len++] = entry->tags[i];
	}
}

static const char *
if_changed(const char *was, const char *now)
{
	return strcmp(was, now) != 0 ? now : NULL;
}

/* A new key counts from its own beginning, if nothing else is said. */
static void
find_numbers(const struct form *form, const struct entry *entry,
	struct edit *edit)
{
	const struct entry *was = &form->was;
	bool other = entry->type != was->type;

	if (other)
		edit->type = &entry->type;
	if (entry->type == ENTRY_STEAM)
		return;
	if (entry->algorithm != was->algorithm)
		edit->algorithm = &entry->algorithm;
	if (other || entry->digits != was->digits)
		edit->digits = &entry->digits;
	if (entry->type == ENTRY_HOTP) {
		if (entry->counter != was->counter ||
		    (edit->key != NULL && form->has_counter))
			edit->counter = &entry->counter;
	} else if (other || entry->period != was->period) {
		edit->period = &entry->period;
	}
}

static void
say_saved(struct form *form, bool changed, bool key)
{
	struct app *app = form->view.app;
	char undo[KEY_LABEL_SIZE];

	app_key_name(app, "undo", undo);
	if (!changed)
		app_say(app, STYLE_NORMAL, "Nothing was changed");
	else
		app_say(app, STYLE_GOOD, "Saved%s   (%s takes that back)",
			key ? "; the key before is kept with it" : "", undo);
}

static bool
save(struct form *form, struct err *err)
{
	struct draft draft = form_draft(form);
	struct app *app = form->view.app;
	struct tag_list add = {.len = 0}, remove = {.len = 0};
	struct edit edit = {.may_lack_tags = true};
	ENTRY entry = {0};
	bool changed;

	if (form->is_gone)
		return err_set(err, ERR_NO_MATCH, "the account is gone");
	if (!draft_entry(&draft, &entry, err)) {
		form_focus_problem(form);
		return false;
	}
	edit.issuer = if_changed(form->was.issuer, entry.issuer);
	edit.account = if_changed(form->was.account, entry.account);
	edit.note = if_changed(form->was.note, entry.note);
	list_missing(&form->was, &entry, &remove);
	list_missing(&entry, &form->was, &add);
	edit.remove_tags = remove.items;
	edit.remove_tag_count = remove.len;
	edit.add_tags = add.items;
	edit.add_tag_count = add.len;
	if (*draft.text[DRAFT_KEY] != '\0')
		edit.key = &entry.secret;
	find_numbers(form, &entry, &edit);
	if (!edit_account(app_session(app), form->was.id, &edit, &changed,
		    err))
		return false;
	if (changed) {
		app_changed(app);
		app_select(app, form->was.id);
	}
	say_saved(form, changed, edit.key != NULL);
	return true;
}

/* Fields that were not touched follow the account. */
static bool
follow(struct form *form, const struct entry *entry, struct err *err)
{
	ENTRY now = {0};

	if (!entry_copy(entry, &now, err))
		return false;
	for (int i = DRAFT_ISSUER; i < DRAFT_COUNT; i++) {
		struct line *line = &form->lines[i];
		BUF before = {0}, after = {0};

		form_write(&form->was, (enum draft_field)i, &before);
		form_write(&now, (enum draft_field)i, &after);
		if (!buf_ok(&before, err) || !buf_ok(&after, err))
			return false;
		if (strcmp(buf_text(&before), buf_text(&after)) != 0 &&
		    strcmp(line_text(line), buf_text(&before)) == 0)
			line_set(line, buf_text(&after));
	}
	entry_wipe(&form->was);
	form->was = entry_move(&now);
	form_check(form);
	return true;
}

static const struct entry *
find(const struct form *form, const char *id)
{
	const struct vault *vault = app_session(form->view.app)->vault;
	const struct entry *entry =
		entries_by_id(&vault->payload.entries, id);

	return entry == NULL || entry->trashed != 0 || entry_is_broken(entry)
		? NULL : entry;
}

static bool
update(struct view *view, struct err *err)
{
	struct form *form = self(view);
	const struct entry *entry;

	if (view->generation == app_generation(view->app))
		return true;
	view->generation = app_generation(view->app);
	entry = find(form, form->was.id);
	form->is_gone = entry == NULL;
	return entry == NULL || follow(form, entry, err);
}

static bool
open_form(struct view *view, const struct targets *targets, int focus,
	struct err *err)
{
	struct form *form = self(view);
	const struct entry *entry = find(form, targets->ids[0]);

	form->is_edit = true;
	form->button = "[ Save ]";
	form->save = save;
	if (entry == NULL)
		return err_set(err, ERR_NO_MATCH, "the account is gone");
	if (!entry_copy(entry, &form->was, err) ||
	    !form_fill(form, &form->was, err))
		return false;
	view->generation = app_generation(view->app);
	form_focus(form, focus);
	form_check(form);
	return true;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	return open_form(view, arg, DRAFT_ISSUER, err);
}

static bool
open_note(struct view *view, const void *arg, struct err *err)
{
	return open_form(view, arg, DRAFT_NOTE, err);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	if (((const struct form *)view)->is_gone)
		canvas_text(canvas, 0, 2, canvas->width - 2, STYLE_DIM,
			"This account is gone.");
	else
		form_draw(view, canvas);
}

#define EDIT_CLASS(how) { \
	.title = "Edit an account", \
	.size = sizeof(struct form), \
	.tables = form_tables, \
	.open = (how), \
	.update = update, \
	.draw = draw, \
	.tell = form_tell, \
	.line = form_line, \
	.on_change = form_on_change, \
	.on_paste = form_on_paste, \
	.unsaved = form_unsaved, \
	.close = form_close, \
}

const struct view_class view_edit = EDIT_CLASS(open_view);
const struct view_class view_note = EDIT_CLASS(open_note);
