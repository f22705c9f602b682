/*
 * One form for what looks alike: digits of other scripts, wide letters, blanks
 * of all widths, dashes; what is not seen is gone. Then digits in boxes of
 * their own are put on one line.
 */
#include "base/utf8.h"
#include "interop/message_parts.h"

#define BOXES_MIN 4
#define BOXES_MAX 10
#define WIDE_COMMA 0xff0c /* unlike a comma it has its blank in it */

struct range {
	uint32_t from, to;
};

static const struct range unseen[] = {
	{0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x180e, 0x180e},
	{0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},
	{0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
};

static const struct range blank[] = {
	{0x01, 0x09}, {0x0b, 0x20}, {0x7f, 0xa0}, {0x1680, 0x1680},
	{0x2000, 0x200a}, {0x202f, 0x202f}, {0x205f, 0x205f},
	{0x3000, 0x3000},
};

static const struct range dash[] = {
	{0x2010, 0x2013}, {0x2212, 0x2212}, {0xfe58, 0xfe58}, {0xff0d, 0xff0d},
};

/* Ten digits from here on. */
static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10};

static bool
is_in(uint32_t point, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (point >= ranges[i].from && point <= ranges[i].to)
			return true;
	return false;
}

static uint32_t
plain_point(uint32_t point)
{
	if (point == 0x2028 || point == 0x2029)
		return '\n';
	if (is_in(point, dash, COUNT_OF(dash)))
		return '-';
	if (point != WIDE_COMMA && point >= 0xff01 && point <= 0xff5e)
		return point - 0xff01 + '!';
	for (size_t i = 0; i < COUNT_OF(zeros); i++)
		if (point >= zeros[i] && point < zeros[i] + 10)
			return point - zeros[i] + '0';
	return point;
}

/* ">" begins what somebody else has written before. */
static size_t
skip_quoted(const char *text, size_t len, size_t at)
{
	while (at < len && text[at] == '>')
		while (at < len && text[at++] != '\n')
			;
	return at;
}

/* Blanks become one; none at the ends of lines, and at most one empty line. */
static void
add_plain(const char *text, size_t len, struct buf *out)
{
	size_t at = skip_quoted(text, len, 0), lines = 2;
	bool is_gap = false;

	while (at < len && !out->failed) {
		uint32_t point = (uint8_t)text[at] < 0x80 ?
			(uint8_t)text[at++] : utf8_next(text, len, &at);

		if (point > ' ' && point < 0x7f) {
			/* As it is. */
		} else if (point != '\n' &&
			is_in(point, blank, COUNT_OF(blank))) {
			is_gap = true;
			continue;
		} else if (point == 0 ||
			is_in(point, unseen, COUNT_OF(unseen))) {
			continue;
		} else if (point == UTF8_INVALID) {
			point = 0xfffd;
		} else {
			point = plain_point(point);
		}
		if (point == '\n') {
			is_gap = false;
			at = skip_quoted(text, len, at);
			if (++lines <= 2)
				buf_add_byte(out, '\n');
			continue;
		}
		if (is_gap && lines == 0)
			buf_add_byte(out, ' ');
		lines = 0;
		is_gap = point == WIDE_COMMA;
		utf8_add(out, is_gap ? ',' : point);
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How far "8\n1\n5 2" goes: single digits with blanks between. */
static size_t
boxes(struct span text, size_t *count)
{
	size_t end = 0, at = 0;

	*count = 0;
	while (at < text.len && is_digit(text.at[at]) &&
		(at + 1 == text.len || text.at[at + 1] == ' ' ||
			text.at[at + 1] == '\n')) {
		end = ++at;
		++*count;
		while (at < text.len &&
			(text.at[at] == ' ' || text.at[at] == '\n'))
			at++;
	}
	return end;
}

static void
join_boxes(struct buf *text)
{
	char *bytes = (char *)text->data;
	size_t from = 0, to = 0;

	while (from < text->len) {
		bool begins = from == 0 || bytes[from - 1] == ' ' ||
			bytes[from - 1] == '\n';
		size_t count = 0, len = begins && is_digit(bytes[from]) ?
			boxes((struct span){bytes + from, text->len - from},
				&count) : 0;

		if (len == 0)
			len = 1;
		for (size_t i = 0; i < len; i++) {
			char c = bytes[from + i];

			if (count < BOXES_MIN || count > BOXES_MAX ||
			    is_digit(c))
				bytes[to++] = c;
		}
		from += len;
	}
	if (to < text->len)
		bytes[to] = '\0';
	text->len = to;
}

void
message_plain(struct span text, struct buf *out)
{
	add_plain(text.at, text.len, out);
	if (!out->failed)
		join_boxes(out);
}
