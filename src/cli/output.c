#include "cli/output.h"

#include <stdarg.h>

#include "base/file.h"
#include "base/secmem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "codec/unicode.h"

#define GAP 2 /* blanks between two columns */
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

bool
output_write(const struct session *session, const struct buf *text,
	struct err *err)
{
	if (!buf_ok(text, err))
		return false;
	if (!fd_write_all(fileno(session->out), text->data, text->len, err))
		return err_at(err, "standard output");
	return true;
}

/* \uXXXX, or two of them above U+FFFF. */
static void
json_escape(struct buf *out, uint32_t code_point)
{
	if (code_point < 0x10000) {
		buf_addf(out, "\\u%04x", (unsigned int)code_point);
		return;
	}
	code_point -= 0x10000;
	buf_addf(out, "\\u%04x\\u%04x",
		0xD800 + (unsigned int)(code_point >> 10),
		0xDC00 + (unsigned int)(code_point & 0x3FF));
}

bool
output_json(const struct session *session, const struct buf *json,
	struct err *err)
{
	const char *text = buf_text(json);
	BUF safe = {0};

	if (!buf_ok(json, err))
		return false;
	for (size_t at = 0; at < json->len;) {
		size_t start = at;
		uint32_t code_point = utf8_next(text, json->len, &at);

		if (code_point == '\n' || !utf8_is_unsafe(code_point))
			buf_add(&safe, text + start, at - start);
		else if (code_point == UTF8_INVALID)
			json_escape(&safe, 0xFFFD);
		else
			json_escape(&safe, code_point);
	}
	buf_add_byte(&safe, '\n');
	return output_write(session, &safe, err);
}

void
output_field(struct buf *out, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\t\r\n");

		utf8_printable(out, text, len);
		text += len;
		if (*text != '\0')
			buf_add_byte(out, ' ');
		text += *text == '\r' && text[1] == '\n' ? 2 : *text != '\0';
	}
}

void
output_error(const struct session *session, const struct err *err)
{
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX + 4];
	BUF safe = {0};

	if (err->text[0] == '\0')
		return;
	err_format(err, line, sizeof(line));
	buf_add_str(&safe, "otp: ");
	output_field(&safe, line);
	buf_add_byte(&safe, '\n');
	fputs(safe.failed ? "otp: out of memory\n" : buf_text(&safe),
		session->errors);
}

void
table_add(struct table *table, const char *text)
{
	output_field(&table->cells, text != NULL ? text : "");
	buf_add_byte(&table->cells, '\0');
	table->cell_count++;
}

void
table_addf(struct table *table, const char *format, ...)
{
	BUF text = {0};
	va_list args;

	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	if (text.failed)
		table->cells.failed = true;
	else
		table_add(table, buf_text(&text));
}

static void
measure(const struct table *table, size_t *widths)
{
	const char *cell = buf_text(&table->cells);
	size_t column = 0;

	for (size_t i = 0; i < table->column_count; i++)
		widths[i] = table->columns[i].title == NULL ? 0 :
			strlen(table->columns[i].title);
	for (size_t i = 0; i < table->cell_count; i++) {
		size_t max = table->columns[column].width_max;
		size_t len = strlen(cell);
		size_t width = unicode_columns(cell, len);

		if (width > widths[column] && (max == 0 || width <= max))
			widths[column] = width;
		column = column + 1 < table->column_count ? column + 1 : 0;
		cell += len + 1;
	}
}

static void
add_blanks(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, ' ');
}

/* One row of cells that lie one behind the other; returns what follows. */
static const char *
add_row(const struct table *table, const size_t *widths, const char *cell,
	struct buf *out)
{
	size_t owed = 0; /* blanks that nothing may follow */

	for (size_t i = 0; i < table->column_count; i++) {
		size_t len = strlen(cell);
		size_t width = unicode_columns(cell, len);
		size_t pad = widths[i] > width ? widths[i] - width : 0;

		if (table->columns[i].right && len > 0)
			owed += pad;
		if (len > 0)
			add_blanks(out, owed);
		buf_add(out, cell, len);
		owed = (len > 0 ? 0 : owed) + GAP +
			(table->columns[i].right && len > 0 ? 0 : pad);
		cell += len + 1;
	}
	buf_add_byte(out, '\n');
	return cell;
}

static void
add_header(const struct table *table, const size_t *widths, bool bold,
	struct buf *out)
{
	BUF titles = {0};

	if (table->columns[0].title == NULL)
		return;
	for (size_t i = 0; i < table->column_count; i++) {
		buf_add_str(&titles, table->columns[i].title);
		buf_add_byte(&titles, '\0');
	}
	if (titles.failed) {
		out->failed = true;
		return;
	}
	buf_add_str(out, bold ? BOLD : "");
	add_row(table, widths, buf_text(&titles), out);
	if (!bold || out->len == 0)
		return;
	out->len--; /* the end of line comes behind the colour */
	buf_add_str(out, PLAIN "\n");
}

static void
add_aligned(const struct table *table, const struct session *session,
	size_t *widths, struct buf *out)
{
	const char *cell = buf_text(&table->cells);

	measure(table, widths);
	add_header(table, widths, !session->options.no_color, out);
	for (size_t i = 0; i < table->cell_count; i += table->column_count)
		cell = add_row(table, widths, cell, out);
}

static void
add_separated(const struct table *table, struct buf *out)
{
	const char *cell = buf_text(&table->cells);
	size_t column = 0;

	for (size_t i = 0; i < table->cell_count; i++) {
		size_t len = strlen(cell);

		column = column + 1 < table->column_count ? column + 1 : 0;
		buf_add(out, cell, len);
		buf_add_byte(out, column == 0 ? '\n' : '\t');
		cell += len + 1;
	}
}

bool
table_print(const struct table *table, const struct session *session,
	struct err *err)
{
	BUF out = {0};
	size_t *widths;

	if (!buf_ok(&table->cells, err))
		return false;
	if (table->cell_count == 0)
		return true;
	if (!session->out_is_tty) {
		add_separated(table, &out);
		return output_write(session, &out, err);
	}
	widths = secmem_alloc(table->column_count * sizeof(*widths));
	if (widths == NULL)
		return err_nomem(err);
	add_aligned(table, session, widths, &out);
	secmem_free(widths);
	return output_write(session, &out, err);
}

void
table_wipe(struct table *table)
{
	buf_wipe(&table->cells);
	table->cell_count = 0;
}
