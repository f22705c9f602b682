/*
 * What an action wants done with the stack is done after it returned, so that
 * no view is freed while its code runs.
 */
#include "tui/app.h"

#include "base/secmem.h"
#include "tui/stack.h"
#include "tui/views.h"

struct view *
app_top(const struct app *app)
{
	return app->depth > 0 ? app->stack[app->depth - 1] : NULL;
}

struct session *
app_session(struct app *app)
{
	return app->session;
}

int64_t
app_now(const struct app *app)
{
	return clock_now(&app->session->clock);
}

bool
app_ascii(const struct app *app)
{
	return term_ascii(app->term);
}

uint64_t
app_generation(const struct app *app)
{
	return app->generation;
}

void
app_changed(struct app *app)
{
	app->generation++;
}

void
app_select(struct app *app, const char *id)
{
	snprintf(app->selected, sizeof(app->selected), "%s", id);
}

const char *
app_selected(const struct app *app)
{
	return app->selected;
}

void
app_close(struct app *app, struct view *view)
{
	size_t at = app->depth;

	while (at > 0 && app->stack[at - 1] != view)
		at--;
	if (at == 0)
		return;
	if (app->job.arg == view)
		app->job.wanted = false;
	for (app->depth--; at <= app->depth; at++)
		app->stack[at - 1] = app->stack[at];
	if (view->class->close != NULL)
		view->class->close(view);
	explicit_bzero(view, view->class->size);
	secmem_free(view);
}

static void
close_all(struct app *app)
{
	while (app->depth > 0)
		app_close(app, app_top(app));
}

static bool
push(struct app *app, const struct view_class *class, const void *arg,
	struct err *err)
{
	struct view *view;

	if (app->depth == APP_DEPTH_MAX)
		return err_set(err, ERR_REFUSED, "too many screens are open");
	view = secmem_alloc(class->size);
	if (view == NULL)
		return err_nomem(err);
	memset(view, 0, class->size);
	view->class = class;
	view->title = class->title;
	view->app = app;
	view->keys = class->tables[0];
	app->stack[app->depth++] = view;
	if (class->open == NULL || class->open(view, arg, err))
		return true;
	app_close(app, view);
	return false;
}

void
app_push(struct app *app, const struct view_class *class, const void *arg)
{
	struct err err;

	if (!push(app, class, arg, &err))
		app_say_err(app, &err);
}

void
app_confirm(struct app *app, const struct confirm *confirm)
{
	app_push(app, &view_confirm, confirm);
}

void
app_prompt(struct app *app, const struct prompt_arg *prompt)
{
	app_push(app, &view_prompt, prompt);
}

void
app_notice(struct app *app)
{
	const struct vault *vault;

	/* A job may be changing it. */
	if (app->job.running)
		return;
	vault = app->session->vault;
	if (vault == NULL || vault->taken == app->taken)
		return;
	app->taken = vault->taken;
	app_changed(app);
}

void
app_catch_up(struct app *app, struct view *view)
{
	struct err err;

	app_notice(app);
	if (view->generation != app->generation &&
	    view->class->update != NULL && !view->class->update(view, &err))
		app_say_err(app, &err);
}

void
app_start(struct app *app, const struct view_class *class)
{
	app->start = class;
}

void
app_lock(struct app *app, const char *why)
{
	const struct vault *vault = app->session->vault;
	bool typed = vault == NULL ||
		age_header_has(&vault->header, AGE_SCRYPT_TYPE);
	const char *unsaved = app_unsaved(app);

	if (unsaved != NULL)
		app_keep(app, STYLE_SOON, "%s. Not saved, and gone: %s", why,
			unsaved);
	close_all(app);
	app_set_tag(app, "");
	session_lock(app->session);
	app_changed(app);
	app->start = typed ? &view_unlock : &view_reopen;
	if (unsaved != NULL)
		app->message[0] = '\0';
	else
		app_say(app, STYLE_DIM, "%s", why);
	term_redraw(app->term);
}

void
app_run(struct app *app, app_job_fn *run, void *arg)
{
	app->job = (struct job){
		.run = run,
		.arg = arg,
		.wanted = true,
		.fd = -1,
	};
}

struct secret
app_known_passphrase(struct app *app)
{
	return secret_move(&app->known);
}

bool
app_known_damage(struct app *app, struct err *out)
{
	*out = app->damage;
	app->damage = (struct err){0};
	return out->kind != ERR_NONE;
}

bool
app_busy(const struct app *app)
{
	return app->job.wanted || app->job.running;
}

int64_t
app_uptime(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec;
}

bool
app_is_locked(const struct app *app)
{
	/* A job may be unlocking it. */
	return app->job.running ? app->was_locked
				: app->session->vault == NULL;
}

void
app_stop(struct app *app, const char *why)
{
	if (!app->quit)
		err_set(&app->err, ERR_INTERRUPTED, "%s", why);
	app->quit = true;
}

/* The user means the vault, not the screen: "otp get" asks again, too. What
 * the clock or Ctrl-Z locks leaves "otp unlock" its time. */
static void
lock_all(struct app *app)
{
	struct err ignored;
	bool was_there;

	if (!session_forget_key(app->session, &was_there, &ignored))
		was_there = false; /* without a keyring, nothing is in it */
	app_lock(app, was_there ? "Locked, and \"otp unlock\" is taken back"
				: "Locked");
}

static void
suspend(struct app *app)
{
	if (!app_is_locked(app))
		app_lock(app, "Locked when it was suspended");
	term_suspend(app->term);
	wake_stop_here(&app->wake);
	term_resume(app->term);
	app->last_key = app_uptime();
}

static void
open_help(struct app *app)
{
	const struct view *view = app_top(app);

	if (view->class != &view_help)
		app_push(app, &view_help, view);
}

void
app_settle(struct app *app, struct view *view, enum after after)
{
	struct err err;

	if (app_ask_unsaved(app, view, after))
		return;
	if (app->dropping != AFTER_NOTHING && after == AFTER_CLOSE) {
		app_close(app, view);
		after = app->dropping;
		app->dropping = AFTER_NOTHING;
		if (after == AFTER_LOCK)
			close_all(app);
	}
	if (after == AFTER_CLOSE || after == AFTER_CANCEL)
		app_close(app, view);
	else if (after == AFTER_QUIT)
		app->quit = true;
	else if (after == AFTER_INTERRUPT)
		app_stop(app, "interrupted");
	else if (after == AFTER_LOCK && !app_is_locked(app))
		lock_all(app);
	else if (after == AFTER_SUSPEND)
		suspend(app);
	else if (after == AFTER_REDRAW)
		term_redraw(app->term);
	else if (after == AFTER_HELP)
		open_help(app);
	if (app->start != NULL) {
		const struct view_class *class = app->start;

		app->start = NULL;
		close_all(app);
		if (!push(app, class, NULL, &err)) {
			app->err = err;
			app->quit = true;
		}
	}
	if (app->depth == 0)
		app->quit = true;
}
