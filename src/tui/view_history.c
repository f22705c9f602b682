/*
 * The revisions of the vault and what changed in each. Reading them may take a
 * while, as every one is decrypted: that is done beside the screen, and the
 * lines that were there stay until it is.
 */
#include "app/rewind.h"
#include "app/timeline.h"
#include "base/secmem.h"
#include "base/str.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/past.h"
#include "tui/views.h"
#include "tui/when.h"

#define CHANGES_SHOWN 20
#define LABEL_COLUMN 2
#define LABEL_WIDTH 10
#define TIME_WIDTH 18 /* "2026-11-21 21:00" and a gap */
#define WIDE 60
#define HEAD_HEIGHT_MIN 8
#define FOOT_HEIGHT_MIN 12
#define FOOT_ROWS 4 /* a blank, and the changes in full */

struct line_of_log {
	char *label, *text;
	int64_t saved;
	enum history_state state;
	bool current;
};

struct lines_of_log {
	struct line_of_log *items;
	size_t len;
};

struct history_view {
	struct view view;
	struct menu menu;
	struct lines_of_log lines, coming; /* shown; being read */
	char label[40];           /* of the one to go back to */
	struct secret passphrase; /* of that one, if it has another */
	struct history_changes changes;
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

static void
lines_wipe(struct lines_of_log *lines)
{
	for (size_t i = 0; i < lines->len; i++) {
		str_free(&lines->items[i].label);
		str_free(&lines->items[i].text);
	}
	secmem_free(lines->items);
	*lines = (struct lines_of_log){0};
}

/* Reading, in a thread */

static bool
add_line(void *arg, struct timeline_row *row, struct err *err)
{
	struct lines_of_log *lines = arg;
	struct line_of_log *line, *items = secmem_realloc(lines->items,
		(lines->len + 1) * sizeof(*items));
	BUF told = {0};

	if (items == NULL)
		return err_nomem(err);
	lines->items = items;
	timeline_tell(row, CHANGES_SHOWN, &told);
	line = &items[lines->len++];
	*line = (struct line_of_log){
		.saved = row->saved,
		.state = row->state,
		.current = row->current,
	};
	line->label = str_dup(row->label, err);
	if (!buf_ok(&told, err) || line->label == NULL)
		return false;
	line->text = str_dup(buf_text(&told), err);
	return line->text != NULL;
}

static bool
read_lines(void *arg, struct err *err)
{
	struct history_view *history = arg;

	lines_wipe(&history->coming);
	return timeline_walk(app_session(history->view.app), 0, add_line,
		&history->coming, err);
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
	return done;
}

static bool
update(struct view *view, struct err *err)
{
	struct history_view *history = self(view);
	int above = view->height >= HEAD_HEIGHT_MIN ? 2 : 0;
	int below = view->height >= FOOT_HEIGHT_MIN ? FOOT_ROWS : 0;

	(void)err;
	if (view->generation != app_generation(view->app)) {
		view->generation = app_generation(view->app);
		history->restores = false;
		app_run(view->app, read_lines, history);
	}
	menu_fit(&history->menu, history->lines.len, above,
		view->height - above - below);
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
		lines_wipe(&history->lines);
		history->lines = history->coming;
		history->coming = (struct lines_of_log){0};
	}
	return AFTER_NOTHING;
}

/* Drawing */

static void
draw_row(const struct history_view *history, const struct canvas *canvas,
	int y, size_t row)
{
	unsigned int selected = row == history->menu.cursor ? STYLE_SELECTED
							    : 0;
	const struct line_of_log *line = &history->lines.items[row];
	enum style style = line->state == HISTORY_DAMAGED ? STYLE_BAD
							  : STYLE_NORMAL;
	int x = LABEL_COLUMN;
	char saved[WHEN_SIZE];

	if (selected != 0)
		canvas_fill(canvas, y, 0, canvas->width,
			STYLE_NORMAL | selected);
	canvas_text(canvas, y, x, LABEL_WIDTH - 1,
		(line->current ? STYLE_KEY : STYLE_NORMAL) | selected,
		line->current ? "now" : line->label);
	x += canvas->width < WIDE ? LABEL_WIDTH / 2 : LABEL_WIDTH;
	if (canvas->width >= WIDE) {
		when_write(line->saved, saved);
		canvas_text(canvas, y, x, TIME_WIDTH - 1, STYLE_DIM | selected,
			saved);
		x += TIME_WIDTH;
	}
	canvas_text(canvas, y, x, canvas->width - x - 1, style | selected,
		line->text);
}

