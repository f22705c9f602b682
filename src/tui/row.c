#include "tui/row.h"

#include <inttypes.h>

#include "tui/text.h"

enum style
row_code_style(int64_t remaining)
{
	if (remaining <= CODE_NOW_SECONDS)
		return STYLE_NOW;
	return remaining <= CODE_SOON_SECONDS ? STYLE_SOON : STYLE_CODE;
}

static const char *
bar_glyph(const struct glyphs *glyphs, int64_t remaining)
{
	if (remaining <= CODE_NOW_SECONDS)
		return glyphs->urgent;
	return remaining <= CODE_SOON_SECONDS ? glyphs->dot : glyphs->line;
}

void
row_draw_bar(const struct canvas *canvas, int y, int x, int width,
	unsigned int style, int64_t remaining, int64_t period)
{
	const struct glyphs *glyphs = theme_glyphs(canvas->ascii);
	const char *full = bar_glyph(glyphs, remaining);
	int filled = layout_bar(remaining, period, width);
	unsigned int empty = STYLE_DIM | (style & STYLE_SELECTED);

	for (int i = 0; i < width; i++)
		canvas_text(canvas, y, x + i, 1, i < filled ? style : empty,
			i < filled ? full : glyphs->empty);
}

static const uint8_t *
marks_of(const struct buf *marks)
{
	return marks->len > 0 ? marks->data : NULL;
}

static void
draw_names(const struct canvas *canvas, int y, const struct row *row,
	const struct layout *at, unsigned int selected)
{
	const char *issuer = row->entry->issuer, *account = row->entry->account;
	int x = at->issuer.x, room = at->issuer.width;

	if (issuer == NULL)
		issuer = "";
	if (account == NULL)
		account = "";
	if (*issuer == '\0' && *account == '\0') {
		canvas_text(canvas, y, x, room, STYLE_DIM | selected,
			"(no name)");
		return;
	}
	x += canvas_marked(canvas, y, x, room, STYLE_NORMAL | selected, issuer,
		marks_of(&row->issuer_marks));
	if (at->account.width > 0) {
		canvas_marked(canvas, y, at->account.x, at->account.width,
			STYLE_DIM | selected, account,
			marks_of(&row->account_marks));
		return;
	}
	if (x > at->issuer.x)
		x++;
	canvas_marked(canvas, y, x, at->issuer.x + room - x,
		STYLE_DIM | selected, account, marks_of(&row->account_marks));
}

static void
draw_tags(const struct canvas *canvas, int y, const struct entry *entry,
	const struct column *at, unsigned int selected)
{
	int x = at->x;

	for (size_t i = 0; i < entry->tag_count; i++)
		x += canvas_text(canvas, y, x, at->x + at->width - x,
			STYLE_TAG | selected, entry->tags[i]) + 1;
}

/* At the right end of the column; the last character goes if it must. */
static void
draw_right(const struct canvas *canvas, int y, const struct column *at,
	unsigned int style, char *text)
{
	int len = (int)strlen(text);

	if (len > at->width && len > 1)
		text[--len] = '\0';
	canvas_text(canvas, y, at->x + at->width - len, at->width, style,
		text);
}

static void
draw_time_code(const struct canvas *canvas, int y, const struct row *row,
	const struct row_look *look, unsigned int selected)
{
	const struct layout *at = look->layout;
	int64_t remaining = row->now.valid_until - look->now;
	int64_t period = row->now.valid_until - row->now.valid_from;
	unsigned int style = row_code_style(remaining) | selected;
	char text[SHOWN_CODE_SIZE], left[24];

	shown_code(&look->shown, row->now.text, text);
	canvas_text(canvas, y, at->code.x, at->code.width, style, text);
	if (at->next.width > 0 && shown_next(&look->shown, remaining)) {
		shown_code(&look->shown, row->next.text, text);
		canvas_textf(canvas, y, at->next.x, at->next.width,
			STYLE_DIM | selected, "%s %s",
			theme_glyphs(canvas->ascii)->next, text);
	}
	explicit_bzero(text, sizeof(text));
	row_draw_bar(canvas, y, at->bar.x, at->bar.width, style, remaining,
		period);
	snprintf(left, sizeof(left), "%" PRId64 "s", remaining);
	draw_right(canvas, y, &at->seconds,
		remaining <= CODE_SOON_SECONDS ? style : STYLE_DIM | selected,
		left);
}

