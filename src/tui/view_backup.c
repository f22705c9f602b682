/* A copy of the vault, and when the last one was made. */
#include <sys/stat.h>

#include "app/rewind.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/line.h"
#include "tui/names.h"
#include "tui/views.h"
#include "tui/when.h"

#define LABEL_WIDTH 13
#define TEXT_COLUMN 2
#define NAME_SIZE (WHEN_SIZE + 8) /* "otp-2026-11-22.age" */
#define SECONDS_A_DAY INT64_C(86400)

struct backup_view {
	struct view view;
	struct line path;
	struct completion names;
	struct buf expanded; /* the path as it is for the job */
	bool replaces;
	int64_t last, days;  /* when the last one was made, or 0; ago */
	bool due;
	char problem[ERR_WHERE_MAX + ERR_TEXT_MAX];
};

static struct backup_view *
self(struct view *view)
{
	return (struct backup_view *)view;
}

static bool
update(struct view *view, struct err *err)
{
	struct backup_view *backup = self(view);
	const struct session *session = app_session(view->app);

	(void)err;
	backup->last = session->vault->payload.backup;
	backup->days = (clock_now(&session->stamps) - backup->last) /
		SECONDS_A_DAY;
	backup->due = backup_is_due(session);
	return true;
}

static bool
make(void *arg, struct err *err)
{
	struct backup_view *backup = arg;

	return backup_make(app_session(backup->view.app),
		buf_text(&backup->expanded), backup->replaces, err);
}

static bool
expand(struct backup_view *backup, struct err *err)
{
	buf_clear(&backup->expanded);
	return complete_expand(line_text(&backup->path), getenv("HOME"),
		&backup->expanded, err);
}

static void
name_today(const struct view *view, char out[static NAME_SIZE])
{
	char day[WHEN_SIZE];

	when_write_day(clock_now(&app_session(view->app)->stamps), day);
	snprintf(out, NAME_SIZE, "otp-%s.age", day);
}

/* Of a folder, the file of today in it. */
static bool
find_path(struct backup_view *backup, struct err *err)
{
	const char *typed = line_text(&backup->path);
	char name[NAME_SIZE];
	struct stat info;
	BUF path = {0};

	if (!expand(backup, err))
		return false;
	if (stat(buf_text(&backup->expanded), &info) != 0 ||
	    !S_ISDIR(info.st_mode))
		return true;
	name_today(&backup->view, name);
	buf_addf(&path, "%s%s%s", typed,
		typed[strlen(typed) - 1] == '/' ? "" : "/", name);
	if (!buf_ok(&path, err))
		return false;
	line_set(&backup->path, buf_text(&path));
	return expand(backup, err);
}

static enum after
act_make(struct view *view)
{
	struct backup_view *backup = self(view);
	struct err err;

	completion_wipe(&backup->names);
	if (line_is_empty(&backup->path)) {
		snprintf(backup->problem, sizeof(backup->problem), "%s",
			"To which file?");
		return AFTER_NOTHING;
	}
	backup->replaces = false;
	if (!find_path(backup, &err))
		app_say_err(view->app, &err);
	else
		app_run(view->app, make, backup);
	return AFTER_NOTHING;
}

static enum after
replace(struct view *view)
{
	self(view)->replaces = true;
	app_run(view->app, make, self(view));
	return AFTER_NOTHING;
}

static void
ask_replace(struct view *view)
{
	char question[320];

	snprintf(question, sizeof(question), "%.240s exists already. Replace "
		"it by this backup?", line_text(&self(view)->path));
	app_confirm(view->app, &(struct confirm){
		.question = question,
		.yes = "replace it",
		.asker = view,
		.act = replace,
	});
}

static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct backup_view *backup = self(view);

	if (ok) {
		app_changed(view->app);
		app_say(view->app, STYLE_GOOD, "Backed up to %s; read back "
			"and compared", line_text(&backup->path));
		return AFTER_CLOSE;
	}
	if (err->kind == ERR_REFUSED && !backup->replaces &&
	    strcmp(err->text, "exists already") == 0)
		ask_replace(view);
	else
		err_format(err, backup->problem, sizeof(backup->problem));
	return AFTER_NOTHING;
}

