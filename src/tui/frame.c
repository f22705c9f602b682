#include "tui/frame.h"

#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/text.h"

#define TITLE_HEIGHT_MIN 8 /* below, the view gets the room of the title */
#define BLANK_HEIGHT_MIN 12
#define MESSAGE_ROWS_MAX 4 /* which leave one on the lowest screen */
#define GAP 2 /* columns between two keys of the footer */

static bool
is_low(const struct view *view, const struct canvas *screen)
{
	return screen->height < TITLE_HEIGHT_MIN ||
		screen->height < view->class->tall;
}

static int
rows_above(const struct view *view, const struct canvas *screen)
{
	if (is_low(view, screen))
		return 0;
	return screen->height < BLANK_HEIGHT_MIN ? 1 : 2;
}

static int
rows_below(const struct view *view, const struct canvas *screen)
{
	return is_low(view, screen) ? 1 : 2;
}

void
frame_room(const struct view *view, const struct canvas *screen, int *height,
	int *width)
{
	*height = screen->height - rows_above(view, screen) -
		rows_below(view, screen);
	*width = screen->width;
}

/* One table of those whose rows the footer shows. */
struct source {
	const struct key_table *table;
	bool common; /* it works everywhere, but for what the view overrides */
};

/* The first key of the row that works in this mode, or K_NONE. */
static uint32_t
usable_key(const struct frame *frame, const struct source *source,
	const struct key_def *row)
{
	const struct keymap *map = app_keymap(frame->view->app);
	const struct key_table *own = frame->busy != NULL
		? frame->busy : frame->view->keys;
	uint32_t keys[KEY_DEF_KEYS];

	keymap_keys(map, source->table, row, keys);
	for (size_t i = 0; i < KEY_DEF_KEYS; i++) {
		bool text = keys[i] >= ' ' && keys[i] < K_BACKSPACE;
		const struct key_def *does = keymap_find(map, own, keys[i]);

		if (source->common && does != NULL)
			return K_NONE;
		if ((source->common || does == row) && keys[i] != K_NONE &&
		    !(source->common && frame->typing && text))
			return keys[i];
	}
	return K_NONE;
}

/* Columns of one entry; draws it when x is not negative. */
static int
footer_entry(const struct frame *frame, const struct canvas *screen, int x,
	const struct source *source, const struct key_def *row)
{
	uint32_t key = row->name == NULL ? K_NONE
					 : usable_key(frame, source, row);
	char name[KEY_LABEL_SIZE];
	int y = screen->height - 1;
	int columns;

	if (key == K_NONE)
		return 0;
	key_label(key, screen->ascii, name);
	columns = text_columns(name) + 1 + text_columns(row->name) + GAP;
	if (x >= 0) {
		x += canvas_text(screen, y, x, screen->width, STYLE_KEY, name);
		canvas_text(screen, y, x + 1, screen->width, STYLE_DIM,
			row->name);
	}
	return columns;
}

/* The row that leaves the view. */
static bool
is_way_out(const struct key_def *row)
{
	return row->keys[0] == K_ESC && row->name != NULL;
}

/* Draws what fits of one table before the column end; *full once it did
 * not. The room of the way out is kept by all rows but the first. */
static int
draw_source(const struct frame *frame, const struct canvas *screen, int x,
	int end, const struct source *source, bool *full)
{
	int kept = 0;

	for (size_t i = 0; i < source->table->len; i++)
		if (is_way_out(&source->table->rows[i]))
			kept += footer_entry(frame, screen, -1, source,
				&source->table->rows[i]);
	for (size_t i = 0; i < source->table->len &&
	     !source->table->listed; i++) {
		const struct key_def *row = &source->table->rows[i];
		int columns = footer_entry(frame, screen, -1, source, row);
		bool out = is_way_out(row);

		if (out)
			kept -= columns;
		else
			*full = *full || x + columns - GAP +
				(i > 0 ? kept : 0) > end;
		if (out ? x + columns - GAP <= end : !*full)
			x += footer_entry(frame, screen, x, source, row);
	}
	return x;
}

static bool
has_way_out(const struct key_table *table)
{
	for (size_t i = 0; i < table->len; i++) {
		if (is_way_out(&table->rows[i]))
			return true;
	}
	return false;
}

/* The common keys keep their place, but that which quits not where the view
 * has a way out; of the view's own, the last ones go when there is no room. */
static void
draw_footer(const struct frame *frame, const struct canvas *screen)
{
	const struct key_table *own = frame->view->keys;
	struct source common = {&app_keys, true};
	size_t kept = has_way_out(own) ? 1 : app_keys.len; /* of the common */
	int reserved = 0, x = 1;
	bool full = false, cramped = false;

	if (frame->busy) {
		draw_source(frame, screen, x, screen->width,
			&(struct source){frame->busy, false}, &full);
		return;
	}
	for (size_t i = 0; i < kept; i++)
		reserved += footer_entry(frame, screen, -1, &common,
			&app_keys.rows[i]);
	x = draw_source(frame, screen, x, screen->width - reserved,
		&(struct source){own, false}, &full);
	for (size_t i = 0; own->next != NULL && own->next[i] != NULL; i++)
		x = draw_source(frame, screen, x, screen->width - reserved,
			&(struct source){own->next[i], false}, &full);
	draw_source(frame, screen, x, screen->width, &common, &cramped);
}

static void
draw_title(const struct frame *frame, const struct canvas *screen)
{
	int right = text_columns(frame->view->right);
	int x = 1;

	x += canvas_text(screen, 0, x, screen->width, STYLE_TITLE, "otp");
	x += 2;
	canvas_text(screen, 0, x, screen->width - x - right - 2, STYLE_DIM,
		frame->view->title);
	if (screen->width - right - 1 > x)
		canvas_text(screen, 0, screen->width - right - 1, right,
			STYLE_DIM, frame->view->right);
}

struct canvas
frame_draw(const struct frame *frame, const struct canvas *screen)
{
	int above = rows_above(frame->view, screen), height, width;
	bool has_line = rows_below(frame->view, screen) > 1;

	if (above > 0)
		draw_title(frame, screen);
	if (has_line || frame->message[0] == '\0')
		draw_footer(frame, screen);
	frame_room(frame->view, screen, &height, &width);
	return canvas_part(screen, above, 0, height, width);
}

void
frame_draw_message(const struct frame *frame, const struct canvas *screen)
{
	int width = screen->width - 2;
	int footer = rows_below(frame->view, screen) > 1 ? 1 : 0;
	int end = screen->height - footer;
	int rows = frame->brief ? 1 : text_lines(frame->message, width);
	bool cut = rows > MESSAGE_ROWS_MAX;
	struct canvas part;

	if (frame->message[0] == '\0')
		return;
	if (cut)
		rows = MESSAGE_ROWS_MAX;
	part = canvas_part(screen, end - rows, 0, rows, screen->width);
	for (int i = 0; i < rows; i++)
		canvas_fill(&part, i, 0, part.width, STYLE_NORMAL);
	if (rows == 1)
		canvas_text(&part, 0, 1, width + 1, frame->message_style,
			frame->message);
	else
		canvas_wrap(&part, 0, 1, width, frame->message_style,
			frame->message);
	if (cut)
		canvas_text(&part, rows - 1, 1 + width, 1,
			frame->message_style,
			theme_glyphs(screen->ascii)->ellipsis);
}
