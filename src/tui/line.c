#include "tui/line.h"

#include "base/utf8.h"
#include "codec/unicode.h"
#include "tui/text.h"

void
line_wipe(struct line *line)
{
	buf_wipe(&line->text);
	line->cursor = 0;
}

const char *
line_text(const struct line *line)
{
	return buf_text(&line->text);
}

bool
line_is_empty(const struct line *line)
{
	return line->text.len == 0;
}

static struct buf
take(struct buf *from)
{
	struct buf taken = *from;

	*from = (struct buf){0};
	return taken;
}

/* Replaces bytes [from, to) by the given ones; the cursor goes behind them. */
static void
splice(struct line *line, size_t from, size_t to, const char *bytes,
	size_t len)
{
	BUF changed = {0};
	const char *old = line_text(line);

	buf_add(&changed, old, from);
	buf_add(&changed, bytes, len);
	buf_add(&changed, old + to, line->text.len - to);
	if (changed.failed || changed.len > LINE_TEXT_MAX)
		return;
	buf_wipe(&line->text);
	line->text = take(&changed);
	line->cursor = from + len;
}

static bool
is_blank(char byte)
{
	return byte == '\n' || byte == '\r' || byte == '\t' || byte == ' ';
}

static bool
is_kept(const struct line *line, uint32_t code_point)
{
	if (line->many && (code_point == '\n' || code_point == '\t'))
		return true;
	return code_point >= 0x20 && code_point != 0x7F &&
		code_point != UTF8_INVALID;
}

/* Terminals send a pasted line break as either of the two, or both. */
static uint32_t
one_break(const char *text, size_t len, size_t at, uint32_t code_point)
{
	if (code_point != '\r')
		return code_point;
	return at < len && text[at] == '\n' ? UTF8_INVALID : '\n';
}

void
line_insert(struct line *line, const char *text, size_t len)
{
	BUF clean = {0};
	size_t at = 0;

	/* One typed blank is meant; those around a paste are not. */
	while (!line->many && len > 1 && is_blank(text[len - 1]))
		len--;
	while (!line->many && len > 1 && is_blank(*text)) {
		text++;
		len--;
	}
	while (at < len) {
		uint32_t code_point = utf8_next(text, len, &at);

		if (line->many)
			code_point = one_break(text, len, at, code_point);
		else if (code_point == '\n' || code_point == '\t')
			code_point = ' ';
		if (is_kept(line, code_point))
			utf8_add(&clean, code_point);
	}
	if (!clean.failed)
		splice(line, line->cursor, line->cursor, buf_text(&clean),
			clean.len);
}

void
line_set(struct line *line, const char *text)
{
	line_clear(line);
	splice(line, 0, 0, text, strlen(text));
}

void
line_clear(struct line *line)
{
	buf_clear(&line->text);
	line->cursor = 0;
}

static size_t
cluster_behind(const struct line *line, size_t at)
{
	int columns;

	if (at >= line->text.len)
		return at;
	return at + unicode_cluster(line_text(line), line->text.len, at,
		&columns);
}

static size_t
cluster_before(const struct line *line)
{
	size_t at = 0, next;

	while ((next = cluster_behind(line, at)) < line->cursor)
		at = next;
	return line->cursor > 0 ? at : 0;
}

void
line_left(struct line *line)
{
	line->cursor = cluster_before(line);
}

void
line_right(struct line *line)
{
	line->cursor = cluster_behind(line, line->cursor);
}

/* Of the line that the cursor is in. */
static size_t
start_of(const struct line *line)
{
	size_t at = line->cursor;

	while (at > 0 && line_text(line)[at - 1] != '\n')
		at--;
	return at;
}

static size_t
end_of(const struct line *line)
{
	return line->cursor + strcspn(line_text(line) + line->cursor, "\n");
}

void
line_home(struct line *line)
{
	line->cursor = start_of(line);
}

void
line_end(struct line *line)
{
	line->cursor = end_of(line);
}

void
line_backspace(struct line *line)
{
	splice(line, cluster_before(line), line->cursor, "", 0);
}

void
line_delete(struct line *line)
{
	splice(line, line->cursor, cluster_behind(line, line->cursor), "", 0);
}

void
line_delete_word(struct line *line)
{
	const char *text = line_text(line);
	size_t from = line->cursor;

	while (from > 0 && is_blank(text[from - 1]))
		from--;
	while (from > 0 && !is_blank(text[from - 1]) && text[from - 1] != '/')
		from--;
	if (from == line->cursor && from > 0)
		from--;
	splice(line, from, line->cursor, "", 0);
}

void
line_delete_before(struct line *line)
{
	splice(line, start_of(line), line->cursor, "", 0);
}

void
line_delete_behind(struct line *line)
{
	size_t cursor = line->cursor;

	splice(line, cursor, end_of(line), "", 0);
}

/* The first byte to draw, so that the cursor is inside the width. */
static size_t
window_start(const struct line *line, int width)
{
	const char *text = line_text(line);
	size_t start = 0;
	int used;

	while (start < line->cursor) {
		size_t fits = text_fit(text + start, line->cursor - start,
			width - 1, &used);

		if (fits == line->cursor - start)
			break;
		start = cluster_behind(line, start);
	}
	return start;
}

static void
draw_hidden(const struct line *line, const struct canvas *canvas, int y,
	int x, int width, bool focused)
{
	const char *bullet = theme_glyphs(canvas->ascii)->bullet;
	size_t at = 0;
	int column = 0;

	while (at < line->text.len && column < width - 1) {
		at = cluster_behind(line, at);
		canvas_text(canvas, y, x + column++, 1, STYLE_INPUT, bullet);
	}
	if (focused)
		canvas_cursor(canvas, y, x + column);
}

void
line_draw(const struct line *line, const struct canvas *canvas, int y, int x,
	int width, bool focused)
{
	const char *text = line_text(line);
	size_t start;
	int used;

	if (width > canvas->width - x)
		width = canvas->width - x;
	if (width < 1)
		return;
	canvas_fill(canvas, y, x, width, STYLE_INPUT);
	if (line->hidden) {
		draw_hidden(line, canvas, y, x, width, focused);
		return;
	}
	start = focused ? window_start(line, width) : 0;
	canvas_text(canvas, y, x, width, STYLE_INPUT, text + start);
	text_fit(text + start, line->cursor - start, width - 1, &used);
	if (focused)
		canvas_cursor(canvas, y, x + used);
}
