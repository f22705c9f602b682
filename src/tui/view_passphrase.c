/* Another passphrase for the vault, and another key. Who sits at an open
 * screen need not be its owner, so the present one is asked for. */
#include "app/access.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/views.h"
#include "vault/unlock.h"

#define BOX_WIDTH 64
#define LABEL_WIDTH 14
#define TALL 10 /* rows that show everything with air between */

enum field { FIELD_NOW, FIELD_NEW, FIELD_AGAIN, FIELD_COUNT };

struct passphrase_view {
	struct view view;
	struct line lines[FIELD_COUNT];
	size_t focus;
	struct secret now, next; /* while the job runs */
	bool checked;            /* now is right */
	const char *advice;      /* NULL: none needed */
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct passphrase_view *
self(struct view *view)
{
	return (struct passphrase_view *)view;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	bool wants;

	(void)arg;
	if (!session_wants_passphrase(app_session(view->app), &wants, err))
		return false;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		self(view)->lines[i].hidden = true;
	return wants || err_set(err, ERR_REFUSED, "This vault has no "
		"passphrase: identities open it");
}

static bool
change(void *arg, struct err *err)
{
	struct passphrase_view *state = arg;
	struct session *session = app_session(state->view.app);
	unsigned int log_n;

	state->checked = false;
	if (!access_check_passphrase(session, &state->now, err))
		return false;
	state->checked = true;
	return vault_measure_log_n(&log_n, err) &&
		access_set_passphrase(session, &state->next, log_n, err);
}

static bool
secret_of(const struct line *line, struct secret *out, struct err *err)
{
	secret_wipe(out);
	return secret_set(out, line_text(line), line->text.len, err);
}

static void
tell(struct passphrase_view *state, enum field field, const char *problem)
{
	state->focus = field;
	snprintf(state->problem, sizeof(state->problem), "%s", problem);
}

static void
start(struct passphrase_view *state)
{
	SECRET again = {0};
	struct err err;

	if (!secret_of(&state->lines[FIELD_NOW], &state->now, &err) ||
	    !secret_of(&state->lines[FIELD_NEW], &state->next, &err) ||
	    !secret_of(&state->lines[FIELD_AGAIN], &again, &err)) {
		tell(state, FIELD_AGAIN, err.text);
	} else if (!secret_equal(&state->next, &again)) {
		line_clear(&state->lines[FIELD_AGAIN]);
		tell(state, FIELD_AGAIN,
			"The two are not the same. Type the new one again.");
	} else {
		app_run(state->view.app, change, state);
	}
}

static enum after
act_enter(struct view *view)
{
	struct passphrase_view *state = self(view);

	if (line_is_empty(&state->lines[FIELD_NOW]))
		tell(state, FIELD_NOW, "First the one that it has now.");
	else if (state->focus == FIELD_NOW)
		state->focus = FIELD_NEW;
	else if (line_is_empty(&state->lines[FIELD_NEW]))
		tell(state, FIELD_NEW, "Choose a new one.");
	else if (state->focus == FIELD_NEW)
		state->focus = FIELD_AGAIN;
	else
		start(state);
	return AFTER_NOTHING;
}

static enum after
act_next(struct view *view)
{
	self(view)->focus = (self(view)->focus + 1) % FIELD_COUNT;
	return AFTER_NOTHING;
}

static enum after
act_previous(struct view *view)
{
	self(view)->focus = (self(view)->focus + FIELD_COUNT - 1) %
		FIELD_COUNT;
	return AFTER_NOTHING;
}

static void
on_change(struct view *view)
{
	struct passphrase_view *state = self(view);
	SECRET typed = {0};
	struct err err;

	state->problem[0] = '\0';
	state->advice = NULL;
	if (!line_is_empty(&state->lines[FIELD_NEW]) &&
	    secret_of(&state->lines[FIELD_NEW], &typed, &err))
		state->advice = unlock_advice(&typed);
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct passphrase_view *state = self(view);

	secret_wipe(&state->now);
	secret_wipe(&state->next);
	if (ok) {
		app_changed(view->app);
		app_say(view->app, STYLE_GOOD, "The passphrase is changed. "
			"Backups and earlier states keep the old one.");
		return AFTER_CLOSE;
	}
	if (err->kind == ERR_LOCKED && !state->checked) {
		line_clear(&state->lines[FIELD_NOW]);
		tell(state, FIELD_NOW, "That is not the one it has now.");
	} else {
		err_format(err, state->problem, sizeof(state->problem));
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
	struct passphrase_view *state = self(view);

	for (size_t i = 0; i < FIELD_COUNT; i++)
		line_wipe(&state->lines[i]);
	secret_wipe(&state->now);
	secret_wipe(&state->next);
}

static void
draw_word(const struct passphrase_view *state, const struct canvas *canvas,
	int y, int x, int width)
{
	if (app_busy(state->view.app))
		canvas_textf(canvas, y, x, width, STYLE_KEY,
			"Changing the passphrase%s", canvas->ascii ? "..." : "…");
	else if (state->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, state->problem);
	else if (state->advice != NULL)
		canvas_wrap(canvas, y, x, width, STYLE_SOON, state->advice);
	else if (!line_is_empty(&state->lines[FIELD_NEW]))
		canvas_textf(canvas, y, x, width, STYLE_GOOD,
			"%s a good passphrase",
			theme_glyphs(canvas->ascii)->good);
	else
		canvas_wrap(canvas, y, x, width, STYLE_DIM,
			"Four or five random words are a good one.");
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	static const char *const labels[FIELD_COUNT] = {
		"Present one", "New one", "And again",
	};
	const struct passphrase_view *state =
		(const struct passphrase_view *)view;
	struct columns box = canvas_middle(canvas, BOX_WIDTH);
	int x = box.x, width = box.width;
	int label = width < 3 * LABEL_WIDTH ? 0 : LABEL_WIDTH;
	bool tall = canvas->height >= TALL;
	int y = canvas->height > TALL + 4 ? canvas->height / 2 - TALL / 2 : 0;

	if (tall)
		y += 1 + canvas_wrap(canvas, y, x, width, STYLE_NORMAL,
			"The vault gets a new passphrase and a new key. "
			"Backups and earlier states keep the old one.");
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		bool focused = !app_busy(view->app) && state->focus == i;

		/* Where there is no room for all, the one typed in. */
		if (label == 0 && !tall && state->focus != i)
			continue;
		canvas_text(canvas, y, x, width, STYLE_DIM, labels[i]);
		if (label == 0)
			y++;
		line_draw(&state->lines[i], canvas, y++, x + label,
			width - label, focused);
		y += tall && i == FIELD_NOW ? 1 : 0;
	}
	draw_word(state, canvas, y + (tall ? 1 : 0), x + label, width - label);
}

static const char *
unsaved(const struct view *view)
{
	const struct passphrase_view *state =
		(const struct passphrase_view *)view;

	return line_is_empty(&state->lines[FIELD_NEW]) ? NULL
		: "the new passphrase";
}

static void
tell_all(const struct view *view, struct buf *out)
{
	const struct passphrase_view *state = (const struct passphrase_view *)view;

	buf_addf(out, "The vault gets a new passphrase and a new key. Backups and "
		"earlier states keep the old one.\n%s",
		state->problem[0] != '\0' ? state->problem
		: state->advice != NULL ? state->advice : "");
}

static const struct key_def rows[] = {
	{{K_ENTER}, "go-on", "go on", "to the next line, then change it",
		act_enter},
	{{K_TAB, K_DOWN}, "other-line", "other line", "to the next line",
		act_next},
	{{K_BACKTAB, K_UP}, "line-before", NULL, "to the line before",
		act_previous},
	{{K_ESC}, "back", "cancel", "back without a change", view_cancel},
};

static const struct key_table keys = KEY_TABLE_FORM("Changing the passphrase",
	rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_passphrase = {
	.title = "Passphrase",
	.size = sizeof(struct passphrase_view),
	.tables = tables,
	.open = open_view,
	.draw = draw,
	.tell = tell_all,
	.line = line,
	.on_change = on_change,
	.on_job = on_job,
	.unsaved = unsaved,
	.close = close_view,
};
