/*
 * Keys go to the top view's table, then to the line that is being typed, then
 * to the common table.
 */
#include "base/utf8.h"
#include "tui/frame.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/stack.h"

static struct line *
typed_line(struct view *view)
{
	return view->class->line != NULL ? view->class->line(view) : NULL;
}

static void
type(struct view *view, struct line *line, const char *text, size_t len)
{
	line_insert(line, text, len);
	if (view->class->on_change != NULL)
		view->class->on_change(view);
}

static void
paste(struct app *app)
{
	struct view *view = app_top(app);
	struct line *line = typed_line(view);
	size_t len;
	const char *text = term_paste(app->term, &len);

	if (view->class->on_paste == NULL ||
	    !view->class->on_paste(view, text, len)) {
		if (line != NULL)
			type(view, line, text, len);
	}
	term_paste_wipe(app->term);
	app_settle(app, app_top(app), AFTER_NOTHING);
}

void
app_dispatch(struct app *app, uint32_t key)
{
	struct view *view = app_top(app);
	struct line *line;
	const struct keymap *map = &app->keymap;
	const struct key_def *row = keymap_find(map, view->keys, key);
	bool text = key >= ' ' && key < K_UP && key != K_BACKSPACE;

	app_catch_up(app, view);
	if (app_busy(app))
		return;
	line = typed_line(view);
	if (row == NULL && line != NULL && text) {
		char bytes[4];
		size_t len = utf8_encode(key, bytes);

		type(view, line, bytes, len);
		explicit_bzero(bytes, sizeof(bytes));
		return;
	}
	if (row == NULL && line != NULL)
		row = keymap_find(map, &line_keys, key);
	if (row == NULL && !(text && view->keys->form))
		row = keymap_find(map, &app_keys, key);
	if (row != NULL) {
		app_act(app, view, row);
	} else if ((key & K_ALT) != 0) {
		/* Esc, and a key soon after it. */
		app_dispatch(app, K_ESC);
		if (!app->quit)
			app_dispatch(app, key & ~(uint32_t)K_ALT);
	}
}

/* What is no key. True if it was taken. */
static bool
take_event(struct app *app, uint32_t key)
{
	if (key == K_FOCUS_IN || key == K_FOCUS_OUT) {
		app->unfocused = key == K_FOCUS_OUT;
		return true;
	}
	return false;
}

/* Nothing but what tells a job to end: what it works on is its own. */
static void
take_busy_key(struct app *app, uint32_t key)
{
	struct view *view = app_top(app);
	const struct key_table *keys = view->class->busy_keys;
	const struct key_def *row = keys != NULL
		? keymap_find(&app->keymap, keys, key) : NULL;

	if (row != NULL)
		row->act(view);
}

static void
read_keys(struct app *app, bool usable)
{
	uint32_t key;

	while (!app->quit && (key = term_key(app->term)) != K_NONE) {
		if (take_event(app, key))
			continue;
		app->last_key = app_uptime();
		if (key == K_CTRL('c') && (app_busy(app) || !usable)) {
			app_stop(app, "interrupted");
			return;
		}
		if (app_busy(app) || !usable) {
			if (usable)
				take_busy_key(app, key);
			term_paste_wipe(app->term);
			continue;
		}
		app->message[0] = '\0';
		if (app->kept_seen)
			app->kept[0] = '\0';
		app_catch_up(app, app_top(app));
		if (app_busy(app))
			continue;
		if (key == K_MOUSE) {
			app_take_mouse(app);
		} else if (key == K_PASTE) {
			paste(app);
		} else {
			app_dispatch(app, key);
		}
	}
}

/* Takes in what others wrote. */
static void
look_at_vault(struct app *app)
{
	struct vault *vault = app->session->vault;
	struct err err;

	if (vault == NULL || !vault_is_stale(vault)) {
		app->stale_told = false;
		return;
	}
	if (vault_reload(vault, &err)) {
		app_changed(app);
	} else if (err.kind == ERR_LOCKED) {
		app_lock(app, "Its key was changed elsewhere");
		app_settle(app, app_top(app), AFTER_NOTHING);
	} else if (!app->stale_told) {
		app->stale_told = true;
		app_say_err(app, &err);
	}
}

static void
lock_idle(struct app *app, int minutes)
{
	char why[60];

	snprintf(why, sizeof(why), "Locked after %d minute%s without a key",
		minutes, minutes == 1 ? "" : "s");
	app_lock(app, why);
}