static enum after
act_complete(struct view *view)
{
	struct backup_view *backup = self(view);
	struct err err;
	bool any;

	if (names_complete(&backup->path, &backup->names, &any, &err))
		backup->problem[0] = '\0';
	else
		app_say_err(view->app, &err);
	return AFTER_NOTHING;
}

static void
on_change(struct view *view)
{
	completion_wipe(&self(view)->names);
	self(view)->problem[0] = '\0';
}

static struct line *
line(struct view *view)
{
	return &self(view)->path;
}

static const char *
unsaved(const struct view *view)
{
	return line_is_empty(&((const struct backup_view *)view)->path)
		? NULL : "what was typed";
}

static void
close_view(struct view *view)
{
	line_wipe(&self(view)->path);
	completion_wipe(&self(view)->names);
	buf_wipe(&self(view)->expanded);
}

static const char about[] = "A copy of the vault file, encrypted as it is, "
	"with the same passphrase. It is read back and compared before it "
	"gets its name. A folder will do: the file is named by the day. To "
	"restore it, copy it to where the vault is.";

static void
draw_last(const struct backup_view *backup, const struct canvas *canvas,
	int y, int x, int width)
{
	enum style style = backup->due ? STYLE_SOON : STYLE_NORMAL;
	char when[WHEN_SIZE];

	when_write(backup->last, when);
	if (backup->last == 0)
		canvas_text(canvas, y, x, width, style, "never");
	else if (backup->days < 1)
		canvas_text(canvas, y, x, width, style, when);
	else
		canvas_textf(canvas, y, x, width, style, "%s, %lld day%s ago",
			when, (long long)backup->days,
			backup->days == 1 ? "" : "s");
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct backup_view *backup = (const struct backup_view *)view;
	bool narrow = canvas->width < 3 * LABEL_WIDTH;
	int label = narrow ? 0 : LABEL_WIDTH;
	int x = TEXT_COLUMN + label, y = 0;
	int width = canvas->width - x - TEXT_COLUMN;

	if (canvas->height > 6)
		y += 1 + canvas_prose(canvas, y, STYLE_DIM, about);
	if (!narrow || canvas->height > 6) {
		canvas_text(canvas, y, TEXT_COLUMN, LABEL_WIDTH, STYLE_DIM,
			"Last backup");
		y += narrow ? 1 : 0;
		draw_last(backup, canvas, y++, x, width);
	}
	canvas_text(canvas, y, TEXT_COLUMN, LABEL_WIDTH, STYLE_DIM, "New file");
	y += narrow ? 1 : 0;
	line_draw(&backup->path, canvas, y++, x, width,
		!app_busy(view->app));
	y += canvas->height > 6 ? 1 : 0;
	if (app_busy(view->app))
		canvas_textf(canvas, y, x, width, STYLE_KEY,
			"Writing and checking%s", canvas->ascii ? "..." : "…");
	else if (backup->problem[0] != '\0')
		canvas_wrap(canvas, y, x, width, STYLE_BAD, backup->problem);
	else
		names_draw(&backup->names, canvas, y, x);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct backup_view *backup = (const struct backup_view *)view;
	char when[WHEN_SIZE] = "never";

	if (backup->last != 0)
		when_write(backup->last, when);
	buf_addf(out, "%s\nLast backup: %s\n%s", about, when,
		backup->problem);
}

static const struct key_def rows[] = {
	{{K_ENTER}, "make-backup", "back up", "make the copy and check it",
		act_make},
	{{K_TAB}, "complete", "complete", "complete the path", act_complete},
	{{K_ESC}, "back", "back", "back to where you were", view_cancel},
};

static const struct key_table keys = KEY_TABLE_FORM("Backup", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_backup = {
	.title = "Backup",
	.size = sizeof(struct backup_view),
	.tables = tables,
	.update = update,
	.draw = draw,
	.tell = tell,
	.line = line,
	.on_change = on_change,
	.on_job = on_job,
	.unsaved = unsaved,
	.close = close_view,
};
