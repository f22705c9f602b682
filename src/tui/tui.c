/* Opens the screen on a session, and clears up behind it. */
#include "tui/tui.h"

#include "app/rescue.h"
#include "tui/stack.h"
#include "tui/views.h"

static bool
run(struct app *app, struct err *err)
{
	const char *path = app->session->vault_path;

	app->start = !vault_exists(path) ? &view_create
		: app->damage.kind != ERR_NONE ? &view_reopen : &view_unlock;
	if (app->session->vault != NULL) {
		app->start = &view_list;
		app_changed(app);
	}
	app->last_key = app_uptime();
	app_settle(app, app_top(app), AFTER_NOTHING);
	if (!app_loop(app, err))
		return false;
	if (app->err.kind == ERR_NONE)
		return true;
	*err = app->err;
	return false;
}

/* Asked for before the screen begins, as a command may want the terminal. */
static bool
known_passphrase(struct session *session, struct secret *out, struct err *err)
{
	bool found;

	if (!rescue_wants_passphrase(session))
		return session_unlock(session, err);
	if (session_unlock_kept(session) || !vault_exists(session->vault_path))
		return true;
	return session_known_passphrase(session, &found, out, err);
}

/* What can be done with a damaged vault is shown on the screen. */
static bool
open_without_screen(struct app *app, struct err *err)
{
	struct session *session = app->session;
	enum session_naming naming = session->naming;
	bool ok;

	session->naming = SESSION_NAME_NOTHING;
	ok = known_passphrase(session, &app->known, err);
	session->naming = naming;
	if (!ok && err->kind == ERR_DAMAGED)
		app->damage = *err;
	return ok || err->kind == ERR_DAMAGED;
}

static void
say_stand_in(struct app *app)
{
	const char *type = term_taken_for(app->term);

	if (type != NULL && app->message[0] == '\0')
		app_say(app, STYLE_DIM, "TERM \"%.40s\" is not known here: "
			"taken for %s", getenv("TERM"), type);
}

bool
tui_run(struct session *session, struct err *err)
{
	struct app app = {.session = session, .job.fd = -1};
	enum session_naming naming = session->naming;
	bool quiet = session->options.quiet;
	bool ok;

	if (!open_without_screen(&app, err) || !wake_open(&app.wake, err))
		return false;
	/* Nothing but the screen writes to the terminal from here on. */
	session->options.quiet = true;
	session->naming = SESSION_NAME_NOTHING; /* there is a screen for it */
	app.term = term_open(session->options.no_color, err);
	ok = app.term != NULL && app_load_config(&app, err);
	if (ok)
		say_stand_in(&app);
	ok = ok && run(&app, err);
	/* A derivation cannot be stopped, and owns the secret memory: the
	 * system takes both with the process. Nothing is half written. */
	if (app_busy(&app)) {
		term_suspend(app.term);
		_exit(err_status(err));
	}
	term_close(app.term);
	while (app.depth > 0)
		app_close(&app, app_top(&app));
	secret_wipe(&app.known);
	app_save_order(&app);
	order_wipe(&app.order);
	session_lock(session);
	session->options.quiet = quiet;
	session->naming = naming;
	wake_close(&app.wake);
	return ok;
}