static void
tick(struct app *app)
{
	int minutes = app_setting(app, CONFIG_LOCK_MINUTES);

	if (app_busy(app) || app_is_locked(app))
		return;
	if (minutes > 0 &&
	    app_uptime() - app->last_key >= minutes * INT64_C(60)) {
		lock_idle(app, minutes);
		app_settle(app, app_top(app), AFTER_NOTHING);
		return;
	}
	look_at_vault(app);
	app_save_order(app);
}

static void
end_job(struct app *app)
{
	struct view *view = app_top(app);

	job_finish(&app->job);
	app->last_key = app_uptime();
	if (view->class->on_job != NULL)
		app_settle(app, view, view->class->on_job(view, app->job.ok,
			&app->job.err));
}

/* The session is the job's from here to end_job(). */
static bool
start_job(struct app *app)
{
	struct view *view = app_top(app);
	struct err err;

	app->was_locked = app_is_locked(app);
	if (!app->job.wanted ||
	    job_start(&app->job, app->job.run, app->job.arg, &err))
		return true;
	if (view->class->on_job != NULL)
		app_settle(app, view, view->class->on_job(view, false, &err));
	return false;
}

static void
take_signals(struct app *app, const int *signals)
{
	for (; *signals != 0; signals++) {
		if (*signals == SIGWINCH)
			term_resize(app->term);
		else if (*signals == SIGCONT)
			term_redraw(app->term);
		else if (*signals == SIGTSTP && !app_busy(app))
			app_settle(app, app_top(app), AFTER_SUSPEND);
		else if (*signals != SIGTSTP)
			app_stop(app, strsignal(*signals));
	}
}

static void
show_too_small(const struct canvas *screen)
{
	int y = (screen->height - 1) / 2;

	canvas_textf(screen, y, 0, screen->width, STYLE_NORMAL,
		"too small: %dx%d", screen->width, screen->height);
	canvas_textf(screen, y + 1, 0, screen->width, STYLE_NORMAL,
		"needs %dx%d", APP_WIDTH_MIN, APP_HEIGHT_MIN);
}

static void
choose_message(struct app *app, struct frame *frame)
{
	if (app->message[0] != '\0') {
		frame->message = app->message;
		frame->message_style = app->message_style;
	} else if (app->kept[0] != '\0') {
		frame->message = app->kept;
		frame->message_style = app->kept_style;
		app->kept_seen = !app_is_locked(app);
		frame->brief = app_is_locked(app);
	} else {
		frame->message = app->hint;
		frame->message_style = app->hint_style;
		frame->brief = true;
	}
}

/* Returns whether there is room to work. */
static bool
show(struct app *app)
{
	struct canvas screen = canvas_begin(app->term), part;
	struct view *view = app_top(app);
	struct frame frame;
	struct err err;

	if (screen.width < APP_WIDTH_MIN || screen.height < APP_HEIGHT_MIN) {
		show_too_small(&screen);
		term_show(app->term);
		return false;
	}
	frame_room(view, &screen, &view->height, &view->width);
	app->hint[0] = '\0';
	app_notice(app);
	if (!app_busy(app) && view->class->update != NULL &&
	    !view->class->update(view, &err))
		app_say_err(app, &err);
	frame = (struct frame){
		.view = view,
		.busy = app_busy(app) ? view->class->busy_keys : NULL,
		.typing = typed_line(view) != NULL || view->keys->form,
	};
	choose_message(app, &frame);
	part = frame_draw(&frame, &screen);
	app->origin = part.y;
	if (view->class->draw != NULL)
		view->class->draw(view, &part);
	frame_draw_message(&frame, &screen);
	term_show(app->term);
	return true;
}

bool
app_loop(struct app *app, struct err *err)
{
	struct wake_event event;
	bool usable;

	while (!app->quit) {
		usable = show(app);
		if (!start_job(app))
			continue;
		if (!wake_wait(&app->wake, term_fd(app->term),
			    app_busy(app) ? app->job.fd : -1,
			    !app_is_locked(app), &event, err))
			return false;
		take_signals(app, event.signals);
		if (event.job && !app->quit)
			end_job(app);
		if (event.key && !app->quit)
			read_keys(app, usable);
		if (event.gone)
			app_stop(app, "the terminal is gone");
		if (event.tick && !app->quit)
			tick(app);
	}
	return true;
}
