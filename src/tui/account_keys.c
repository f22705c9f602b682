/* What can be done with accounts: one row a thing. */
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/past.h"
#include "tui/views.h"

static enum after
trash(struct view *view)
{
	app_trash(view->app, app_targets(view));
	return AFTER_NOTHING;
}

static enum after
act_trash(struct view *view)
{
	const struct targets *targets = app_targets(view);
	char question[80];

	if (app_setting(view->app, CONFIG_CONFIRM) == 0)
		return trash(view);
	snprintf(question, sizeof(question), "Move %s to the trash?",
		targets->count == 1 ? "this account" : "these accounts");
	app_confirm(view->app, &(struct confirm){
		.question = question,
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

static const struct key_def rows[] = {
	{{'s'}, "qr", "QR", "show its QR code and text key, for another "
		"device", .opens = &view_qr, .needs = NEEDS_USABLE},
	{{'d', K_DELETE}, "delete", "delete", "move it to the trash",
		act_trash, .needs = NEEDS_SOME},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
};

const struct key_table account_keys = KEY_TABLE("This account", rows);
