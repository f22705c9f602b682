#include "tui/history_log.h"

#include "app/timeline.h"
#include "base/secmem.h"
#include "base/str.h"
#include "tui/when.h"

#define CHANGES_SHOWN 20
#define LABEL_COLUMN 2
#define LABEL_WIDTH 10
#define TIME_WIDTH 18 /* "2026-11-21 21:00" and a gap */
#define WIDE 60
#define HEAD_HEIGHT_MIN 8
#define FOOT_HEIGHT_MIN 12
#define FOOT_ROWS 4 /* a blank, and the changes in full */

void
history_log_wipe(struct history_log *log)
{
	for (size_t i = 0; i < log->len; i++) {
		str_free(&log->items[i].label);
		str_free(&log->items[i].text);
	}
	secmem_free(log->items);
	*log = (struct history_log){0};
}

static bool
add_line(void *arg, struct timeline_row *row, struct err *err)
{
	struct history_log *log = arg;
	struct history_line *line, *items = secmem_realloc(log->items,
		(log->len + 1) * sizeof(*items));
	BUF told = {0};

	if (items == NULL)
		return err_nomem(err);
	log->items = items;
	timeline_tell(row, CHANGES_SHOWN, &told);
	line = &items[log->len++];
	*line = (struct history_line){
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

bool
history_log_read(struct history_log *log, const struct session *session,
	struct err *err)
{
	history_log_wipe(log);
	return timeline_walk(session, 0, add_line, log, err);
}

void
history_log_fit(const struct history_log *log, struct menu *menu, int height)
{
	int above = height >= HEAD_HEIGHT_MIN ? 2 : 0;
	int below = height >= FOOT_HEIGHT_MIN ? FOOT_ROWS : 0;

	menu_fit(menu, log->len, above, height - above - below);
}

static void
draw_row(const struct history_line *line, const struct canvas *canvas, int y,
	unsigned int selected)
{
	enum style style = line->state == HISTORY_DAMAGED ? STYLE_BAD
							  : STYLE_NORMAL;
	int x = LABEL_COLUMN;
	char saved[WHEN_SIZE];

	canvas_ground(canvas, y, selected);
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

void
history_log_tell(const struct history_line *line, struct buf *out)
{
	char saved[WHEN_SIZE];

	when_write(line->saved, saved);
	buf_addf(out, "%s%s, %s:\n%s",
		line->current ? "Now: revision " : "Revision ", line->label,
		saved, line->text);
}

/* In full, what the row may have cut. */
static void
draw_foot(const struct history_line *line, const struct canvas *canvas, int y)
{
	int x = LABEL_COLUMN;
	int width = canvas->width - 2 * LABEL_COLUMN;
	char saved[WHEN_SIZE];

	when_write(line->saved, saved);
	canvas_textf(canvas, y++, x, width, STYLE_DIM, "%s%s, %s",
		line->current ? "Now: revision " : "Revision ", line->label,
		saved);
	canvas_wrap(canvas, y, x, width, STYLE_NORMAL, line->text);
}

void
history_log_draw(const struct history_log *log, const struct menu *menu,
	const struct canvas *canvas)
{
	size_t shown = menu->len < menu->height ? menu->len : menu->height;

	if (log->len == 0) {
		canvas_textf(canvas, 0, LABEL_COLUMN, canvas->width - 3,
			STYLE_DIM, "Reading%s", canvas->ascii ? "..." : "…");
		return;
	}
	if (menu->y > 0)
		draw_head(canvas);
	for (size_t i = 0; i < shown && menu->top + i < menu->len; i++)
		draw_row(&log->items[menu->top + i], canvas,
			menu->y + (int)i,
			menu->top + i == menu->cursor ? STYLE_SELECTED : 0);
	if (canvas->height >= FOOT_HEIGHT_MIN && menu->cursor < log->len)
		draw_foot(&log->items[menu->cursor], canvas,
			menu->y + (int)shown + 1);
}
