#include "qr/print_label.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define MORE "..."
#define MORE_COLUMNS 3
#define BREAKS " :@/-_."

/* A stretch of the text that makes one line. */
struct cut {
	size_t len;
	size_t columns;
};

/* As many whole characters as fit. */
static struct cut
cut_hard(const char *text, size_t len, size_t columns)
{
	struct cut cut = {0};

	while (cut.len < len) {
		int width;
		size_t bytes = unicode_cluster(text, len, cut.len, &width);

		if (cut.columns + (size_t)width > columns)
			break;
		cut.len += bytes;
		cut.columns += (size_t)width;
	}
	return cut;
}

/* The same, but back to where a word ends if that keeps half of the line. */
static struct cut
cut_soft(const char *text, size_t len, size_t columns)
{
	struct cut hard = cut_hard(text, len, columns);

	if (hard.len == len)
		return hard;
	for (size_t i = hard.len; i > 0; i--) {
		struct cut soft = {i, unicode_columns(text, i)};

		if (2 * soft.columns < columns)
			break;
		if (strchr(BREAKS, text[i - 1]) != NULL)
			return soft;
	}
	return hard;
}

static struct cut
cut_last(const char *text, size_t len, size_t columns)
{
	struct cut whole = cut_hard(text, len, columns);

	if (whole.len == len || columns <= MORE_COLUMNS)
		return whole;
	return cut_hard(text, len, columns - MORE_COLUMNS);
}

bool
label_cut(const char *text, size_t columns, struct label *out,
	struct err *err)
{
	BUF printable = {0};
	size_t at = 0;

	if (text != NULL)
		utf8_printable(&printable, text, strlen(text));
	if (!buf_ok(&printable, err))
		return false;
	while (at < printable.len && out->len < QR_LABEL_LINES) {
		const char *rest = buf_text(&printable) + at;
		size_t left = printable.len - at;
		bool last = out->len + 1 == QR_LABEL_LINES;
		struct cut cut = (last ? cut_last : cut_soft)(rest, left,
			columns);
		struct buf *line = &out->lines[out->len];

		if (cut.len == 0)
			break;
		buf_add(line, rest, cut.len);
		if (last && cut.len < left) {
			buf_add_str(line, MORE);
			cut.columns += MORE_COLUMNS;
		}
		out->columns[out->len++] = cut.columns;
		at += cut.len;
		if (!buf_ok(line, err))
			return false;
	}
	return true;
}

void
label_wipe(struct label *label)
{
	for (size_t i = 0; i < COUNT_OF(label->lines); i++)
		buf_wipe(&label->lines[i]);
	label->len = 0;
}

size_t
label_columns(const struct qr_matrix *matrix)
{
	return 2 * ((size_t)matrix->size + QR_QUIET_ZONE) / LABEL_ADVANCE;
}

unsigned int
label_height(const struct label *label)
{
	if (label->len == 0)
		return 0;
	return (unsigned int)label->len * LABEL_LINE + LABEL_BOTTOM;
}
