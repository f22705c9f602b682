#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/json.h"
#include "interop/message.h"

struct extract_options {
	const char *from;
	bool json;
};

/* On standard error, one a line: the code and where it stands. */
static void
show_candidates(const struct session *session,
	const struct message_found *found)
{
	struct err ignored;
	BUF lines = {0};

	for (size_t i = 0; i < found->count; i++) {
		output_field(&lines, found->items[i].code);
		buf_add_byte(&lines, '\t');
		output_field(&lines, found->items[i].line);
		buf_add_byte(&lines, '\n');
	}
	if (!lines.failed)
		(void)!fd_write_all(fileno(session->errors), lines.data,
			lines.len, &ignored);
}

static bool
print(const struct session *session, const struct message_code *code,
	bool json, struct err *err)
{
	BUF text = {0};

	if (!json) {
		buf_addf(&text, "%s\n", code->code);
		return output_write(session, &text, err);
	}
	buf_add_str(&text, "{\"code\":");
	json_write_text(code->code, &text);
	if (code->domain[0] != '\0') {
		buf_add_str(&text, ",\"domain\":");
		json_write_text(code->domain, &text);
	}
	buf_add_byte(&text, '}');
	return output_json(session, &text, err);
}

/* The issuer of the account; the vault is closed again. */
static bool
read_hint(struct session *session, const char *selector, struct buf *out,
	struct err *err)
{
	const struct entry *entry;

	if (!session_unlock(session, err))
		return false;
	entry = account_select(session, selector, SCOPE_LIVE, err);
	if (entry == NULL)
		return false;
	buf_add_str(out, entry->issuer != NULL ? entry->issuer : "");
	session_lock(session);
	return buf_ok(out, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct extract_options *given = options;
	MESSAGE_FOUND found = {0};
	BUF bytes = {0}, text = {0}, hint = {0};

	(void)argc;
	(void)argv;
	if (given->from != NULL &&
	    !read_hint(session, given->from, &hint, err))
		return false;
	if (!fd_read_all(STDIN_FILENO, MESSAGE_MAX, &bytes, err))
		return err_at(err, "standard input");
	if (!message_text(bytes.data, bytes.len, &text, err))
		return false;
	if (message_find(buf_text(&text), text.len,
		    hint.len > 0 ? buf_text(&hint) : NULL, &found, err))
		return print(session, &found.items[0], given->json, err);
	err_at(err, "standard input");
	if (err->kind == ERR_AMBIGUOUS) {
		output_error(session, err);
		err->text[0] = '\0';
		show_candidates(session, &found);
	}
	return false;
}

static const struct option_def options[] = {
	{.name = "from", .value = "ACCOUNT",
		.help = "the code should be from the issuer of this account",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct extract_options, from)},
	{.name = "json", .help = "as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct extract_options, json)},
	{0},
};

const struct command cmd_extract = {
	.name = "extract",
	.help = "prints the one-time code in a mail or text message",
	.more = "The message is read from standard input. If several numbers "
		"may be the code, none is printed.",
	.options = options,
	.options_size = sizeof(struct extract_options),
	.run = run,
};
