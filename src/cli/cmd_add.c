#include <unistd.h>

#include "app/accounts.h"
#include "app/prompt.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/key_input.h"
#include "cli/output.h"

struct add_options {
	struct fields fields;
	bool json;
};

/* It works, but it has been seen: by ps(1), and by the shell's history. */
static bool
from_argument(const struct session *session, char *uri, struct entry *out,
	struct err *err)
{
	BUF input = {0};
	bool is_uri;

	buf_add_str(&input, uri);
	explicit_bzero(uri, strlen(uri));
	session_note(session, "warning: other users and the shell's history "
		"can see a URI on the command line; type it at the prompt of "
		"\"otp add\", or pipe it in");
	return buf_ok(&input, err) &&
		key_input_parse(session, &input, out, &is_uri, err);
}

static bool
has_name(const struct entry *entry)
{
	return entry->issuer[0] != '\0' || entry->account[0] != '\0';
}

/* The key is there already: it should not be asked for once more. */
static bool
ask_name(const struct fields *fields, struct entry *out, struct err *err)
{
	STRING name = NULL;

	return prompt_line("Its name, like ISSUER:ACCOUNT: ", &name, err) &&
		fields_apply(fields, name, out, err);
}

static bool
read_entry(const struct session *session, const struct fields *fields,
	char *operand, struct entry *out, struct err *err)
{
	const char *name = operand;
	bool good, is_uri;

	if (operand != NULL && fields_is_uri(operand)) {
		good = from_argument(session, operand, out, err);
		name = NULL;
	} else {
		good = key_input_read(session,
			"Text key or otpauth:// URI: ", out, &is_uri, err);
	}
	if (!good || !fields_apply(fields, name, out, err))
		return false;
	if (!has_name(out) && isatty(STDIN_FILENO) &&
	    !ask_name(fields, out, err))
		return false;
	if (has_name(out))
		return true;
	err_set(err, ERR_USAGE, "needs a NAME, like ISSUER:ACCOUNT");
	return err_at(err, "add");
}

/* The service asks for it now; a counter's first code is used up by that. */
static bool
print_code(struct session *session, const char *id, bool json,
	struct err *err)
{
	const struct entry *entry;
	struct code code;
	BUF line = {0};

	if (!accounts_code(session, id, 0, true, &code, err))
		return false;
	if (json) {
		entry = entries_by_id(&session->vault->payload.entries, id);
		if (entry == NULL)
			return err_set(err, ERR_NO_MATCH,
				"no such account any more");
		return account_print_code(session, entry, &code, err);
	}
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
	key_input_warn(session, &entry);
	if (!accounts_add(session, &entry, id, err))
		return false;
	session_note(session, "added %s", buf_text(&title));
	return print_code(session, id, add->json, err);
}

static const struct option_def options[] = {
	FIELDS_NEW_OPTIONS("one of"),
	{.name = "json", .help = "the account and its codes as one JSON "
			"object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct add_options, json)},
	{0},
};

const struct command cmd_add = {
	.name = "add",
	.args = "[NAME]",
	.help = "adds one account and prints its current code",
	.more = "The text key or a whole otpauth:// URI is asked for without "
		"echo, or read from standard input when that is not a "
		"terminal. NAME is ISSUER:ACCOUNT, or the account alone; on a "
		"terminal it is asked for, too. Options win over what a URI says.",
	.flags = COMMAND_VAULT,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct add_options),
	.run = run,
};
