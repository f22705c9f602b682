/* What otp doctor finds. The checks read the whole vault and ask other
 * programs, so they are made beside the screen. */
#include "app/doctor.h"
#include "base/secmem.h"
#include "base/str.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/menu.h"
#include "tui/views.h"

#define WORD_COLUMN 2
#define WHAT_COLUMN 8
#define DETAIL_COLUMN 26
#define FOOT_ROWS 5 /* a blank, and the finding in full */
#define FOOT_HEIGHT_MIN 10

struct finding {
	const char *what;
	enum doctor_state state;
	char *detail;
};

struct doctor_view {
	struct view view;
	struct menu menu;
	struct finding *items;
	size_t len;
	bool looked;
};

static struct doctor_view *
self(struct view *view)
{
	return (struct doctor_view *)view;
}

static struct menu *
menu(struct view *view)
{
	return &self(view)->menu;
}

static void
wipe(struct doctor_view *doctor)
{
	for (size_t i = 0; i < doctor->len; i++)
		str_free(&doctor->items[i].detail);
	secmem_free(doctor->items);
	doctor->items = NULL;
	doctor->len = 0;
}

static size_t
check_count(void)
{
	size_t count = 0;

	while (doctor_checks[count].what != NULL)
		count++;
	return count;
}

static bool
look(void *arg, struct err *err)
{
	struct doctor_view *doctor = arg;
	struct session *session = app_session(doctor->view.app);
	size_t count = check_count();

	doctor->items = secmem_alloc(count * sizeof(*doctor->items));
	if (doctor->items == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		struct doctor_finding found = {0};
		char *detail;

		doctor_checks[i].look(session, &found);
		detail = str_dup(found.detail, err);
		if (detail == NULL)
			return false;
		doctor->items[doctor->len++] = (struct finding){
			.what = doctor_checks[i].what,
			.state = found.state,
			.detail = detail,
		};
	}
	return true;
}

static enum after
act_look(struct view *view)
{
	wipe(self(view));
	self(view)->looked = false;
	app_run(view->app, look, self(view));
	return AFTER_NOTHING;
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	act_look(view);
	return true;
}

static size_t
count_of(const struct doctor_view *doctor, enum doctor_state state)
{
	size_t found = 0;

	for (size_t i = 0; i < doctor->len; i++)
		found += doctor->items[i].state == state ? 1 : 0;
	return found;
}

static void
write_sum(struct doctor_view *doctor)
{
	size_t warned = count_of(doctor, DOCTOR_WARN);
	size_t failed = count_of(doctor, DOCTOR_FAIL);
	char *out = doctor->view.right;
	size_t size = sizeof(doctor->view.right);

	if (!doctor->looked)
		out[0] = '\0';
	else if (failed > 0)
		snprintf(out, size, "%zu failed, %zu warning%s", failed,
			warned, warned == 1 ? "" : "s");
	else if (warned > 0)
		snprintf(out, size, "%zu warning%s", warned,
			warned == 1 ? "" : "s");
	else
		snprintf(out, size, "all is well");
}

/* The cursor goes to the first that is not well. */
static enum after
on_job(struct view *view, bool ok, const struct err *err)
{
	struct doctor_view *doctor = self(view);
	size_t at = 0;

	if (!ok) {
		app_say_err(view->app, err);
		return AFTER_NOTHING;
	}
	doctor->looked = true;
	while (at < doctor->len && doctor->items[at].state == DOCTOR_OK)
		at++;
	doctor->menu.cursor = at < doctor->len ? at : 0;
	return AFTER_NOTHING;
}

static int
foot_rows(int height)
{
	return height >= FOOT_HEIGHT_MIN ? FOOT_ROWS : height / 2;
}

static bool
update(struct view *view, struct err *err)
{
	struct doctor_view *doctor = self(view);

	(void)err;
	write_sum(doctor);
	menu_fit(&doctor->menu, doctor->len, 0,
		view->height - foot_rows(view->height));
	return true;
}

static void
draw_row(const struct doctor_view *doctor, const struct canvas *canvas, int y,
	size_t row)
{
	static const enum style styles[] = {
		[DOCTOR_OK] = STYLE_GOOD,
		[DOCTOR_WARN] = STYLE_SOON,
		[DOCTOR_FAIL] = STYLE_BAD,
	};
	const struct finding *finding = &doctor->items[row];
	unsigned int selected = row == doctor->menu.cursor ? STYLE_SELECTED
							   : 0;

	canvas_ground(canvas, y, selected);
	canvas_text(canvas, y, WORD_COLUMN, WHAT_COLUMN - WORD_COLUMN - 1,
		styles[finding->state] | selected,
		doctor_word(finding->state));
	canvas_text(canvas, y, WHAT_COLUMN, DETAIL_COLUMN - WHAT_COLUMN - 1,
		STYLE_NORMAL | selected, finding->what);
	canvas_text(canvas, y, DETAIL_COLUMN,
		canvas->width - DETAIL_COLUMN - 1, STYLE_DIM | selected,
		finding->detail);
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct doctor_view *doctor = (const struct doctor_view *)view;
	const struct menu *rows = &doctor->menu;
	size_t shown = rows->len < rows->height ? rows->len : rows->height;
	int y = (int)shown;

	if (app_busy(view->app) || !doctor->looked) {
		canvas_textf(canvas, 0, WORD_COLUMN, canvas->width - 3,
			STYLE_DIM, "Looking%s", canvas->ascii ? "..." : "…");
		return;
	}
	for (size_t i = 0; i < shown && rows->top + i < rows->len; i++)
		draw_row(doctor, canvas, (int)i, rows->top + i);
	if (rows->cursor >= doctor->len)
		return;
	y += foot_rows(canvas->height) == FOOT_ROWS ? 1 : 0;
	canvas_prose(canvas, y, STYLE_NORMAL,
		doctor->items[rows->cursor].detail);
}

static void
tell(const struct view *view, struct buf *out)
{
	const struct doctor_view *doctor = (const struct doctor_view *)view;
	const struct finding *finding;

	if (!doctor->looked || doctor->menu.cursor >= doctor->len)
		return;
	finding = &doctor->items[doctor->menu.cursor];
	buf_addf(out, "%s: %s: %s", finding->what,
		doctor_word(finding->state), finding->detail);
}

static void
close_view(struct view *view)
{
	wipe(self(view));
}

static const struct key_def key_rows[] = {
	{{'r', K_ENTER}, "look-again", "look again", "make all checks anew",
		act_look},
	{{K_ESC, 'q'}, "back", "back", "back to where you were", view_back},
};

static const struct key_table keys = KEY_TABLE_WITH("Doctor", key_rows,
	&menu_keys);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_doctor = {
	.title = "Doctor",
	.size = sizeof(struct doctor_view),
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.tell = tell,
	.on_job = on_job,
	.menu = menu,
	.close = close_view,
};
