#include "tui/text.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define JOINER 0x200D
#define JOINER_BYTES "\xE2\x80\x8D"
#define VARIATION_EMOJI 0xFE0F
#define FLAG_A 0x1F1E6
#define FLAG_Z 0x1F1FF
#define REPLACEMENT 0xFFFD

struct range {
	uint32_t first, last;
};

/* Variation selectors, skin tones, tags. */
static const struct range modifiers[] = {
	{0xFE00, 0xFE0F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F},
	{0xE0100, 0xE01EF},
};

static bool
is_modifier(uint32_t code_point)
{
	for (size_t i = 0; i < COUNT_OF(modifiers); i++) {
		if (code_point >= modifiers[i].first &&
		    code_point <= modifiers[i].last)
			return true;
	}
	return false;
}

static wchar_t
showable(uint32_t code_point)
{
	wchar_t shown = (wchar_t)code_point;

	if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point) ||
	    wcwidth(shown) < 0)
		return wcwidth(REPLACEMENT) == 1 ? REPLACEMENT : L'?';
	return shown;
}

static bool
is_flag_letter(uint32_t code_point)
{
	return code_point >= FLAG_A && code_point <= FLAG_Z;
}

static wchar_t
flag_letter(uint32_t code_point)
{
	return (wchar_t)('A' + (code_point - FLAG_A));
}

/* Keeps the bytes [start, end) of a cell that shows less than them. */
static void
join(struct cell *cell, const char *text, size_t start, size_t end)
{
	size_t at = start;

	/* A joiner at the end would join what is drawn next, wherever. */
	while (end - start > strlen(JOINER_BYTES) &&
	       memcmp(text + end - strlen(JOINER_BYTES), JOINER_BYTES,
		       strlen(JOINER_BYTES)) == 0)
		end -= strlen(JOINER_BYTES);
	if (end - start > CELL_JOINED_MAX)
		return;
	cell->extent = 0;
	while (at < end) {
		uint32_t code_point = utf8_next(text, end, &at);

		if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point))
			return;
		if (code_point == VARIATION_EMOJI)
			cell->extent++;
		else if (wcwidth((wchar_t)code_point) != 0)
			cell->extent += 2;
	}
	cell->joined = text + start;
	cell->joined_len = end - start;
}

/* Two of its letters; one alone is a letter. */
static struct cell
flag_cell(const char *text, size_t len, size_t *at)
{
	struct cell cell = {.columns = 1};
	size_t start = *at, next;

	cell.chars[0] = flag_letter(utf8_next(text, len, at));
	if (*at == len)
		return cell;
	next = *at;
	if (!is_flag_letter(utf8_next(text, len, &next)))
		return cell;
	cell.second = flag_letter(utf8_next(text, len, at));
	cell.columns = 2;
	join(&cell, text, start, *at);
	return cell;
}

static struct cell
composed_cell(const char *text, size_t len, size_t *at)
{
	struct cell cell = {0};
	int columns;
	size_t start = *at, count = 0, first = *at;
	size_t end = *at + unicode_cluster(text, len, *at, &columns);
	bool joins = false, widens = false;

	if (is_flag_letter(utf8_next(text, len, &first)))
		return flag_cell(text, len, at);
	cell.chars[count++] = showable(utf8_next(text, len, at));
	cell.columns = wcwidth(cell.chars[0]);
	while (*at < end) {
		size_t next = *at;
		uint32_t code_point = utf8_next(text, len, &next);
		wchar_t shown = showable(code_point);
		bool modifies = is_modifier(code_point);

		if (code_point == JOINER) {
			joins = true;
			widens = widens || next < end;
			*at = end;
			break;
		}
		/* A spacing mark is a cell of its own. */
		if (!modifies && wcwidth(shown) != 0 &&
		    unicode_width(code_point) != 0)
			break;
		joins = joins || modifies;
		widens = widens || code_point == VARIATION_EMOJI;
		if (!modifies && wcwidth(shown) == 0 && count < CELL_CHARS_MAX)
			cell.chars[count++] = shown;
		*at = next;
	}
	if (widens && cell.columns == 1)
		cell.columns = 2;
	if (joins && cell.columns > 0)
		join(&cell, text, start, *at);
	return cell;
}

/* Most texts are ASCII, of which only what follows can join a character. */
static bool
is_plain(const char *text, size_t len, size_t at)
{
	return text[at] >= ' ' && text[at] < 0x7F &&
		(at + 1 == len || (unsigned char)text[at + 1] < 0x80);
}

struct cell
text_cell(const char *text, size_t len, size_t *at)
{
	if (is_plain(text, len, *at))
		return (struct cell){
			.chars = {(unsigned char)text[(*at)++]}, .columns = 1,
		};
	return composed_cell(text, len, at);
}

int
text_columns(const char *text)
{
	size_t len = strlen(text), at = 0;
	int columns = 0;

	while (at < len) {
		if (is_plain(text, len, at)) {
			at++;
			columns++;
		} else {
			columns += composed_cell(text, len, &at).columns;
		}
	}
	return columns;
}

size_t
text_fit(const char *text, size_t len, int columns, int *used)
{
	size_t at = 0, fits = 0;

	*used = 0;
	while (at < len) {
		struct cell cell = text_cell(text, len, &at);

		if (*used + cell.columns > columns)
			break;
		*used += cell.columns;
		fits = at;
	}
	return fits;
}

size_t
text_break(const char *text, size_t len, int columns, size_t *next)
{
	const char *newline = memchr(text, '\n', len);
	size_t line = newline != NULL ? (size_t)(newline - text) : len;
	int used;
	size_t fits = text_fit(text, line, columns, &used);
	size_t blank = fits;

	if (fits == line) {
		*next = newline != NULL ? line + 1 : line;
		return line;
	}
	while (blank > 0 && text[blank] != ' ')
		blank--;
	if (blank > 0) {
		*next = blank + 1;
		return blank;
	}
	if (fits == 0) {
		/* Not even one cell fits: skip it rather than stand still. */
		size_t at = 0;

		text_cell(text, line, &at);
		*next = at;
		return 0;
	}
	*next = fits;
	return fits;
}

int
text_lines(const char *text, int columns)
{
	size_t len = strlen(text), at = 0, next;
	int lines = 0;

	for (; at < len && columns > 0; at += next) {
		text_break(text + at, len - at, columns, &next);
		lines++;
	}
	return lines > 0 ? lines : 1;
}
