#include "app/prompt.h"
#include "app/recovery.h"
#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"

#define QUESTION_SIZE 64

struct recovery_options {
	bool json, codes, literal, replace;
};

/* One run of an action on one account. */
struct request {
	struct session *session;
	const struct recovery_options *options;
	const struct entry *entry; /* borrowed: gone after a change */
	char id[ENTRY_ID_SIZE];
	const char *title; /* printable */
	char *code;        /* the operand of use, or NULL */
};

static bool
print_json(const struct request *request, struct err *err)
{
	BUF json = {0};

	buf_add_byte(&json, '{');
	account_json_names(request->entry, &json);
	account_json_number(&json, "recovery_left",
		entry_recovery_left(request->entry));
	account_json_recovery(request->entry, request->options->codes, &json);
	buf_add_byte(&json, '}');
	return output_json(request->session, &json, err);
}

static void
add_row(struct table *table, const struct recovery *code, size_t number,
	bool with_code)
{
	char when[CLOCK_TEXT_SIZE] = "";

	if (code->used != 0)
		clock_format(code->used, when);
	table_addf(table, "%zu", number);
	table_add(table, code->used != 0 ? "used" : "left");
	table_add(table, when);
	if (with_code)
		table_add(table, code->code);
}

static bool
print_count(const struct request *request, struct err *err)
{
	const struct entry *entry = request->entry;
	BUF line = {0};

	if (entry->recovery_count == 0)
		buf_add_str(&line, "no recovery codes\n");
	else
		buf_addf(&line, "%zu of %zu left\n",
			entry_recovery_left(entry), entry->recovery_count);
	return output_write(request->session, &line, err);
}

static bool
list(struct request *request, struct err *err)
{
	static const struct column columns[] = {
		{.title = "NUMBER", .right = true}, {.title = "STATE"},
		{.title = "USED AT"}, {.title = "CODE"},
	};
	const struct entry *entry = request->entry;
	bool codes = request->options->codes;
	TABLE table = {
		.columns = columns,
		.column_count = COUNT_OF(columns) - (codes ? 0 : 1),
	};

	if (request->options->json)
		return print_json(request, err);
	for (size_t i = 0; i < entry->recovery_count; i++)
		add_row(&table, &entry->recovery[i], i + 1, codes);
	return table_print(&table, request->session, err) &&
		(!request->session->out_is_tty || print_count(request, err));
}

/* What pasted pages have around the codes is the commonest slip; but --literal
 * helps only where nothing else is wrong. Always false. */
static bool
hint(const struct buf *input, struct err *err)
{
	RECOVERY_CODES codes = {0};
	struct err ignored;
	size_t len = strlen(err->text);

	if (err->kind == ERR_FORMAT && recovery_parse(buf_text(input),
		    input->len, true, &codes, &ignored))
		snprintf(err->text + len, sizeof(err->text) - len,
			"; --literal takes lines as they are");
	return false;
}

static bool
from_stdin(const struct request *request, struct recovery_codes *codes,
	struct err *err)
{
	BUF input = {0};

	if (!fd_read_all(STDIN_FILENO, RECOVERY_INPUT_MAX, &input, err))
		return err_at(err, "standard input");
	return recovery_parse(buf_text(&input), input.len,
		request->options->literal, codes, err) ||
		hint(&input, err) || err_at(err, "standard input");
}

/* The end of typing is an empty line, or Ctrl-D. */
static bool
read_line(const struct recovery_codes *codes, struct secret *out, bool *end,
	struct err *err)
{
	char question[QUESTION_SIZE];

	snprintf(question, sizeof(question),
		"Recovery code %zu (empty line ends): ", codes->len + 1);
	*end = !prompt_secret(question, out, err);
	return !*end || err->kind == ERR_REFUSED;
}

/* A line that is no code is told, and asked for again. */
static bool
from_terminal(const struct request *request, struct recovery_codes *codes,
	struct err *err)
{
	for (size_t line = 1;; line++) {
		char reason[ERR_WHERE_MAX + ERR_TEXT_MAX];
		SECRET typed = {0};
		bool end;

		if (!read_line(codes, &typed, &end, err))
			return false;
		if (end)
			break;
		if (recovery_parse_line((const char *)typed.bytes, typed.len,
			    line, request->options->literal, codes, err))
			continue;
		if (err->kind != ERR_FORMAT && err->kind != ERR_REFUSED)
			return false;
		err_format(err, reason, sizeof(reason));
		prompt_say(reason);
	}
	return codes->len > 0 ||
		err_set(err, ERR_REFUSED, "nothing was typed");
}

static bool
add(struct request *request, struct err *err)
{
	RECOVERY_CODES codes = {0};

	if (!(isatty(STDIN_FILENO) ? from_terminal : from_stdin)(request,
		    &codes, err) ||
	    !recovery_add(request->session, request->id, &codes,
		    request->options->replace, err))
		return false;
	session_note(request->session, "added %zu recovery code%s to %s",
		codes.len, codes.len == 1 ? "" : "s", request->title);
	return true;
}

