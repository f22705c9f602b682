/* Locked, where no passphrase but an identity opens the vault again. */
#include "base/secret.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/views.h"

#define BOX_WIDTH 60

struct reopen_view {
	struct view view;
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static bool
reopen(void *arg, struct err *err)
{
	const struct view *view = arg;

	return session_unlock(app_session(view->app), err);
}

/* What the rescue can do is shown on top of what is wrong. */
static void
tell(struct reopen_view *state, const struct err *err)
{
	SECRET none = {0};

	err_format(err, state->problem, sizeof(state->problem));
	if (err->kind == ERR_DAMAGED)
		app_push(state->view.app, &view_rescue, &(struct rescue_arg){
			.err = err,
			.passphrase = &none,
		});
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct err damage;

	(void)arg;
	(void)err;
	if (app_known_damage(view->app, &damage))
		tell((struct reopen_view *)view, &damage);
	return true;
}

static enum after
act_reopen(struct view *view)
{
	((struct reopen_view *)view)->problem[0] = '\0';
	app_run(view->app, reopen, view);
	return AFTER_NOTHING;
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct reopen_view *state = (struct reopen_view *)view;

	if (ok) {
		app_changed(view->app);
		app_start(view->app, &view_list);
	} else {
		tell(state, err);
	}
	return AFTER_NOTHING;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct reopen_view *state = (const struct reopen_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int y = canvas->height > 10 ? canvas->height / 2 - 4 : 0;

	canvas_text_end(canvas, y, x, width, STYLE_NORMAL,
		app_session(view->app)->vault_path);
	y += canvas->height > 4 ? 2 : 1;
	if (state->problem[0] == '\0')
		canvas_wrap(canvas, y, x, width, STYLE_DIM,
			"Enter opens it with the identity file.");
	else
		canvas_wrap(canvas, y, x, width, STYLE_BAD, state->problem);
}

static void
tell_all(const struct view *view, struct buf *out)
{
	const struct reopen_view *state = (const struct reopen_view *)view;

	buf_addf(out, "%s\n%s", app_session(view->app)->vault_path,
		state->problem);
}

static const struct key_def rows[] = {
	{{K_ENTER}, "unlock", "unlock", "open the vault with the identity file",
		act_reopen},
};

static const struct key_table keys = KEY_TABLE("Unlocking", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_reopen = {
	.title = "Locked",
	.size = sizeof(struct reopen_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell_all,
	.on_job = on_job,
};
