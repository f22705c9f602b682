/*
 * A mail is read as its parts stand; a part in two forms (multipart/
 * alternative) is read twice, as a code that stands in both is one.
 */
#include "interop/message.h"

#include "base/str.h"
#include "interop/message_parts.h"

#define VALUE_MAX 1000 /* bytes of a header that is looked at */
#define BOUNDARY_MAX 72
#define HTML_PEEK 2048
#define BODY_MAX ((size_t)2 * 1024 * 1024) /* of a part, as it is sent */

struct part {
	char type[64];     /* "text/plain" */
	char charset[40];
	char boundary[BOUNDARY_MAX];
	char encoding[24];
	char subject[VALUE_MAX];
	bool attached;
};

struct reader {
	struct buf *out;
	int parts;
};

/* The headers that no text begins with by chance. */
static const char *const mail_headers[] = {
	"from:", "received:", "return-path:", "delivered-to:", "mime-version:",
	"content-type:", "message-id:", "subject:", "to:", "date:",
	"dkim-signature:", "authentication-results:", "arc-seal:", "x-",
	"reply-to:", "sender:", "content-transfer-encoding:",
};

/* "; name=value" or "; name="value"", as text. */
static void
parameter(struct span value, const char *name, char *out, size_t size)
{
	size_t at = span_find_nocase(value, name), len = 0;
	const char *text;
	char end = ';';

	out[0] = '\0';
	if (at == value.len)
		return;
	at += strlen(name);
	text = value.at + at;
	if (at < value.len && *text == '"') {
		end = '"';
		text++;
		at++;
	}
	while (at + len < value.len && text[len] != end &&
		(end == '"' || strchr(" \t\r\n", text[len]) == NULL))
		len++;
	if (len < size)
		snprintf(out, size, "%.*s", (int)len, text);
}