static bool
print_used(const struct request *request, const char *code, size_t left,
	struct err *err)
{
	BUF text = {0};

	if (!request->options->json) {
		buf_addf(&text, "%s\n", code);
		return output_write(request->session, &text, err);
	}
	buf_add_byte(&text, '{');
	account_json_text(&text, "code", code);
	account_json_number(&text, "recovery_left", left);
	buf_add_byte(&text, '}');
	return output_json(request->session, &text, err);
}

/* The code to use; NULL for the next. One on the command line has been seen,
 * though it will not be good for long. */
static bool
read_code(const struct request *request, char **out, struct err *err)
{
	BUF input = {0};

	if (request->code == NULL)
		return true;
	if (strcmp(request->code, "-") != 0) {
		*out = str_dup(request->code, err);
		explicit_bzero(request->code, strlen(request->code));
		session_note(request->session, "warning: other users and the "
			"shell's history can see a code on the command line; "
			"\"use\" alone takes the next one, and \"use -\" reads "
			"it from standard input");
		return *out != NULL;
	}
	if (isatty(STDIN_FILENO)) {
		SECRET typed = {0};

		if (!prompt_secret("Recovery code: ", &typed, err))
			return false;
		*out = str_ndup((const char *)typed.bytes, typed.len, err);
		return *out != NULL;
	}
	if (!fd_read_all(STDIN_FILENO, ENTRY_RECOVERY_CODE_MAX, &input, err))
		return err_at(err, "standard input");
	while (input.len > 0 && strchr("\r\n", input.data[input.len - 1]))
		input.len--;
	*out = str_ndup(buf_text(&input), input.len, err);
	return *out != NULL;
}

static bool
use(struct request *request, struct err *err)
{
	STRING wanted = NULL;
	STRING code = NULL;
	size_t left;

	if (!read_code(request, &wanted, err) ||
	    !recovery_use(request->session, request->id, wanted, &code, &left,
		    err))
		return false;
	session_note(request->session, "%zu left of %s", left,
		request->title);
	return print_used(request, code, left, err);
}

static const struct action {
	const char *name;
	bool (*run)(struct request *request, struct err *err);
	bool takes_code, takes_json, takes_codes, adds;
} actions[] = {
	{"list", list, false, true, true, false},
	{"add", add, false, false, false, true},
	{"use", use, true, true, false, false},
};

static const struct action *
action_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static bool
misused(const char *what, struct err *err)
{
	err_set(err, ERR_USAGE, "%s; see \"otp help recovery\"", what);
	return err_at(err, "recovery");
}

static bool
check(const struct action *action, const struct recovery_options *options,
	int argc, struct err *err)
{
	if (action == NULL)
		return misused("must be list, add or use after ACCOUNT", err);
	if (argc > 2 && !action->takes_code)
		return misused("takes no code here", err);
	if (options->json && !action->takes_json)
		return misused("--json is for list and use", err);
	if (options->codes && !action->takes_codes)
		return misused("--codes is for list", err);
	if ((options->literal || options->replace) && !action->adds)
		return misused("--literal and --replace are for add", err);
	return true;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct action *action = argc < 2 ? &actions[0] :
		action_find(argv[1]);
	struct request request = {
		.session = session, .options = options,
		.code = argc > 2 ? argv[2] : NULL,
	};
	BUF title = {0};

	if (!check(action, options, argc, err) ||
	    !session_unlock(session, err))
		return false;
	request.entry = account_select(session, argv[0], SCOPE_LIVE, err);
	if (request.entry == NULL)
		return false;
	memcpy(request.id, request.entry->id, sizeof(request.id));
	account_title(request.entry, &title);
	request.title = buf_text(&title);
	return buf_ok(&title, err) && action->run(&request, err);
}

static const struct option_def options[] = {
	{.name = "codes", .help = "list the codes themselves, too (secret!)",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct recovery_options, codes)},
	{.name = "literal", .help = "add each line as it is, as one code",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct recovery_options, literal)},
	{.name = "replace", .help = "what is left of the codes before counts "
			"as used once the new ones are added",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct recovery_options, replace)},
	{.name = "json", .help = "list, or the code used, as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct recovery_options, json)},
	{0},
};

const struct command cmd_recovery = {
	.name = "recovery",
	.args = "ACCOUNT [list | add | use [CODE]]",
	.help = "keeps recovery codes, for the day without the authenticator",
	.more = "\"add\" reads them from standard input, one a line, or as "
		"they were copied: numbered, with bullets, in columns. \"use\" "
		"prints one and marks it as used: the next, or CODE, which - "
		"reads from standard input. \"list\" shows how many are left; "
		"elsewhere than on a terminal the columns are separated by "
		"tabs: number, left or used, time of use; with --codes the "
		"code.",
	.min = 1,
	.max = 3,
	.options = options,
	.options_size = sizeof(struct recovery_options),
	.run = run,
};
