/* Asks for the passphrase; the derivation runs beside the screen. */
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/views.h"
#include "vault/history.h"

#define BOX_WIDTH 60
#define LABEL_WIDTH 12

struct unlock_view {
	struct view view;
	struct line line;
	struct secret passphrase; /* while deriving */
	bool typed;               /* it did not come from elsewhere */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct unlock_view *
self(struct view *view)
{
	return (struct unlock_view *)view;
}

static bool
derive(void *arg, struct err *err)
{
	struct unlock_view *unlock = arg;

	return session_unlock_with(app_session(unlock->view.app),
		&unlock->passphrase, err);
}

static enum after
act_unlock(struct view *view)
{
	struct unlock_view *unlock = self(view);
	struct err err;

	if (line_is_empty(&unlock->line))
		return AFTER_NOTHING;
	unlock->problem[0] = '\0';
	unlock->typed = true;
	secret_wipe(&unlock->passphrase);
	if (!secret_set(&unlock->passphrase, line_text(&unlock->line),
		    unlock->line.text.len, &err)) {
		app_say_err(view->app, &err);
		return AFTER_NOTHING;
	}
	app_run(view->app, derive, unlock);
	return AFTER_NOTHING;
}

/* The vault may be damaged, but not its revisions. */
static void
tell(struct unlock_view *unlock, const struct err *err)
{
	HISTORY history = {0};
	struct err ignored;
	size_t len;

	err_format(err, unlock->problem, sizeof(unlock->problem));
	len = strlen(unlock->problem);
	if (err->kind == ERR_DAMAGED && history_list(
		    app_session(unlock->view.app)->vault_path, NULL, &history,
		    &ignored) && history.len > 0)
		snprintf(unlock->problem + len, sizeof(unlock->problem) - len,
			". Type the passphrase to see what can be restored.");
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct unlock_view *unlock = self(view);
	bool wants;

	(void)arg;
	unlock->line.hidden = true;
	/* A damaged file says so before anybody types. */
	if (!session_wants_passphrase(app_session(view->app), &wants, err))
		tell(unlock, err);
	unlock->passphrase = app_known_passphrase(view->app);
	if (unlock->passphrase.len > 0)
		app_run(view->app, derive, unlock);
	return true;
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct unlock_view *unlock = self(view);

	line_clear(&unlock->line);
	if (!ok && err->kind == ERR_DAMAGED)
		app_push(view->app, &view_rescue, &(struct rescue_arg){
			.err = err,
			.passphrase = &unlock->passphrase,
		});
	secret_wipe(&unlock->passphrase);
	if (ok) {
		app_changed(view->app);
		app_start(view->app, &view_list);
		return AFTER_NOTHING;
	}
	if (err->kind == ERR_LOCKED)
		snprintf(unlock->problem, sizeof(unlock->problem), "%s",
			unlock->typed ? "Wrong passphrase. Try again."
				: "The passphrase from the file, descriptor "
				  "or command is wrong. Type it.");
	else
		tell(unlock, err);
	return AFTER_NOTHING;
}

static void
on_change(struct view *view)
{
	self(view)->problem[0] = '\0';
}

static struct line *
line(struct view *view)
{
	return &self(view)->line;
}

static void
close_view(struct view *view)
{
	line_wipe(&self(view)->line);
	secret_wipe(&self(view)->passphrase);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct unlock_view *unlock = (const struct unlock_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int y = canvas->height > 10 ? canvas->height / 2 - 4 : 0;
	bool narrow = width < 3 * LABEL_WIDTH;
	int label = narrow ? 0 : LABEL_WIDTH;

	if (canvas->height > 4) {
		if (!narrow)
			canvas_text(canvas, y, x, label, STYLE_DIM, "Vault");
		canvas_text_end(canvas, y, x + label, width - label,
			STYLE_NORMAL,
			app_session(view->app)->vault_path);
		y += 2;
	}
	canvas_text(canvas, y, x, width, STYLE_DIM, "Passphrase");
	if (narrow)
		y++;
	line_draw(&unlock->line, canvas, y, x + label, width - label,
		!app_busy(view->app));
	y += canvas->height > 4 ? 2 : 1;
	if (app_busy(view->app))
		canvas_textf(canvas, y, x + label, width - label, STYLE_KEY,
			"Deriving the key%s", canvas->ascii ? "..." : "…");
	else
		canvas_wrap(canvas, y, x + label, width - label, STYLE_BAD,
			unlock->problem);
}

static void
tell_all(const struct view *view, struct buf *out)
{
	buf_addf(out, "%s\n%s", app_session(view->app)->vault_path,
		((const struct unlock_view *)view)->problem);
}

static const struct key_def rows[] = {
	{{K_ENTER}, "unlock", "unlock", "open the vault with this passphrase",
		act_unlock},
};

static const struct key_table keys = KEY_TABLE_FORM("Unlocking", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_unlock = {
	.title = "Locked",
	.size = sizeof(struct unlock_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell_all,
	.line = line,
	.on_change = on_change,
	.on_job = on_job,
	.close = close_view,
};