static void
draw_counter_code(const struct canvas *canvas, int y, const struct row *row,
	const struct row_look *look, unsigned int selected)
{
	const struct layout *at = look->layout;
	int end = at->seconds.x + at->seconds.width;
	uint64_t number = row->entry->counter - (look->code != NULL ? 1 : 0);
	char text[SHOWN_CODE_SIZE];
	int x = at->code.x;

	if (look->code == NULL) {
		x += canvas_text(canvas, y, x, end - x, STYLE_DIM | selected,
			end - x >= 16 ? "Enter: next code" : "Enter");
	} else {
		shown_code(&look->shown, look->code, text);
		x += canvas_text(canvas, y, x, at->code.width,
			STYLE_CODE | selected, text);
		explicit_bzero(text, sizeof(text));
	}
	if (x < at->bar.x)
		x = at->bar.x - 1;
	snprintf(text, sizeof(text), "no. %" PRIu64, number);
	if (at->bar.width > 0 && x + 1 + (int)strlen(text) <= end)
		canvas_text(canvas, y, x + 1, end - x - 1,
			STYLE_DIM | selected, text);
}

/* Marked, broken or a favourite; and short of recovery codes. */
static void
draw_signs(const struct canvas *canvas, int y, const struct row *row,
	const struct column *at, unsigned int selected)
{
	const struct glyphs *glyphs = theme_glyphs(canvas->ascii);

	if (row->marked)
		canvas_text(canvas, y, at->x, at->width, STYLE_KEY | selected,
			glyphs->marked);
	else if (entry_is_broken(row->entry))
		canvas_text(canvas, y, at->x, at->width, STYLE_BAD | selected,
			"!");
	else if (row->entry->favorite)
		canvas_text(canvas, y, at->x, at->width,
			STYLE_FAVORITE | selected, glyphs->favorite);
	if (at->width > 1 && list_is_low(row->entry))
		canvas_text(canvas, y, at->x + 1, 1, STYLE_SOON | selected,
			"!");
}

void
row_draw(const struct canvas *canvas, int y, const struct row *row,
	const struct row_look *look)
{
	const struct layout *at = look->layout;
	unsigned int selected = look->selected ? STYLE_SELECTED : 0;

	canvas_ground(canvas, y, selected);
	draw_names(canvas, y, row, at, selected);
	draw_signs(canvas, y, row, &at->mark, selected);
	if (entry_is_broken(row->entry)) {
		canvas_textf(canvas, y, at->code.x,
			canvas->width - at->code.x - 1, STYLE_BAD | selected,
			"broken: %s", row->entry->reason);
		return;
	}
	draw_tags(canvas, y, row->entry, &at->tags, selected);
	if (row->entry->type == ENTRY_HOTP)
		draw_counter_code(canvas, y, row, look, selected);
	else
		draw_time_code(canvas, y, row, look, selected);
}

void
row_draw_name(const struct canvas *canvas, int y, int x,
	const struct entry *entry)
{
	const char *issuer = entry->issuer, *account = entry->account;

	if (entry->favorite)
		x += canvas_text(canvas, y, x, 1, STYLE_FAVORITE,
			theme_glyphs(canvas->ascii)->favorite) + 1;
	if (issuer != NULL && *issuer != '\0')
		x += canvas_text(canvas, y, x, canvas->width - x, STYLE_TITLE,
			issuer) + 2;
	if (account != NULL)
		canvas_text(canvas, y, x, canvas->width - x, STYLE_NORMAL,
			account);
}