static void
first_word(struct span value, char *out, size_t size)
{
	size_t len = 0;

	while (len < value.len && strchr("; \t\r\n", value.at[len]) == NULL &&
		len + 1 < size) {
		char c = value.at[len];

		out[len++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	out[len] = '\0';
}

static void
on_header(struct part *part, struct span header)
{
	size_t colon = 0;
	struct span value;

	while (colon < header.len && header.at[colon] != ':')
		colon++;
	if (colon == header.len)
		return;
	colon++;
	while (colon < header.len &&
		strchr(" \t\r\n", header.at[colon]) != NULL)
		colon++;
	value = (struct span){header.at + colon, header.len - colon};
	if (span_starts_nocase(header, "content-type:")) {
		first_word(value, part->type, sizeof(part->type));
		parameter(value, "charset=", part->charset,
			sizeof(part->charset));
		parameter(value, "boundary=", part->boundary,
			sizeof(part->boundary));
	} else if (span_starts_nocase(header, "content-transfer-encoding:")) {
		first_word(value, part->encoding, sizeof(part->encoding));
	} else if (span_starts_nocase(header, "content-disposition:")) {
		part->attached = span_starts_nocase(value, "attachment");
	} else if (span_starts_nocase(header, "subject:")) {
		snprintf(part->subject, sizeof(part->subject), "%.*s",
			value.len < VALUE_MAX ? (int)value.len : VALUE_MAX - 1,
			value.at);
	}
}

/* Reads the headers off *text, which is the body then. A line that begins with
 * a blank belongs to the one before. */
static void
read_headers(struct span *text, struct part *part)
{
	struct span line, header = {0};

	while (span_line(text, &line)) {
		if (line.len > 0 && header.len > 0 &&
		    (line.at[0] == ' ' || line.at[0] == '\t')) {
			header.len = (size_t)(line.at + line.len - header.at);
			continue;
		}
		if (header.len > 0)
			on_header(part, header);
		header = line;
		if (line.len == 0)
			return;
	}
	if (header.len > 0)
		on_header(part, header);
}

static bool
is_html(struct span text)
{
	static const char *const signs[] = {"<html", "<body", "<!doctype html",
		"<table", "<div", "<p>", "<br", "<td"};
	struct span start = text;

	if (start.len > HTML_PEEK)
		start.len = HTML_PEEK;
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (span_find_nocase(start, signs[i]) < start.len)
			return true;
	return false;
}

static void
add_limited(struct reader *reader, const struct buf *text)
{
	size_t room = MESSAGE_TEXT_MAX > reader->out->len ?
		MESSAGE_TEXT_MAX - reader->out->len : 0;

	buf_add(reader->out, text->data, text->len < room ? text->len : room);
	buf_add_byte(reader->out, '\n');
	reader->out->failed |= text->failed;
}

/* A body of text, decoded. */
static void
read_text(struct reader *reader, const struct part *part, struct span body)
{
	BUF bytes = {0}, text = {0}, plain = {0};

	if (body.len > BODY_MAX)
		body.len = BODY_MAX;
	if (str_equal_nocase(part->encoding, "base64"))
		message_unbase64(body, &bytes);
	else if (str_equal_nocase(part->encoding, "quoted-printable"))
		message_unquote(body, false, &bytes);
	else
		buf_add(&bytes, body.at, body.len);
	if (bytes.len > 0)
		message_recode(part->charset[0] != '\0' ? part->charset : NULL,
			bytes.data, bytes.len, &text);
	body = (struct span){buf_text(&text), text.len};
	if (strcmp(part->type, "text/html") == 0 ||
	    (part->type[0] == '\0' && is_html(body))) {
		message_untag(body, &plain);
		plain.failed |= text.failed;
		add_limited(reader, &plain);
	} else {
		add_limited(reader, &text);
	}
	reader->out->failed |= bytes.failed;
}

static void read_entity(struct reader *reader, struct span text, int depth);

/* Is the line the boundary? *last: the closing one. */
static bool
is_boundary(struct span line, const char *boundary, bool *last)
{
	size_t len = strlen(boundary);

	if (line.len < len + 2 || memcmp(line.at, "--", 2) != 0 ||
	    memcmp(line.at + 2, boundary, len) != 0)
		return false;
	*last = line.len >= len + 4 && memcmp(line.at + len + 2, "--", 2) == 0;
	return true;
}

static void
read_parts(struct reader *reader, const struct part *part, struct span body,
	int depth)
{
	struct span line, inner = {0};
	bool inside = false, last = false;

	while (!last && span_line(&body, &line)) {
		if (!is_boundary(line, part->boundary, &last))
			continue;
		inner.len = (size_t)(line.at - inner.at);
		if (inside)
			read_entity(reader, inner, depth);
		inside = true;
		inner.at = body.at;
	}
	/* Cut off: the last part is not closed. */
	if (inside && !last) {
		inner.len = (size_t)(body.at - inner.at);
		read_entity(reader, inner, depth);
	}
}

static void
read_body(struct reader *reader, const struct part *part, struct span body,
	int depth)
{
	if (part->attached || depth > MESSAGE_DEPTH_MAX ||
	    ++reader->parts > MESSAGE_PARTS_MAX)
		return;
	if (str_starts(part->type, "multipart/") && part->boundary[0] != '\0')
		read_parts(reader, part, body, depth + 1);
	else if (strcmp(part->type, "message/rfc822") == 0)
		read_entity(reader, body, depth + 1);
	else if (part->type[0] == '\0' || str_starts(part->type, "text/"))
		read_text(reader, part, body);
}

static void
read_entity(struct reader *reader, struct span text, int depth)
{
	struct part part = {0};
	BUF subject = {0};

	read_headers(&text, &part);
	if (part.subject[0] != '\0') {
		message_unword((struct span){part.subject,
			strlen(part.subject)}, &subject);
		add_limited(reader, &subject);
	}
	read_body(reader, &part, text, depth);
	explicit_bzero(&part, sizeof(part));
}

/* An mbox file's "From " line may stand before. */
static bool
is_mail(struct span text)
{
	if (span_starts_nocase(text, "from "))
		return true;
	for (size_t i = 0; i < COUNT_OF(mail_headers); i++)
		if (span_starts_nocase(text, mail_headers[i]))
			return true;
	return false;
}

/* Does a second header, or the empty line, follow the first? Else "From:" is
 * the beginning of a text. */
static bool
has_headers(struct span text)
{
	struct span line;

	span_line(&text, &line);
	while (span_line(&text, &line)) {
		const char *colon;

		if (line.len == 0)
			return true;
		if (line.at[0] == ' ' || line.at[0] == '\t')
			continue;
		colon = memchr(line.at, ':', line.len);
		return colon != NULL &&
			memchr(line.at, ' ', (size_t)(colon - line.at)) == NULL;
	}
	return false;
}

bool
message_text(const uint8_t *bytes, size_t len, struct buf *out,
	struct err *err)
{
	struct span text = {(const char *)bytes, len};
	struct reader reader = {.out = out};
	const struct part plain = {0};
	struct span line;

	while (text.len > 0 && strchr("\r\n", text.at[0]) != NULL &&
		text.at[0] != '\0') {
		text.at++;
		text.len--;
	}
	if (is_mail(text) && has_headers(text)) {
		if (span_starts_nocase(text, "from ") &&
		    !span_line(&text, &line))
			return buf_ok(out, err);
		read_entity(&reader, text, 0);
	} else if (len > 0) {
		read_text(&reader, &plain, text);
	}
	return buf_ok(out, err);
}
