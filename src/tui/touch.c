#include "tui/touch.h"

#include "app/edit.h"
#include "base/secmem.h"
#include "tui/tag_text.h"
#include "tui/targets.h"

#define WORDS_SIZE 160

const struct entry *
touch_entry(struct app *app, const char *id)
{
	return entries_by_id(&app_session(app)->vault->payload.entries, id);
}

static void
name_targets(struct app *app, const struct targets *targets, struct buf *out)
{
	targets_name(targets, &app_session(app)->vault->payload.entries, out);
}

static bool
edit_targets(struct app *app, const struct targets *targets,
	const struct edit *edit, size_t *changed, struct err *err)
{
	const char **ids = secmem_alloc(targets->count * sizeof(*ids));
	bool ok;

	if (ids == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < targets->count; i++)
		ids[i] = targets->ids[i];
	ok = edit_accounts(app_session(app), ids, targets->count, edit,
		changed, err);
	secmem_free(ids);
	if (ok && *changed > 0)
		app_changed(app);
	return ok;
}

static void
say_changed(struct app *app, const char *what, const struct targets *targets)
{
	char key[KEY_LABEL_SIZE];
	BUF name = {0};

	name_targets(app, targets, &name);
	app_key_name(app, "undo", key);
	app_say(app, STYLE_GOOD, "%s: %s   (%s takes that back)", what,
		buf_text(&name), key);
}

enum after
touch_favorite(struct view *view)
{
	const struct targets *targets = app_targets(view);
	const struct edit edit = {.favorite = &(bool){false}};
	const struct edit all = {.favorite = &(bool){true}};
	bool have = true;
	size_t changed;
	struct err err;

	for (size_t i = 0; i < targets->count; i++) {
		const struct entry *entry = touch_entry(view->app,
			targets->ids[i]);

		have = have && (entry == NULL || entry->favorite);
	}
	if (!edit_targets(view->app, targets, have ? &edit : &all, &changed,
		    &err))
		app_say_err(view->app, &err);
	else
		say_changed(view->app, have ? "No favourite any more"
					    : "Favourite", targets);
	return AFTER_NOTHING;
}

/* Tags */

struct tags {
	char *items[ENTRY_TAGS_MAX];
	size_t len;
};

#define TAGS CLEANUP(tags_wipe) struct tags

static void
tags_wipe(struct tags *tags)
{
	while (tags->len > 0)
		str_free(&tags->items[--tags->len]);
}

/* Takes *tag over. */
static bool
tags_add(struct tags *tags, char **tag, struct err *err)
{
	if (tags->len == COUNT_OF(tags->items))
		return err_set(err, ERR_FORMAT, "must be at most %d tags",
			ENTRY_TAGS_MAX);
	tags->items[tags->len++] = *tag;
	*tag = NULL;
	return true;
}

static bool
read_tags(const char *text, struct tags *add, struct tags *remove,
	struct err *err)
{
	bool minus = false;

	for (;;) {
		STRING tag = NULL;

		if (!tag_text_next(&text, remove != NULL ? &minus : NULL,
			    &tag, err))
			return false;
		if (tag == NULL)
			return true;
		if (!tags_add(minus ? remove : add, &tag, err))
			return false;
	}
}

/* Those of the account that are not to be there any more. */
static bool
leave_out(const struct entry *entry, const struct tags *add,
	struct tags *remove, struct err *err)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		STRING tag = NULL;
		bool stays = false;

		for (size_t j = 0; j < add->len; j++)
			stays = stays ||
				strcmp(add->items[j], entry->tags[i]) == 0;
		if (stays)
			continue;
		tag = str_dup(entry->tags[i], err);
		if (tag == NULL || !tags_add(remove, &tag, err))
			return false;
	}
	return true;
}

static bool
accept_tags(struct view *asker, const char *text, struct err *err)
{
	const struct targets *targets = app_asked(asker->app);
	const struct entry *entry;
	bool one = targets->count == 1;
	TAGS add = {0}, remove = {0};
	size_t changed;
	struct edit edit = {.may_lack_tags = true};

	if (targets->count == 0)
		return true;
	entry = touch_entry(asker->app, targets->ids[0]);
	if (!read_tags(text, &add, one ? NULL : &remove, err) ||
	    (one && entry != NULL && !leave_out(entry, &add, &remove, err)))
		return false;
	edit.add_tags = (const char *const *)add.items;
	edit.add_tag_count = add.len;
	edit.remove_tags = (const char *const *)remove.items;
	edit.remove_tag_count = remove.len;
	if (!edit_targets(asker->app, targets, &edit, &changed, err))
		return false;
	if (changed > 0)
		say_changed(asker->app, "Tags set", targets);
	return true;
}

enum after
touch_tags(struct view *view)
{
	const struct targets *targets = app_targets(view);
	const struct entry *entry = touch_entry(view->app, targets->ids[0]);
	bool one = targets->count == 1;
	char title[WORDS_SIZE];
	BUF name = {0}, tags = {0};

	name_targets(view->app, targets, &name);
	snprintf(title, sizeof(title), "Tags of %s", buf_text(&name));
	if (one && entry != NULL)
		tag_text_write(entry, &tags);
	app_prompt(view->app, &(struct prompt_arg){
		.name = "Change tags",
		.title = title,
		.help = one ? "Blanks between them; \"quotes\" around one "
			      "that has blanks in it."
			    : "work gives all of them that tag, -work takes "
			      "it away.",
		.text = buf_text(&tags),
		.asker = view,
		.accept = accept_tags,
	});
	return AFTER_NOTHING;
}

/* Duplicates */

static bool
accept_name(struct view *asker, const char *text, struct err *err)
{
	const struct targets *targets = app_asked(asker->app);
	const struct entry *entry = targets->count == 1
		? touch_entry(asker->app, targets->ids[0]) : NULL;
	char id[ENTRY_ID_SIZE], key[KEY_LABEL_SIZE];
	STRING issuer = NULL;

	if (entry == NULL)
		return err_set(err, ERR_NO_MATCH, "the account is gone");
	issuer = str_dup(entry->issuer, err);
	if (issuer == NULL ||
	    !edit_duplicate(app_session(asker->app), targets->ids[0], issuer,
		    text, id, err))
		return false;
	app_changed(asker->app);
	app_select(asker->app, id);
	app_key_name(asker->app, "undo", key);
	app_say(asker->app, STYLE_GOOD, "Added the copy   (%s takes that "
		"back)", key);
	return true;
}

enum after
touch_duplicate(struct view *view)
{
	const struct entry *entry = touch_entry(view->app,
		app_targets(view)->ids[0]);
	char title[WORDS_SIZE];

	if (entry->type == ENTRY_HOTP) {
		app_say(view->app, STYLE_NORMAL, "A counter cannot be kept in "
			"two places: this account has no copy");
		return AFTER_NOTHING;
	}
	snprintf(title, sizeof(title), "Account name of the copy%s%s",
		*entry->issuer != '\0' ? " at " : "", entry->issuer);
	app_prompt(view->app, &(struct prompt_arg){
		.name = "Name of the copy",
		.title = title,
		.help = "It has the same key, tags and note. Recovery codes "
			"and earlier keys stay with the first.",
		.text = entry->account,
		.asker = view,
		.accept = accept_name,
	});
	return AFTER_NOTHING;
}
