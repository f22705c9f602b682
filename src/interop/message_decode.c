#include "interop/message_parts.h"

#include <errno.h>
#include <iconv.h>

#include "base/str.h"
#include "base/utf8.h"
#include "codec/base64.h"

#define CHARSET_MAX 40
#define STEP 1024 /* bytes of a conversion */

bool
span_line(struct span *text, struct span *line)
{
	const char *end;
	size_t len;

	if (text->len == 0)
		return false;
	end = memchr(text->at, '\n', text->len);
	len = end != NULL ? (size_t)(end - text->at) : text->len;
	*line = (struct span){text->at, len};
	if (len > 0 && line->at[len - 1] == '\r')
		line->len--;
	if (end != NULL)
		len++;
	text->at += len;
	text->len -= len;
	return true;
}

bool
span_starts_nocase(struct span span, const char *prefix)
{
	size_t len = strlen(prefix);

	return span.len >= len && strncasecmp(span.at, prefix, len) == 0;
}

size_t
span_find_nocase(struct span span, const char *needle)
{
	size_t len = strlen(needle);

	for (size_t i = 0; i + len <= span.len; i++)
		if ((span.at[i] | 0x20) == (needle[0] | 0x20) &&
		    strncasecmp(span.at + i, needle, len) == 0)
			return i;
	return span.len;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
message_unquote(struct span text, bool header, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		const char *at = text.at + i;
		size_t left = text.len - i;

		if (*at == '_' && header) {
			buf_add_byte(out, ' ');
		} else if (*at != '=') {
			buf_add_byte(out, (uint8_t)*at);
		} else if (left >= 3 && hex_value(at[1]) >= 0 &&
			hex_value(at[2]) >= 0) {
			buf_add_byte(out, (uint8_t)(hex_value(at[1]) << 4 |
				hex_value(at[2])));
			i += 2;
		} else if (left >= 2 && at[1] == '\n') {
			i += 1;
		} else if (left >= 3 && at[1] == '\r' && at[2] == '\n') {
			i += 2;
		} else if (left >= 2) {
			buf_add_byte(out, '=');
		}
	}
}

void
message_unbase64(struct span text, struct buf *out)
{
	size_t start = out->len, end = 0;
	struct err ignored;

	/* What follows the padding, as a mailing list's footer, is not it. */
	while (end < text.len && text.at[end] != '=')
		end++;
	if (base64_decode(text.at, end, BASE64_LAX, out, &ignored))
		return;
	out->len = start;
	/* Cut off in the middle: without the last, incomplete group. */
	while (end > 0 && !base64_decode(text.at, end, BASE64_LAX, out,
			   &ignored)) {
		out->len = start;
		end -= end > STEP ? end / 2 : 1;
	}
}

/* Converts as far as it goes; what is no character becomes a question mark. */
static void
convert(iconv_t way, const uint8_t *bytes, size_t len, struct buf *out)
{
	/* iconv() does not write to it, but its type says so. */
	char *from = (char *)(uintptr_t)bytes;

	while (len > 0) {
		char piece[STEP];
		char *to = piece;
		size_t room = sizeof(piece);
		size_t done = iconv(way, &from, &len, &to, &room);

		buf_add(out, piece, (size_t)(to - piece));
		explicit_bzero(piece, sizeof(piece));
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		buf_add_byte(out, '?');
		from++;
		len--;
	}
}

void
message_recode(const char *charset, const uint8_t *bytes, size_t len,
	struct buf *out)
{
	iconv_t way = (iconv_t)-1;

	if (utf8_valid((const char *)bytes, len) &&
	    (charset == NULL || !str_starts_nocase(charset, "iso-2022"))) {
		buf_add(out, bytes, len);
		return;
	}
	if (charset != NULL && !str_starts_nocase(charset, "utf-8"))
		way = iconv_open("UTF-8", charset);
	if (way == (iconv_t)-1) {
		utf8_from_latin1(out, bytes, len);
		return;
	}
	convert(way, bytes, len, out);
	iconv_close(way);
}

/* "=?charset?B?text?=" at the beginning; returns its length, or 0. */
static size_t
one_word(struct span text, struct buf *out)
{
	char charset[CHARSET_MAX];
	struct span body;
	size_t name, end;
	BUF bytes = {0};

	if (text.len < 6 || text.at[0] != '=' || text.at[1] != '?')
		return 0;
	for (name = 2; name < text.len && text.at[name] != '?'; name++)
		;
	if (name + 3 >= text.len || text.at[name + 2] != '?' ||
	    name - 2 >= sizeof(charset))
		return 0;
	snprintf(charset, sizeof(charset), "%.*s", (int)(name - 2),
		text.at + 2);
	charset[strcspn(charset, "*")] = '\0';
	body = (struct span){text.at + name + 3, text.len - name - 3};
	for (end = 0; end + 1 < body.len; end++)
		if (body.at[end] == '?' && body.at[end + 1] == '=')
			break;
	if (end + 1 >= body.len)
		return 0;
	body.len = end;
	if ((text.at[name + 1] | 0x20) == 'b')
		message_unbase64(body, &bytes);
	else
		message_unquote(body, true, &bytes);
	if (bytes.len > 0)
		message_recode(charset, bytes.data, bytes.len, out);
	return name + 3 + end + 2;
}

static size_t
blanks(struct span text)
{
	size_t len = 0;

	while (len < text.len && strchr(" \t\r\n", text.at[len]) != NULL &&
		text.at[len] != '\0')
		len++;
	return len;
}

/* Blanks between two encoded words are none. */
void
message_unword(struct span value, struct buf *out)
{
	bool was_word = false;
	BUF raw = {0};

	while (value.len > 0) {
		size_t gap = was_word ? blanks(value) : 0;
		struct span rest = {value.at + gap, value.len - gap};
		BUF word = {0};
		size_t len = one_word(rest, &word);

		was_word = len > 0;
		if (was_word) {
			buf_add(&raw, word.data, word.len);
			len += gap;
		} else {
			buf_add_byte(&raw, (uint8_t)*value.at);
			len = 1;
		}
		value.at += len;
		value.len -= len;
	}
	if (raw.len > 0)
		message_recode(NULL, raw.data, raw.len, out);
	out->failed |= raw.failed;
}
