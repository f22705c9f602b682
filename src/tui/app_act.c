/* What the row of a key says, for the accounts that it is about. */
#include "tui/stack.h"

const struct targets *
app_targets(struct view *view)
{
	struct targets *targets = &view->app->targets;

	targets->count = 0;
	app_catch_up(view->app, view);
	if (view->class->targets != NULL)
		view->class->targets(view, targets);
	return targets;
}

const struct targets *
app_asked(const struct app *app)
{
	return &app->targets;
}

/* Says what is missing. */
static bool
has_needed(struct app *app, struct view *view, enum needs needs)
{
	const struct targets *targets;
	const struct entry *entry;

	if (needs == NEEDS_NOTHING)
		return true;
	targets = app_targets(view);
	entry = targets->count > 0 && app->session->vault != NULL
		? entries_by_id(&app->session->vault->payload.entries,
			targets->ids[0]) : NULL;
	if (entry == NULL) {
		app_say(app, STYLE_DIM, "No account is selected");
	} else if (needs != NEEDS_SOME && targets->count > 1) {
		app_say(app, STYLE_DIM, "That is for one account, and %zu "
			"are marked", targets->count);
	} else if (needs == NEEDS_USABLE && entry_is_broken(entry)) {
		app_say(app, STYLE_DIM, "This line of the vault is broken");
	} else {
		return true;
	}
	return false;
}

void
app_act(struct app *app, struct view *view, const struct key_def *row)
{
	if (!has_needed(app, view, row->needs))
		return;
	if (row->opens != NULL)
		app_push(app, row->opens, row->needs == NEEDS_NOTHING
			? NULL : app_targets(view));
	else
		app_settle(app, view, row->act(view));
}
