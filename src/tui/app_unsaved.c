/* What was typed is not lost without a question; where none can be asked, it
 * is said what was. */
#include "tui/stack.h"
#include "tui/views.h"

static const char *
unsaved_of(const struct view *view)
{
	return view->class->unsaved != NULL ? view->class->unsaved(view)
					    : NULL;
}

/* The topmost view that would lose something. */
static struct view *
find_unsaved(const struct app *app)
{
	for (size_t i = app->depth; i > 0; i--) {
		if (unsaved_of(app->stack[i - 1]) != NULL)
			return app->stack[i - 1];
	}
	return NULL;
}

const char *
app_unsaved(const struct app *app)
{
	const struct view *view = find_unsaved(app);

	return view != NULL ? unsaved_of(view) : NULL;
}

/* Done once the question is closed. */
static enum after
then_quit(struct view *asker)
{
	asker->app->dropping = AFTER_QUIT;
	return AFTER_NOTHING;
}

static enum after
then_lock(struct view *asker)
{
	asker->app->dropping = AFTER_LOCK;
	return AFTER_NOTHING;
}

static enum after
then_close(struct view *asker)
{
	(void)asker;
	return AFTER_CLOSE;
}

static const struct {
	enum after after;
	const char *yes;
	enum after (*act)(struct view *asker);
} drops[] = {
	{AFTER_CANCEL, "discard", then_close},
	{AFTER_QUIT, "discard, and quit", then_quit},
	{AFTER_LOCK, "discard, and lock", then_lock},
};

/* A key that repeats asks anew, not once more. */
static void
ask(struct app *app, const char *what, const struct confirm *how)
{
	struct confirm confirm = *how;
	char question[120];

	snprintf(question, sizeof(question), "Discard %s?", what);
	confirm.question = question;
	if (app_top(app)->class == &view_confirm)
		app_close(app, app_top(app));
	app_confirm(app, &confirm);
}

void
app_ask_discard(struct view *asker, const char *what,
	enum after (*act)(struct view *asker))
{
	ask(asker->app, what, &(struct confirm){
		.yes = "discard",
		.asker = asker,
		.act = act,
	});
}

bool
app_ask_unsaved(struct app *app, struct view *view, enum after after)
{
	struct view *loser = after == AFTER_CANCEL ? view : find_unsaved(app);
	const char *what = loser != NULL ? unsaved_of(loser) : NULL;

	if (what == NULL)
		return false;
	for (size_t i = 0; i < COUNT_OF(drops); i++) {
		if (drops[i].after != after)
			continue;
		ask(app, what, &(struct confirm){
			.yes = drops[i].yes,
			.asker = loser,
			.act = drops[i].act,
		});
		return true;
	}
	return false;
}
