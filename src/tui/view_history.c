/*
 * The revisions of the vault and what changed in each. Reading them may take a
 * while, as every one is decrypted: that is done beside the screen, and the
 * lines that were there stay until it is.
 */
#include "app/rewind.h"
#include "tui/app.h"
#include "tui/history_log.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/past.h"
#include "tui/views.h"
#include "tui/when.h"

struct history_view {
	struct view view;
	struct menu menu;
	struct history_log log, coming; /* shown; being read */
	char label[40];           /* of the one to go back to */
	struct secret passphrase; /* of that one, if it has another */
	struct history_changes changes;
	size_t unread;            /* of struct foreign */
	bool restores;            /* is what the job does */
};

static struct history_view *
self(struct view *view)
{
	return (struct history_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

/* Reading, in a thread */

static bool
read_lines(void *arg, struct err *err)
{
	struct history_view *history = arg;

	return history_log_read(&history->coming,
		app_session(history->view.app), err);
}

static bool
give_passphrase(void *arg, const char *source, struct secret *out,
	struct err *err)
{
	const struct history_view *history = arg;

	(void)source;
	if (history->passphrase.len == 0)
		return err_set(err, ERR_LOCKED, "has another passphrase");
	return secret_set(out, history->passphrase.bytes,
		history->passphrase.len, err);
}

static bool
restore(void *arg, struct err *err)
{
	struct history_view *history = arg;
	struct foreign foreign = {
		.passphrase = give_passphrase,
		.arg = history,
	};
	bool done;

	history_changes_wipe(&history->changes);
	done = rewind_restore(app_session(history->view.app), &foreign,
		history->label, &history->changes, err);
	secret_wipe(&foreign.key);
	history->unread = foreign.unread;
	return done;
}

static bool
update(struct view *view, struct err *err)
{
	struct history_view *history = self(view);

	(void)err;
	if (view->generation != app_generation(view->app)) {
		view->generation = app_generation(view->app);
		history->restores = false;
		app_run(view->app, read_lines, history);
	}
	history_log_fit(&history->log, &history->menu, view->height);
	return true;
}

static void
say_restored(const struct history_view *history)
{
	struct app *app = history->view.app;
	char key[KEY_LABEL_SIZE];

	app_key_name(app, "undo", key);
	if (history->changes.len == 0)
		app_say(app, STYLE_DIM, "The vault is in that state already");
	else if (history->unread > 0)
		app_say(app, STYLE_BAD, "Revision %s is back. Later ones "
			"cannot be opened: %zu; a counter may be behind what "
			"they know", history->label, history->unread);
	else
		app_say(app, STYLE_GOOD, "Revision %s is back   (%s takes "
			"that back)", history->label, key);
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct history_view *history = self(view);

	secret_wipe(&history->passphrase);
	if (!ok && history->restores && err->kind == ERR_LOCKED)
		app_say(view->app, STYLE_BAD, "Wrong passphrase: revision %s "
			"was made with an earlier one", history->label);
	else if (!ok)
		app_say_err(view->app, err);
	else if (history->restores) {
		app_changed(view->app);
		say_restored(history);
		history->menu.cursor = 0;
	} else {
		history_log_wipe(&history->log);
		history->log = history->coming;
		history->coming = (struct history_log){0};
	}
	return AFTER_NOTHING;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct history_view *history = (const struct history_view *)view;

	history_log_draw(&history->log, &history->menu, canvas);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct history_view *history = (const struct history_view *)view;

	if (history->menu.cursor < history->log.len)
		history_log_tell(&history->log.items[history->menu.cursor],
			out);
}

/* Actions */

static enum after
start_restore(struct view *view)
{
	self(view)->restores = true;
	app_run(view->app, restore, self(view));
	return AFTER_NOTHING;
}

static bool
accept_passphrase(struct view *view, const char *text, struct err *err)
{
	if (!past_take_passphrase(text, &self(view)->passphrase, err))
		return false;
	start_restore(view);
	return true;
}

static void
ask(struct view *view, const struct history_line *line)
{
	char question[320], saved[WHEN_SIZE];

	when_write(line->saved, saved);
	snprintf(question, sizeof(question), "Go back to revision %s of %s? "
		"That becomes a new revision, so that none is lost. Counters "
		"do not go back, and used recovery codes stay used.",
		line->label, saved);
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "go back to it",
		.asker = view,
		.act = start_restore,
	});
}

static enum after
act_restore(struct view *view)
{
	struct history_view *history = self(view);
	const struct history_line *line;

	if (history->menu.cursor >= history->log.len)
		return AFTER_NOTHING;
	line = &history->log.items[history->menu.cursor];
	snprintf(history->label, sizeof(history->label), "%s", line->label);
	if (line->current)
		app_say(view->app, STYLE_DIM, "That is the present state");
	else if (line->state == HISTORY_DAMAGED)
		app_say(view->app, STYLE_BAD, "Revision %s is damaged",
			line->label);
	else if (line->state == HISTORY_OTHER_KEY)
		past_ask_passphrase(view, line->label, true,
			accept_passphrase);
	else
		ask(view, line);
	return AFTER_NOTHING;
}

static enum after
act_undo(struct view *view)
{
	past_undo(view->app);
	self(view)->menu.cursor = 0;
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	struct history_view *history = self(view);

	history_log_wipe(&history->log);
	history_log_wipe(&history->coming);
	history_changes_wipe(&history->changes);
	secret_wipe(&history->passphrase);
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'r'}, "restore", "go back to it", "make the state after this "
		"change the present one", act_restore},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("History", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_history = {
	.title = "History",
	.size = sizeof(struct history_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.tell = tell,
	.on_job = on_job,
	.menu = menu,
	.close = close_view,
};
