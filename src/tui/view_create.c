/* First run: makes the vault. */
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/views.h"
#include "vault/unlock.h"

#define BOX_WIDTH 64
#define LABEL_WIDTH 14
#define TALL 12 /* rows that show everything with air between */

struct create_view {
	struct view view;
	struct line lines[2];     /* the passphrase, and again */
	size_t focus;
	struct secret passphrase; /* while the vault is made */
	const char *advice;       /* NULL: none needed */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct create_view *
self(struct view *view)
{
	return (struct create_view *)view;
}

static bool
make(void *arg, struct err *err)
{
	struct create_view *create = arg;
	struct session *session = app_session(create->view.app);
	unsigned int log_n;

	if (!vault_measure_log_n(&log_n, err))
		return false;
	/* It is open already: to unlock it would derive the key once more. */
	session_lock(session);
	session->vault = vault_new(session->vault_path, &create->passphrase,
		log_n, &session->stamps, err);
	return session->vault != NULL;
}

static bool
passphrase_of(const struct line *line, struct secret *out, struct err *err)
{
	return secret_set(out, line_text(line), line->text.len, err);
}

static void
tell(struct create_view *create, const char *problem)
{
	snprintf(create->problem, sizeof(create->problem), "%s", problem);
}

static enum after
act_next(struct view *view)
{
	self(view)->focus = 1 - self(view)->focus;
	return AFTER_NOTHING;
}

static enum after
act_enter(struct view *view)
{
	struct create_view *create = self(view);
	SECRET again = {0};
	struct err err;

	secret_wipe(&create->passphrase);
	if (line_is_empty(&create->lines[0])) {
		create->focus = 0;
		tell(create, "Choose a passphrase first.");
	} else if (create->focus == 0) {
		create->focus = 1;
	} else if (!passphrase_of(&create->lines[0], &create->passphrase,
			   &err) ||
	    !passphrase_of(&create->lines[1], &again, &err)) {
		tell(create, err.text);
	} else if (!secret_equal(&create->passphrase, &again)) {
		line_clear(&create->lines[1]);
		tell(create, "The two are not the same. Type it again; "
			"Tab goes back to the first.");
	} else {
		app_run(view->app, make, create);
	}
	return AFTER_NOTHING;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	self(view)->lines[0].hidden = true;
	self(view)->lines[1].hidden = true;
	return true;
}

static void
on_change(struct view *view)
{
	struct create_view *create = self(view);
	SECRET typed = {0};
	struct err err;

	create->problem[0] = '\0';
	create->advice = NULL;
	if (!line_is_empty(&create->lines[0]) &&
	    passphrase_of(&create->lines[0], &typed, &err))
		create->advice = unlock_advice(&typed);
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct create_view *create = self(view);

	secret_wipe(&create->passphrase);
	if (ok) {
		app_changed(view->app);
		app_start(view->app, &view_list);
	} else {
		err_format(err, create->problem, sizeof(create->problem));
	}
	return AFTER_NOTHING;
}

static struct line *
line(struct view *view)
{
	return &self(view)->lines[self(view)->focus];
}

static void
close_view(struct view *view)
{
	line_wipe(&self(view)->lines[0]);
	line_wipe(&self(view)->lines[1]);
	secret_wipe(&self(view)->passphrase);
}

static int
draw_intro(const struct view *view, const struct canvas *canvas, int y, int x,
	int width)
{
	y += canvas_wrap(canvas, y, x, width, STYLE_NORMAL,
		"Welcome. There is no vault yet, so let us make one; or quit, "
		"and copy a backup there. It is a single encrypted file:");
	canvas_text_end(canvas, y++, x, width, STYLE_KEY,
		app_session(view->app)->vault_path);
	y += canvas_wrap(canvas, y, x, width, STYLE_NORMAL,
		"Only this passphrase opens it. If it is lost, the accounts "
		"are lost with it: nobody can recover it.");
	return y + 1;
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	static const char *const labels[] = {"Passphrase", "And again"};
	const struct create_view *create = (const struct create_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int label = width < 3 * LABEL_WIDTH ? 0 : LABEL_WIDTH;
	bool busy = app_busy(view->app);
	int y = canvas->height > TALL + 4 ? canvas->height / 2 - TALL / 2 : 0;

	if (canvas->height >= TALL)
		y = draw_intro(view, canvas, y, x, width);
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		canvas_text(canvas, y, x, width, STYLE_DIM, labels[i]);
		if (label == 0)
			y++;
		line_draw(&create->lines[i], canvas, y++, x + label,
			width - label, !busy && create->focus == i);
	}
	if (canvas->height >= TALL)
		y++;
	if (busy)
		canvas_textf(canvas, y, x + label, width - label, STYLE_KEY,
			"Making the vault%s", canvas->ascii ? "..." : "…");
	else if (create->problem[0] != '\0')
		canvas_wrap(canvas, y, x + label, width - label, STYLE_BAD,
			create->problem);
	else if (create->advice != NULL)
		canvas_wrap(canvas, y, x + label, width - label, STYLE_SOON,
			create->advice);
	else if (!line_is_empty(&create->lines[0]))
		canvas_textf(canvas, y, x + label, width - label, STYLE_GOOD,
			"%s a good passphrase",
			theme_glyphs(canvas->ascii)->good);
	else
		canvas_wrap(canvas, y, x + label, width - label, STYLE_DIM,
			"Four or five random words are a good one.");
}

static void
tell_all(const struct view *view, struct buf *out)
{
	const struct create_view *state = (const struct create_view *)view;

	buf_addf(out, "Only this passphrase opens the vault. If it is lost, the "
		"accounts are lost with it: nobody can recover it.\n%s",
		state->problem[0] != '\0' ? state->problem
		: state->advice != NULL ? state->advice : "");
}

static const struct key_def rows[] = {
	{{K_ENTER}, "go-on", "go on", "to the next line, then make the vault",
		act_enter},
	{{K_TAB, K_BACKTAB, K_DOWN}, "other-line", "other line", "to the other line",
		act_next},
	{{K_UP}, "other-line", NULL, "to the other line", act_next},
};

static const struct key_table keys = KEY_TABLE_FORM("New vault", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_create = {
	.title = "New vault",
	.size = sizeof(struct create_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell_all,
	.line = line,
	.on_change = on_change,
	.on_job = on_job,
	.close = close_view,
};
