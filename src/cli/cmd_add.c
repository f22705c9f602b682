#include "app/accounts.h"
#include "app/prompt.h"
#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "codec/base32.h"
#include "core/otpauth.h"

#define TRIES_MAX 3
#define WEAK_KEY_BYTES 10 /* less than the 80 bits of common practice */
#define INPUT_MAX ((size_t)16384) /* bytes of a key or URI */
#define BLANKS " \t\r\n"

struct add_options {
	struct fields fields;
};

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

/* A text key or a URI; the err names neither. */
static bool
parse_input(const struct session *session, const struct buf *input,
	struct entry *out, struct err *err)
{
	ENTRY entry = {0};
	size_t len;
	const char *text = trimmed(input, &len);

	if (otpauth_match(text, len)) {
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
from_stdin(const struct session *session, struct entry *out, struct err *err)
{
	BUF input = {0};

	if (!fd_read_all(STDIN_FILENO, INPUT_MAX, &input, err))
		return err_at(err, "standard input");
	return parse_input(session, &input, out, err);
}

/* A slip of the finger should not cost the passphrase once more. */
static bool
from_terminal(const struct session *session, struct entry *out,
	struct err *err)
{
	for (int i = 0; i < TRIES_MAX; i++) {
		SECRET typed = {0};
		BUF input = {0};
		char reason[ERR_WHERE_MAX + ERR_TEXT_MAX];

		if (!prompt_secret("Text key or otpauth:// URI: ", &typed,
			    err))
			return false;
		buf_add(&input, typed.bytes, typed.len);
		if (!buf_ok(&input, err))
			return false;
		if (parse_input(session, &input, out, err))
			return true;
		if (err->kind != ERR_FORMAT || i == TRIES_MAX - 1)
			return false;
		err_format(err, reason, sizeof(reason));
		prompt_say(reason);
	}
	return false;
}

/* It works, but it has been seen: by ps(1), and by the shell's history. */
static bool
from_argument(const struct session *session, char *uri, struct entry *out,
	struct err *err)
{
	BUF input = {0};

	buf_add_str(&input, uri);
	explicit_bzero(uri, strlen(uri));
	session_note(session, "warning: other users and the shell's history "
		"can see a URI on the command line; type it at the prompt of "
		"\"otp add\", or pipe it in");
	return buf_ok(&input, err) && parse_input(session, &input, out, err);
}

/* Steam:alice is a name. */
static bool
is_uri(const char *operand)
{
	return strstr(operand, "://") != NULL &&
		otpauth_match(operand, strlen(operand));
}

static bool
read_entry(const struct session *session, const struct fields *fields,
	char *operand, struct entry *out, struct err *err)
{
	const char *name = operand;
	bool good;

	if (operand != NULL && is_uri(operand)) {
		good = from_argument(session, operand, out, err);
		name = NULL;
	} else if (isatty(STDIN_FILENO)) {
		good = from_terminal(session, out, err);
	} else {
		good = from_stdin(session, out, err);
	}
	if (!good || !fields_apply(fields, name, out, err))
		return false;
	if (out->issuer[0] != '\0' || out->account[0] != '\0')
		return true;
	err_set(err, ERR_USAGE, "needs a NAME, like ISSUER:ACCOUNT");
	return err_at(err, "add");
}

static void
warn_weak(const struct session *session, const struct entry *entry)
{
	if (entry->secret.len < WEAK_KEY_BYTES)
		session_note(session, "warning: the key has only %zu bits; "
			"80 is the least in use, 160 is usual",
			entry->secret.len * 8);
}

/* The service asks for it now; a counter's first code is used up by that. */
static bool
print_code(struct session *session, const char *id, struct err *err)
{
	struct code code;
	BUF line = {0};

	if (!accounts_code(session, id, 0, true, &code, err))
		return false;
	buf_addf(&line, "%s\n", code.text);
	return output_write(session, &line, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct add_options *add = options;
	char id[ENTRY_ID_SIZE];
	ENTRY entry = {0};
	BUF title = {0};

	if (!read_entry(session, &add->fields, argc > 0 ? argv[0] : NULL,
		    &entry, err))
		return false;
	account_title(&entry, &title);
	if (!buf_ok(&title, err))
		return false;
	warn_weak(session, &entry);
	if (!accounts_add(session, &entry, id, err))
		return false;
	session_note(session, "added %s", buf_text(&title));
	return print_code(session, id, err);
}

static const struct option_def options[] = {
	{.name = "issuer", .value = "I",
		.help = "the service; NAME is then the account alone",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct add_options, fields.issuer)},
	{.name = "type", .value = "TYPE", .help = "one of",
		.kind = OPTION_CHOICE, .words = fields_types,
		.set = fields_set_type},
	{.name = "algorithm", .value = "A", .help = "one of",
		.kind = OPTION_CHOICE, .words = fields_algorithms,
		.set = fields_set_algorithm},
	{.name = "digits", .value = "N",
		.help = "length of the codes, 4 to 10 (default 6)",
		.kind = OPTION_TEXT, .set = fields_set_digits},
	{.name = "period", .value = "S",
		.help = "seconds that a code lives, 1 to 86400 (default 30)",
		.kind = OPTION_TEXT, .set = fields_set_period},
	{.name = "counter", .value = "N",
		.help = "the next counter to use (HOTP, default 0)",
		.kind = OPTION_TEXT, .set = fields_set_counter},
	{.name = "tag", .value = "T", .help = "a tag; may repeat",
		.kind = OPTION_TEXT, .set = fields_set_tag},
	{.name = "note", .value = "TEXT", .help = "free text",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct add_options, fields.note)},
	{0},
};

const struct command cmd_add = {
	.name = "add",
	.args = "[NAME]",
	.help = "adds one account and prints its current code",
	.more = "The text key or a whole otpauth:// URI is asked for without "
		"echo, or read from standard input when that is not a "
		"terminal. NAME is ISSUER:ACCOUNT, or the account alone. "
		"Options win over what a URI says.",
	.flags = COMMAND_VAULT,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct add_options),
	.run = run,
};