static void
draw_head(const struct canvas *canvas)
{
	int x = LABEL_COLUMN;

	canvas_text(canvas, 0, x, LABEL_WIDTH, STYLE_DIM,
		canvas->width < WIDE ? "No." : "Revision");
	x += canvas->width < WIDE ? LABEL_WIDTH / 2 : LABEL_WIDTH;
	if (canvas->width >= WIDE) {
		canvas_text(canvas, 0, x, TIME_WIDTH - 1, STYLE_DIM, "Saved");
		x += TIME_WIDTH;
	}
	canvas_text(canvas, 0, x, canvas->width - x - 1, STYLE_DIM,
		"What changed");
}

/* In full, what the row may have cut. */
static void
draw_foot(const struct history_view *history, const struct canvas *canvas,
	int y)
{
	const struct line_of_log *line;
	int x = LABEL_COLUMN;
	int width = canvas->width - 2 * LABEL_COLUMN;
	char saved[WHEN_SIZE];

	if (history->menu.cursor >= history->lines.len)
		return;
	line = &history->lines.items[history->menu.cursor];
	when_write(line->saved, saved);
	canvas_textf(canvas, y++, x, width, STYLE_DIM, "%s%s, %s",
		line->current ? "Now: revision " : "Revision ", line->label,
		saved);
	canvas_wrap(canvas, y, x, width, STYLE_NORMAL, line->text);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct history_view *history = (const struct history_view *)view;
	const struct menu *rows = &history->menu;
	size_t shown;

	if (history->lines.len == 0) {
		canvas_textf(canvas, 0, LABEL_COLUMN, canvas->width - 3,
			STYLE_DIM, "Reading%s", canvas->ascii ? "..." : "…");
		return;
	}
	if (rows->y > 0)
		draw_head(canvas);
	shown = rows->len < rows->height ? rows->len : rows->height;
	for (size_t i = 0; i < shown && rows->top + i < rows->len; i++)
		draw_row(history, canvas, rows->y + (int)i, rows->top + i);
	if (canvas->height >= FOOT_HEIGHT_MIN)
		draw_foot(history, canvas, rows->y + (int)shown + 1);
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
	struct history_view *history = self(view);

	secret_wipe(&history->passphrase);
	if (*text == '\0')
		return err_set(err, ERR_LOCKED, "Nothing was typed");
	if (!secret_set(&history->passphrase, text, strlen(text), err))
		return false;
	start_restore(view);
	return true;
}

static void
ask_passphrase(struct view *view)
{
	char title[80];

	snprintf(title, sizeof(title), "The passphrase of revision %s",
		self(view)->label);
	app_prompt(view->app, &(struct prompt_arg){
		.title = title,
		.help = "It was made with an earlier one. The vault keeps the "
			"passphrase that it has now.",
		.hidden = true,
		.asker = view,
		.accept = accept_passphrase,
	});
}

static void
ask(struct view *view, const struct line_of_log *line)
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
	const struct line_of_log *line;

	if (history->menu.cursor >= history->lines.len)
		return AFTER_NOTHING;
	line = &history->lines.items[history->menu.cursor];
	snprintf(history->label, sizeof(history->label), "%s", line->label);
	if (line->current)
		app_say(view->app, STYLE_DIM, "That is the present state");
	else if (line->state == HISTORY_DAMAGED)
		app_say(view->app, STYLE_BAD, "Revision %s is damaged",
			line->label);
	else if (line->state == HISTORY_OTHER_KEY)
		ask_passphrase(view);
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

static enum after
act_back(struct view *view)
{
	(void)view;
	return AFTER_CLOSE;
}

static void
close_view(struct view *view)
{
	struct history_view *history = self(view);

	lines_wipe(&history->lines);
	lines_wipe(&history->coming);
	history_changes_wipe(&history->changes);
	secret_wipe(&history->passphrase);
}

static const struct key_def key_rows[] = {
	{{K_ENTER, 'r'}, "restore", "go back to it", "make the state after this "
		"change the present one", act_restore},
	{{'u'}, "undo", "undo", "undo the last change; again: redo it",
		act_undo},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", act_back},
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
	.on_job = on_job,
	.menu = menu,
	.close = close_view,
};
