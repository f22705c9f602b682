/* Lists of URIs, one a line, as most programs can export them. */
#include "interop/formats.h"

#include <ctype.h>

#include "base/utf8.h"
#include "codec/json.h"
#include "core/otpauth.h"
#include "interop/lost.h"
#include "interop/migration.h"
#include "interop/text.h"

/* zbarimg puts it in front unless told --raw. */
#define ZBAR_PREFIX "QR-Code:"

#define LASTPASS_SCHEME "lpaauth-migration:"

static enum format_match
match(const uint8_t *bytes, size_t len)
{
	struct text_lines lines = {(const char *)bytes, len, 0};
	enum format_match best = MATCH_NO;
	struct text_line line;

	text_skip_mark(&lines.rest, &lines.left);
	while (best != MATCH_SURE && text_next(&lines, &line)) {
		bool quoted;

		text_cut_prefix(&line, ZBAR_PREFIX);
		/* A quoted one may as well be a value in somebody's JSON. */
		quoted = text_cut_prefix(&line, "\"");
		if (otpauth_match(line.text, line.len) ||
		    text_line_starts(&line, MIGRATION_SCHEME) ||
		    text_line_starts(&line, LASTPASS_SCHEME))
			best = quoted ? MATCH_MAYBE : MATCH_SURE;
	}
	return best;
}

/* A line that is a JSON string, or else the line as it is. */
static bool
unquote(const struct text_line *line, struct buf *out, struct err *err)
{
	BUF array = {0};
	json_auto_t *parsed = NULL;
	struct err ignored;

	if (line->len == 0 || line->text[0] != '"') {
		buf_add(out, line->text, line->len);
		return buf_ok(out, err);
	}
	buf_add_byte(&array, '[');
	buf_add(&array, line->text, line->len);
	buf_add_byte(&array, ']');
	if (!buf_ok(&array, err))
		return false;
	parsed = json_parse(buf_text(&array), array.len, &ignored);
	if (json_is_string(json_array_get(parsed, 0)))
		buf_add_str(out, json_string_value(json_array_get(parsed, 0)));
	else
		buf_add(out, line->text, line->len);
	return buf_ok(out, err);
}

static bool
skip(struct import *out, const struct text_line *line, struct err *reason,
	struct err *err)
{
	if (reason->kind == ERR_SYSTEM) {
		*err = *reason;
		return false;
	}
	err_at(reason, "line %zu", line->number);
	return import_skip(out, NULL, reason, err);
}

/* OTPClient cuts its files short by as many bytes as they have bytes beyond
 * ASCII, so "period=30" may have become "period=3". */
static bool
note_cut_file(const struct text_line *line, struct import *out,
	struct err *err)
{
	static const char last[] = "period=";
	size_t len = line->len;

	if (line->ended)
		return true;
	if (len > 0 && isdigit((unsigned char)line->text[len - 1]))
		len--;
	if (len < strlen(last) || strncasecmp(line->text + len - strlen(last),
					  last, strlen(last)) != 0)
		return true;
	return import_note(out, "the file may be cut short: it ends within "
		"the period of this account", err);
}

/* The accounts of one QR code of Google Authenticator's export. */
static bool
read_migration(const struct text_line *line, const struct buf *uri,
	struct import *out, struct err *err)
{
	size_t before = out->skipped_count;
	struct err reason = {0};

	if (!migration_read(buf_text(uri), uri->len, out, &reason))
		return skip(out, line, &reason, err);
	for (size_t i = before; i < out->skipped_count; i++)
		err_at(&out->skipped[i].err, "line %zu", line->number);
	return true;
}

static bool
read_line(const struct text_line *line, struct import *out, struct err *err)
{
	char warning[OTPAUTH_WARNING_SIZE];
	struct err reason = {0};
	BUF uri = {0};
	ENTRY entry = {0};

	if (!unquote(line, &uri, err))
		return false;
	if (str_starts_nocase(buf_text(&uri), MIGRATION_SCHEME))
		return read_migration(line, &uri, out, err);
	if (!otpauth_match(buf_text(&uri), uri.len)) {
		err_set(&reason, ERR_FORMAT, "%s",
			str_starts_nocase(buf_text(&uri), LASTPASS_SCHEME)
				? "exports of LastPass Authenticator are not "
				  "supported yet"
				: "must be an otpauth:// URI, is something "
				  "else");
		return skip(out, line, &reason, err);
	}
	if (!otpauth_parse(buf_text(&uri), uri.len, &entry, warning, &reason))
		return skip(out, line, &reason, err);
	return import_add(out, &entry, err) &&
		import_note(out, warning, err) &&
		note_cut_file(line, out, err);
}

static bool
read_list(const uint8_t *bytes, size_t len, const struct secret *passphrase,
	struct import *out, struct err *err)
{
	struct text_lines lines = {(const char *)bytes, len, 0};
	struct text_line line;
	BUF latin = {0};

	(void)passphrase;
	text_skip_mark(&lines.rest, &lines.left);
	if (!utf8_valid(lines.rest, lines.left)) {
		utf8_from_latin1(&latin, bytes, len);
		if (!buf_ok(&latin, err))
			return false;
		lines = (struct text_lines){buf_text(&latin), latin.len, 0};
	}
	while (text_next(&lines, &line)) {
		bool first = out->entries.len == 0;

		text_cut_prefix(&line, ZBAR_PREFIX);
		if (line.len == 0 || line.text[0] == '#')
			continue;
		if (!read_line(&line, out, err))
			return false;
		if (latin.len > 0 && first && out->entries.len > 0 &&
		    !import_note(out, "the file is not UTF-8; it was read as "
				"ISO 8859-1", err))
			return false;
	}
	return true;
}

static bool
write_list(const struct selection *entries, struct buf *out, struct err *err)
{
	for (size_t i = 0; i < entries->len; i++) {
		if (!otpauth_write(entries->items[i], out, err))
			return err_field(err, "[%zu]", i);
		buf_add_byte(out, '\n');
	}
	return buf_ok(out, err);
}

static bool
fits(const struct entry *entry, struct buf *lost, struct err *err)
{
	(void)err;
	lost_extras(entry, lost);
	return true;
}

const struct format format_uri = {
	.name = "uri",
	.title = "otpauth URIs, one a line",
	.flags = FORMAT_IMPORT | FORMAT_EXPORT,
	.match = match,
	.read = read_list,
	.write = write_list,
	.fits = fits,
};
