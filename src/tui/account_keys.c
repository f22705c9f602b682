/* What can be done with accounts: one row a thing. */
#include "tui/touch.h"
#include "tui/keys.h"
#include "tui/past.h"
#include "tui/targets.h"
#include "tui/views.h"

static enum after
trash(struct view *view)
{
	app_trash(view->app, app_asked(view->app));
	return AFTER_NOTHING;
}

static enum after
act_trash(struct view *view)
{
	const struct targets *targets = app_targets(view);
	BUF question = {0};
	struct err err;

	if (app_setting(view->app, CONFIG_CONFIRM) == 0)
		return trash(view);
	buf_add_str(&question, "Move ");
	targets_name(targets,
		&app_session(view->app)->vault->payload.entries, &question);
	buf_add_str(&question, " to the trash?");
	if (!buf_ok(&question, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_confirm(view->app, &(struct confirm){
		.question = buf_text(&question),
		.yes = "move to the trash",
		.asker = view,
		.act = trash,
	});
	return AFTER_NOTHING;
}

static enum after
act_undo(struct view *view)
{
	past_undo(view->app);
	return AFTER_NOTHING;
}

/* Without any there is nothing to look at: typing them is what is meant. */
static enum after
act_recovery(struct view *view)
{
	const struct targets *targets = app_targets(view);
	const struct entry *entry = touch_entry(view->app, targets->ids[0]);
	bool none = entry != NULL && entry->recovery_count == 0;
	char id[ENTRY_ID_SIZE];

	memcpy(id, targets->ids[0], sizeof(id));
	app_push(view->app, &view_recovery, targets);
	if (none)
		app_push(view->app, &view_codes, &(struct codes_arg){
			.id = id,
		});
	return AFTER_NOTHING;
}

static enum after
act_counter(struct view *view)
{
	const struct targets *targets = app_targets(view);
	const struct entry *entry = touch_entry(view->app, targets->ids[0]);

	if (entry != NULL && entry->type == ENTRY_HOTP)
		app_push(view->app, &view_counter, targets);
	else
		app_say(view->app, STYLE_NORMAL, "Its codes go by the clock: "
			"there is no counter to set");
	return AFTER_NOTHING;
}

static const struct key_def rows[] = {
	{{'s'}, "qr", "QR", "show its QR code and text key, for another "
		"device", .opens = &view_qr, .needs = NEEDS_USABLE},
	{{'e'}, "edit", "edit", "edit its fields, or give it a new key",
		.opens = &view_edit, .needs = NEEDS_USABLE},
	{{'r'}, "recovery", "recovery", "its recovery codes: add, use, see",
		act_recovery, .needs = NEEDS_USABLE},
	{{'d', K_DELETE}, "delete", "delete", "move it to the trash",
		act_trash, .needs = NEEDS_SOME},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
	{{'f'}, "favorite", "favourite", "make it a favourite, on top of the "
		"list, or not any more", touch_favorite,
		.needs = NEEDS_SOME},
	{{'N'}, "note", "note", "its note", .opens = &view_note,
		.needs = NEEDS_USABLE},
	{{'T'}, "set-tags", "tags", "its tags; of marked ones, which to add and "
		"take away", touch_tags, .needs = NEEDS_SOME},
	{{'C'}, "counter", "counter", "put its counter in step with the "
		"service", act_counter, .needs = NEEDS_USABLE},
	{{'D'}, "duplicate", "duplicate", "the same key under another name",
		touch_duplicate, .needs = NEEDS_USABLE},
};

const struct key_table account_keys = KEY_TABLE("This account", rows);
