/*
 * The vault is damaged or gone: what is good can take its place, as otp restore
 * does it. The first row is what is left of the damaged file, if there is one,
 * the others are its revisions.
 */
#include "tui/keys.h"
#include "tui/past.h"
#include "tui/rescue_form.h"
#include "tui/views.h"
#include "tui/when.h"

static struct rescue_view *
self(struct view *view)
{
	return (struct rescue_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static bool
find_good(struct rescue_view *state, struct err *err)
{
	struct session *session = app_session(state->view.app);
	const struct secret *key = session->damaged_key.bytes != NULL
		? &session->damaged_key : NULL;
	const struct history_item *good;

	if (!history_list(session->vault_path, key, &state->history, err))
		return false;
	good = history_newest_good(&state->history, key);
	state->newest = good != NULL ? (size_t)(good - state->history.items)
				     : state->history.len;
	state->first = vault_is_missing(session->vault_path) ? 0 : 1;
	state->counted = rescue_count(session, &state->accounts);
	if (state->history.len > 0 || state->counted)
		return true;
	return err_set(err, ERR_DAMAGED, "There is no earlier revision, and "
		"nothing of it can be read");
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	const struct rescue_arg *given = arg;
	struct rescue_view *state = self(view);

	err_format(given->err, state->problem, sizeof(state->problem));
	state->passphrase = secret_move(given->passphrase);
	if (!find_good(state, err))
		return false;
	if (state->newest < state->history.len)
		state->menu.cursor = state->newest + state->first;
	return true;
}

/* In a thread */

static const struct secret *
passphrase_of(const struct rescue_view *state)
{
	return state->other.len > 0 ? &state->other : &state->passphrase;
}

static bool
give_passphrase(void *arg, const char *source, struct secret *out,
	struct err *err)
{
	const struct secret *given = passphrase_of(arg);

	(void)source;
	if (given->len == 0)
		return err_set(err, ERR_LOCKED, "has a passphrase: \"otp "
			"restore\" asks for it");
	return secret_set(out, given->bytes, given->len, err);
}

static bool
save_with(struct rescue_view *state, const struct secret *typed,
	struct err *err)
{
	struct session *session = app_session(state->view.app);
	struct foreign foreign = {
		.passphrase = give_passphrase,
		.arg = state,
		.typed = typed,
	};
	bool good;

	rescue_wipe(&state->done);
	good = state->salvages
		? rescue_salvage(session, &foreign, &state->done, err)
		: rescue_restore(session, &foreign,
			state->history.items[state->menu.cursor -
				state->first].label,
			&state->done, err);
	secret_wipe(&foreign.key);
	return good;
}

/* With the vault's own passphrase first: who has typed another for a revision
 * does not want that back, too. */
static bool
save(struct rescue_view *state, struct err *err)
{
	return save_with(state, &state->passphrase, err) ||
		(err->kind == ERR_LOCKED && state->other.len > 0 &&
			save_with(state, &state->other, err));
}

/* The vault has its own passphrase, or that of the revision if the beginning
 * of its file is damaged. */
static bool
unlock(struct rescue_view *state, struct err *err)
{
	struct session *session = app_session(state->view.app);

	if (!rescue_wants_passphrase(session))
		return session_unlock(session, err);
	return session_unlock_with(session, &state->passphrase, err) ||
		(err->kind == ERR_LOCKED && state->other.len > 0 &&
			session_unlock_with(session, &state->other, err));
}

static bool
run(void *arg, struct err *err)
{
	struct rescue_view *state = arg;

	state->saved = save(state, err);
	return state->saved && unlock(state, err);
}

/* Whose passphrase or recipients it has now, unless it kept its own. */
static void
tell_header(const struct rescue *done, char *out, size_t size)
{
	const char *what = done->for_recipients ? "recipients" : "passphrase";

	*out = '\0';
	if (done->header_label == NULL)
		return;
	if (done->label != NULL && strcmp(done->label,
			done->header_label) == 0)
		snprintf(out, size, ", with its %s", what);
	else
		snprintf(out, size, ", with the %s of revision %s", what,
			done->header_label);
}

/* What became of it, for the foot of the next screen. */
static void
say_done(const struct rescue_view *state)
{
	const char *path = state->done.aside;
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;
	const char *aside = slash != NULL ? slash + 1 : path;
	struct app *app = state->view.app;
	char header[160];

	tell_header(&state->done, header, sizeof(header));
	if (aside == NULL)
		app_say(app, STYLE_GOOD, "Revision %s is back%s",
			state->done.label, header);
	else if (state->salvages)
		app_say(app, STYLE_GOOD, "Accounts read: %zu. The damaged "
			"file: %s", state->done.accounts, aside);
	else
		app_say(app, STYLE_GOOD, "Revision %s is back%s. The damaged "
			"file: %s", state->done.label, header,
			aside);
}

static enum after
start(struct view *view)
{
	app_run(view->app, run, self(view));
	return AFTER_NOTHING;
}

static bool
accept_passphrase(struct view *view, const char *text, struct err *err)
{
	if (!past_take_passphrase(text, &self(view)->other, err))
		return false;
	start(view);
	return true;
}

/* Once: what was typed for it and is wrong is told. */
static bool
ask_passphrase(struct rescue_view *state, const struct err *err)
{
	struct session *session = app_session(state->view.app);

	if (err->kind != ERR_LOCKED || state->salvages ||
	    state->other.len > 0 || !rescue_wants_passphrase(session))
		return false;
	past_ask_passphrase(&state->view,
		state->history.items[state->menu.cursor - state->first].label,
		session->damaged_key.bytes != NULL, accept_passphrase);
	return true;
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct rescue_view *state = self(view);

	if (state->saved) {
		say_done(state);
		app_changed(view->app);
		/* It may have the passphrase of an earlier time. */
		app_start(view->app, ok ? &view_list
			: rescue_wants_passphrase(app_session(view->app))
				? &view_unlock : &view_reopen);
	} else if (!ask_passphrase(state, err)) {
		err_format(err, state->problem, sizeof(state->problem));
		if (rescue_intro_rows(view->height) == 0)
			app_say_err(view->app, err);
	}
	return AFTER_NOTHING;
}

static bool
update(struct view *view, struct err *err)
{
	int above = rescue_intro_rows(view->height);

	(void)err;
	menu_fit(&self(view)->menu, self(view)->history.len +
		self(view)->first, above, view->height - above);
	return true;
}

/* Actions */

static enum after
act_restore(struct view *view)
{
	struct rescue_view *state = self(view);
	char question[240] = "Make what can be read of the damaged file the "
		"vault, together with the newest good revision if there is "
		"one?";
	char saved[WHEN_SIZE];

	secret_wipe(&state->other);
	state->salvages = state->menu.cursor < state->first;
	if (!state->salvages) {
		const struct history_item *item =
			&state->history.items[state->menu.cursor -
				state->first];

		when_write(item->saved, saved);
		snprintf(question, sizeof(question), "Make revision %.60s of "
			"%s the vault?", item->label, saved);
	}
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "restore it",
		.asker = view,
		.act = start,
	});
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	struct rescue_view *state = self(view);

	secret_wipe(&state->passphrase);
	secret_wipe(&state->other);
	history_wipe(&state->history);
	rescue_wipe(&state->done);
	if (app_session(view->app)->vault == NULL)
		session_lock(app_session(view->app)); /* the key it found */
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'r'}, "restore", "restore", "make this the vault, after a "
		"question", act_restore},
	{{K_ESC}, "back", "back", "back to unlocking", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Damaged vault", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_rescue = {
	.title = "Damaged vault",
	.size = sizeof(struct rescue_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = rescue_draw,
	.tell = rescue_tell,
	.on_job = on_job,
	.menu = menu,
	.close = close_view,
};
