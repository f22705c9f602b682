#include "tui/trash_form.h"
#include "tui/when.h"

#define SECONDS_A_DAY INT64_C(86400)
#define NAME_COLUMN 2
#define DAY_WIDTH 12 /* "2026-11-21" and a gap */
#define LEFT_WIDTH 22
#define WIDE (NAME_COLUMN + 20 + DAY_WIDTH + LEFT_WIDTH)

/* What is over its days goes with the next change of the vault. */
static void
write_left(const struct trash_view *trash, const struct entry *entry,
	char *out, size_t size)
{
	int64_t left = entry->trashed + PAYLOAD_TRASH_DAYS * SECONDS_A_DAY -
		trash->now;
	int64_t days = (left + SECONDS_A_DAY - 1) / SECONDS_A_DAY;

	if (left <= 0)
		snprintf(out, size, "with the next change");
	else
		snprintf(out, size, "in %lld day%s", (long long)days,
			days == 1 ? "" : "s");
}

/* ISSUER:ACCOUNT without allocating. */
static void
draw_title(const struct canvas *canvas, int y, int width, unsigned int style,
	const struct entry *entry)
{
	bool issuer = entry->issuer != NULL && *entry->issuer != '\0';
	bool account = entry->account != NULL && *entry->account != '\0';

	if (!issuer && !account)
		canvas_text(canvas, y, NAME_COLUMN, width, style, "(no name)");
	else
		canvas_textf(canvas, y, NAME_COLUMN, width, style, "%s%s%s",
			issuer ? entry->issuer : "",
			issuer && account ? ":" : "",
			account ? entry->account : "");
}

/* Where the columns behind the names begin. */
static int
names_end(const struct trash_view *trash, const struct canvas *canvas)
{
	int behind = canvas->width < WIDE ? LEFT_WIDTH
					  : DAY_WIDTH + LEFT_WIDTH;
	int end = NAME_COLUMN + trash->names + 3;

	if (end > canvas->width - behind)
		end = canvas->width - behind;
	return end > NAME_COLUMN + 8 ? end : NAME_COLUMN + 8;
}

static void
draw_row(const struct trash_view *trash, const struct canvas *canvas, int y,
	size_t row)
{
	unsigned int selected = row == trash->menu.cursor ? STYLE_SELECTED : 0;
	const struct entry *entry = trash->found.items[row];
	int x = names_end(trash, canvas);
	char text[WHEN_SIZE];

	canvas_ground(canvas, y, selected);
	if (targets_has(&trash->marked, entry->id))
		canvas_text(canvas, y, 0, 1, STYLE_KEY | selected,
			theme_glyphs(canvas->ascii)->marked);
	draw_title(canvas, y, x - NAME_COLUMN - 1, STYLE_NORMAL | selected,
		entry);
	if (canvas->width >= WIDE) {
		when_write_day(entry->trashed, text);
		canvas_text(canvas, y, x, DAY_WIDTH - 2, STYLE_DIM | selected,
			text);
		x += DAY_WIDTH;
	}
	write_left(trash, entry, text, sizeof(text));
	canvas_text(canvas, y, x, canvas->width - x, STYLE_DIM | selected,
		text);
}

static void
draw_head(const struct trash_view *trash, const struct canvas *canvas)
{
	int x = names_end(trash, canvas);

	canvas_text(canvas, 0, NAME_COLUMN, x - NAME_COLUMN - 1, STYLE_DIM,
		"Account");
	if (canvas->width >= WIDE) {
		canvas_text(canvas, 0, x, DAY_WIDTH - 2, STYLE_DIM, "Deleted");
		x += DAY_WIDTH;
	}
	canvas_text(canvas, 0, x, canvas->width - x, STYLE_DIM,
		"Gone for good");
}

void
trash_draw(const struct view *view, const struct canvas *canvas)
{
	const struct trash_view *trash = (const struct trash_view *)view;
	const struct menu *rows = &trash->menu;
	char text[120];

	if (trash->found.len == 0) {
		snprintf(text, sizeof(text), "The trash is empty. What is "
			"deleted stays here for %d days.", PAYLOAD_TRASH_DAYS);
		canvas_prose(canvas, 0, STYLE_DIM, text);
		return;
	}
	if (rows->y > 0)
		draw_head(trash, canvas);
	for (size_t i = 0; i < rows->height && rows->top + i < rows->len; i++)
		draw_row(trash, canvas, rows->y + (int)i, rows->top + i);
}
