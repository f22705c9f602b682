#include "cli/key_input.h"

#include "app/prompt.h"
#include "base/file.h"
#include "codec/base32.h"
#include "core/otpauth.h"

#define TRIES_MAX 3
#define WEAK_KEY_BYTES 10 /* less than the 80 bits of common practice */
#define INPUT_MAX ((size_t)16384) /* bytes of a key or URI */
#define BLANKS " \t\r\n"

static bool
is_blank(char byte)
{
	return memchr(BLANKS, byte, sizeof(BLANKS) - 1) != NULL;
}

/* Cuts blanks off both ends of what was read. A NUL is no end: it is refused
 * like any other character that has no place in a key. */
static const char *
trimmed(const struct buf *text, size_t *len)
{
	const char *start = buf_text(text);
	const char *end = start + text->len;

	while (start < end && is_blank(start[0]))
		start++;
	while (start < end && is_blank(end[-1]))
		end--;
	*len = (size_t)(end - start);
	return start;
}

static bool
is_one_line(const char *text, size_t len)
{
	return memchr(text, '\n', len) == NULL &&
		memchr(text, '\r', len) == NULL;
}

/* Two keys, one below the other, would make one that is wrong. */
static bool
parse_key(const char *text, size_t len, struct secret *out, struct err *err)
{
	if (!is_one_line(text, len))
		return err_set(err, ERR_FORMAT,
			"must be one line, is several");
	return base32_decode(text, len, out, err);
}

static bool
parse_uri(const struct session *session, const char *text, size_t len,
	struct entry *out, struct err *err)
{
	char warning[OTPAUTH_WARNING_SIZE];

	if (!is_one_line(text, len))
		return err_set(err, ERR_FORMAT, "must be one URI, is several "
			"lines; \"otp import -\" reads lists");
	if (!otpauth_parse(text, len, out, warning, err))
		return false;
	if (warning[0] != '\0')
		session_note(session, "warning: %s", warning);
	return true;
}

bool
key_input_parse(const struct session *session, const struct buf *input,
	struct entry *out, bool *is_uri, struct err *err)
{
	ENTRY entry = {0};
	size_t len;
	const char *text = trimmed(input, &len);

	*is_uri = otpauth_match(text, len);
	if (*is_uri) {
		if (!parse_uri(session, text, len, &entry, err))
			return err_at(err, "URI");
	} else if (!entry_init(&entry, err)) {
		return false;
	} else if (!parse_key(text, len, &entry.secret, err)) {
		return err_at(err, "text key");
	}
	*out = entry_move(&entry);
	return true;
}

static bool
from_stdin(const struct session *session, struct entry *out, bool *is_uri,
	struct err *err)
{
	BUF input = {0};

	if (!fd_read_all(STDIN_FILENO, INPUT_MAX, &input, err))
		return err_at(err, "standard input");
	return key_input_parse(session, &input, out, is_uri, err);
}

/* A slip of the finger should not cost the passphrase once more. */
static bool
from_terminal(const struct session *session, const char *question,
	struct entry *out, bool *is_uri, struct err *err)
{
	for (int i = 0; i < TRIES_MAX; i++) {
		SECRET typed = {0};
		BUF input = {0};
		char reason[ERR_WHERE_MAX + ERR_TEXT_MAX];

		if (!prompt_secret(question, &typed, err))
			return false;
		buf_add(&input, typed.bytes, typed.len);
		if (!buf_ok(&input, err))
			return false;
		if (key_input_parse(session, &input, out, is_uri, err))
			return true;
		if (err->kind != ERR_FORMAT || i == TRIES_MAX - 1)
			return false;
		err_format(err, reason, sizeof(reason));
		prompt_say(reason);
	}
	return false;
}

bool
key_input_read(const struct session *session, const char *question,
	struct entry *out, bool *is_uri, struct err *err)
{
	return isatty(STDIN_FILENO) ?
		from_terminal(session, question, out, is_uri, err) :
		from_stdin(session, out, is_uri, err);
}

void
key_input_warn(const struct session *session, const struct entry *entry)
{
	if (entry->secret.len < WEAK_KEY_BYTES)
		session_note(session, "warning: the key has only %zu bits; "
			"80 is the least in use, 160 is usual",
			entry->secret.len * 8);
}
