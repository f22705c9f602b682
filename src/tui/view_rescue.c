/*
 * The vault is damaged or gone: what is good can take its place, as otp restore
 * does it. The first row is what is left of the damaged file, if there is one,
 * the others are its revisions.
 */
#include "app/rescue.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/views.h"
#include "tui/when.h"

#define LABEL_COLUMN 2
#define LABEL_WIDTH 10
#define TIME_WIDTH 18 /* "2026-11-21 21:00" and a gap */
#define INTRO_HEIGHT_MIN 12
#define INTRO_ROWS_MAX 6
#define DAY_WIDTH 10
#define NARROW 48 /* the state comes before the time, in few words */
#define LABEL_NARROW 4

struct rescue_view {
	struct view view;
	struct menu menu;
	struct secret passphrase;
	struct secret other; /* of a revision that has another one */
	struct history history;
	size_t newest;      /* good one in it; len if there is none */
	size_t first;       /* row of a revision: 1, or 0 if the file is gone */
	bool counted;       /* accounts is known */
	size_t accounts;    /* that can be read in the damaged file */
	bool salvages;      /* is what the job does */
	bool saved;         /* the job has saved a vault */
	struct rescue done;
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

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
save(struct rescue_view *state, struct err *err)
{
	struct session *session = app_session(state->view.app);
	struct foreign foreign = {
		.passphrase = give_passphrase,
		.arg = state,
		.typed = passphrase_of(state),
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

/* What became of it, for the foot of the next screen. */
static void
say_done(const struct rescue_view *state)
{
	const char *path = state->done.aside;
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;
	const char *aside = slash != NULL ? slash + 1 : path;
	struct app *app = state->view.app;

	if (aside == NULL)
		app_say(app, STYLE_GOOD, "Revision %s is back",
			state->done.label);
	else if (state->salvages)
		app_say(app, STYLE_GOOD, "Accounts read: %zu. The damaged "
			"file: %s", state->done.accounts, aside);
	else
		app_say(app, STYLE_GOOD, "Revision %s is back. The damaged "
			"file: %s", state->done.label, aside);
}

static int
intro_rows(int height)
{
	return height >= INTRO_HEIGHT_MIN ? INTRO_ROWS_MAX + 1 : 0;
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
	struct rescue_view *state = self(view);

	secret_wipe(&state->other);
	if (*text == '\0')
		return err_set(err, ERR_LOCKED, "Nothing was typed");
	if (!secret_set(&state->other, text, strlen(text), err))
		return false;
	start(view);
	return true;
}

/* Once: what was typed for it and is wrong is told. */
static bool
ask_passphrase(struct rescue_view *state, const struct err *err)
{
	struct view *view = &state->view;
	char title[80];

	if (err->kind != ERR_LOCKED || state->salvages ||
	    state->other.len > 0 ||
	    !rescue_wants_passphrase(app_session(view->app)))
		return false;
	snprintf(title, sizeof(title), "The passphrase of revision %.40s",
		state->history.items[state->menu.cursor - state->first].label);
	app_prompt(view->app, &(struct prompt_arg){
		.title = title,
		.help = app_session(view->app)->damaged_key.bytes != NULL
			? "It was made with an earlier one. The vault keeps "
			  "the passphrase that it has now."
			: "It was made with another one, which the vault then "
			  "has, too.",
		.hidden = true,
		.asker = view,
		.accept = accept_passphrase,
	});
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
		if (intro_rows(view->height) == 0)
			app_say_err(view->app, err);
	}
	return AFTER_NOTHING;
}

static bool
update(struct view *view, struct err *err)
{
	int above = intro_rows(view->height);

	(void)err;
	menu_fit(&self(view)->menu, self(view)->history.len +
		self(view)->first, above, view->height - above);
	return true;
}

/* Drawing */

static const char *
describe(const struct rescue_view *state, size_t index, bool narrow)
{
	static const char *const states[][2] = {
		[HISTORY_OPENS] = {"", ""},
		[HISTORY_OTHER_KEY] = {"made with an earlier passphrase",
			"other key"},
		[HISTORY_DAMAGED] = {"damaged", "damaged"},
	};

	if (index == state->newest)
		return narrow ? "newest good" : "the newest good revision";
	return states[state->history.items[index].state][narrow];
}

static const char intro[] = "What is good can take its place. Nothing is lost "
	"by that: the damaged file is kept beside the vault.";
static const char intro_gone[] = "A revision can take its place.";

static void
tell(const struct view *view, struct buf *out)
{
	const struct rescue_view *state = (const struct rescue_view *)view;
	size_t row = state->menu.cursor, index = row - state->first;
	char saved[WHEN_SIZE];

	buf_addf(out, "%s\n%s\n", state->problem,
		state->first == 0 ? intro_gone : intro);
	if (row < state->first) {
		buf_add_str(out, "salvage: what can be read of it");
		if (state->counted)
			buf_addf(out, ", accounts: %zu", state->accounts);
		if (state->newest < state->history.len)
			buf_add_str(out, ", with the newest revision");
	} else if (index < state->history.len) {
		const char *word = describe(state, index, false);

		when_write(state->history.items[index].saved, saved);
		buf_addf(out, "Revision %s of %s%s%s",
			state->history.items[index].label, saved,
			*word != '\0' ? ": " : "", word);
	}
}

static int
label_column(const struct canvas *canvas)
{
	return canvas->width < NARROW ? 1 : LABEL_COLUMN;
}

static void
draw_salvage(const struct rescue_view *state, const struct canvas *canvas,
	int y, unsigned int selected)
{
	int x = LABEL_COLUMN + LABEL_WIDTH;
	int width = canvas->width - x - 1;

	canvas_text(canvas, y, label_column(canvas), LABEL_WIDTH - 1,
		STYLE_KEY | selected, "salvage");
	if (canvas->width < NARROW) {
		if (state->counted)
			canvas_textf(canvas, y, x - 1, width + 1,
				STYLE_NORMAL | selected, "%zu account%s",
				state->accounts,
				state->accounts == 1 ? "" : "s");
		else
			canvas_text(canvas, y, x - 1, width + 1,
				STYLE_NORMAL | selected, "the rest");
		return;
	}
	x += canvas_text(canvas, y, x, width, STYLE_NORMAL | selected,
		"what can be read of it");
	if (state->counted)
		x += canvas_textf(canvas, y, x, canvas->width - x - 1,
			STYLE_NORMAL | selected, ", accounts: %zu",
			state->accounts);
	if (state->newest < state->history.len)
		canvas_text(canvas, y, x, canvas->width - x - 1,
			STYLE_NORMAL | selected, ", with the newest revision");
}

static void
draw_row(const struct rescue_view *state, const struct canvas *canvas, int y,
	size_t row)
{
	unsigned int selected = row == state->menu.cursor ? STYLE_SELECTED : 0;
	const struct history_item *item;
	bool narrow = canvas->width < NARROW;
	int x = LABEL_COLUMN + LABEL_WIDTH;
	char saved[WHEN_SIZE];
	unsigned int style;
	const char *word;

	if (selected != 0)
		canvas_fill(canvas, y, 0, canvas->width,
			STYLE_NORMAL | selected);
	if (row < state->first) {
		draw_salvage(state, canvas, y, selected);
		return;
	}
	item = &state->history.items[row - state->first];
	word = describe(state, row - state->first, narrow);
	style = (item->state == HISTORY_DAMAGED ? STYLE_BAD : STYLE_NORMAL) |
		selected;
	canvas_text(canvas, y, label_column(canvas),
		narrow ? LABEL_NARROW : LABEL_WIDTH - 1,
		STYLE_NORMAL | selected, item->label);
	when_write(item->saved, saved);
	if (narrow) {
		x = label_column(canvas) + LABEL_NARROW;
		if (*word != '\0')
			x += canvas_text(canvas, y, x, canvas->width - x,
				style, word) + 1;
	}
	/* A part of a time says less than none. */
	if (narrow && canvas->width - x < TIME_WIDTH - 1)
		saved[canvas->width - x > DAY_WIDTH ? DAY_WIDTH : 0] = '\0';
	canvas_text(canvas, y, x, canvas->width - x, STYLE_DIM | selected,
		saved);
	if (!narrow)
		canvas_text(canvas, y, x + TIME_WIDTH,
			canvas->width - x - TIME_WIDTH - 1, style, word);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct rescue_view *state = (const struct rescue_view *)view;
	const struct menu *rows = &state->menu;
	int width = canvas->width - 2 * LABEL_COLUMN, y = 0;
	struct canvas above = canvas_part(canvas, 0, 0, INTRO_ROWS_MAX,
		canvas->width);

	if (app_busy(view->app)) {
		canvas_textf(canvas, 0, LABEL_COLUMN, width, STYLE_KEY,
			"Restoring%s", canvas->ascii ? "..." : "…");
		return;
	}
	if (rows->y > 0) {
		y += 1 + canvas_wrap(&above, y, LABEL_COLUMN, width,
			STYLE_BAD, state->problem);
		canvas_wrap(&above, y, LABEL_COLUMN, width, STYLE_NORMAL,
			state->first == 0 ? intro_gone : intro);
	}
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(state, canvas, rows->y + (int)i, rows->top + i);
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
	.draw = draw,
	.tell = tell,
	.on_job = on_job,
	.menu = menu,
	.close = close_view,
};
