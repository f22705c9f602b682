/* ASCII armor: strict PEM (RFC 7468) but for blanks around the whole. */
#include "vault/age.h"

#include "codec/base64.h"

#define BEGIN_LINE "-----BEGIN AGE ENCRYPTED FILE-----"
#define END_LINE "-----END AGE ENCRYPTED FILE-----"
#define MAGIC "age-encryption.org/"
#define COLUMNS 64
#define COLUMNS_BYTES 48

struct span {
	const char *at;
	size_t left;
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct span
trim(const uint8_t *bytes, size_t len)
{
	struct span span = {(const char *)bytes, len};

	while (span.left > 0 && is_blank(span.at[0])) {
		span.at++;
		span.left--;
	}
	while (span.left > 0 && is_blank(span.at[span.left - 1]))
		span.left--;
	return span;
}

static bool
starts(const struct span *span, const char *text)
{
	size_t len = strlen(text);

	return span->left >= len && memcmp(span->at, text, len) == 0;
}

bool
age_is_armored(const uint8_t *bytes, size_t len)
{
	struct span span = trim(bytes, len);

	return starts(&span, BEGIN_LINE);
}

bool
age_match(const uint8_t *bytes, size_t len)
{
	struct span span = {(const char *)bytes, len};

	return starts(&span, MAGIC) || age_is_armored(bytes, len);
}

/* The next line without LF or CRLF. */
static struct span
next_line(struct span *span)
{
	const char *end = span->left > 0
		? memchr(span->at, '\n', span->left) : NULL;
	size_t len = end != NULL ? (size_t)(end - span->at) : span->left;
	struct span line = {span->at, len};
	size_t taken = end != NULL ? len + 1 : len;

	span->at += taken;
	span->left -= taken;
	if (end != NULL && line.left > 0 && line.at[line.left - 1] == '\r')
		line.left--;
	return line;
}

static bool
equals(const struct span *line, const char *text)
{
	return line->left == strlen(text) && starts(line, text);
}

static bool
malformed(size_t number, const char *reason, struct err *err)
{
	err_set(err, ERR_DAMAGED, "%s", reason);
	err_at(err, "line %zu", number);
	return err_at(err, "armor");
}

/* One line of Base64: all but the last have 64 columns and no padding. */
static bool
add_line(const struct span *line, size_t number, bool *last, struct buf *out,
	struct err *err)
{
	size_t before = out->len;

	if (*last)
		return malformed(number, "must be the end line, is not", err);
	if (line->left == 0 || line->left > COLUMNS)
		return malformed(number, "must have 1 to 64 columns", err);
	if (!base64_decode(line->at, line->left, BASE64_STRICT, out, err))
		return malformed(number, "must be canonical Base64, is not",
			err);
	*last = out->len - before < COLUMNS_BYTES;
	return true;
}

bool
age_unarmor(const uint8_t *bytes, size_t len, struct buf *out,
	struct err *err)
{
	struct span span = trim(bytes, len);
	struct span line = next_line(&span);
	bool last = false;

	if (!equals(&line, BEGIN_LINE))
		return malformed(1, "must be " BEGIN_LINE, err);
	for (size_t number = 2; span.left > 0; number++) {
		line = next_line(&span);
		if (equals(&line, END_LINE))
			return span.left == 0 || malformed(number + 1,
				"must be the end of the file", err);
		if (!add_line(&line, number, &last, out, err))
			return false;
	}
	return err_set(err, ERR_DAMAGED, "armor: the end line is missing");
}
