#include "cli/account.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/template.h"

#define NO_CODE "-" /* counter codes: showing one would use it up */

struct list_options {
	bool codes, json;
	const char *tag;
	const char *template;
};

static bool
set_tag(void *options, const char *value, struct err *err)
{
	struct list_options *list = options;

	list->tag = value;
	return fields_check_tag(value, err);
}

static bool
set_format(void *options, const char *value, struct err *err)
{
	struct list_options *list = options;

	list->template = value;
	return template_check(value, err);
}

static bool
has_code(const struct entry *entry)
{
	return !entry_is_broken(entry) && entry->type != ENTRY_HOTP;
}

static bool
json_entry(const struct entry *entry, bool codes, int64_t now,
	struct buf *out, struct err *err)
{
	struct code code, next;
	struct account_extra extra = {
		.code = &code, .next = &next, .now = now,
	};

	if (!codes || !has_code(entry))
		return account_json(entry, NULL, out, err);
	return code_at(entry, now, 0, &code, err) &&
		code_at(entry, now, 1, &next, err) &&
		account_json(entry, &extra, out, err);
}

static bool
print_json(const struct session *session, const struct selection *found,
	bool codes, struct err *err)
{
	int64_t now = clock_now(&session->clock);
	BUF out = {0};

	for (size_t i = 0; i < found->len; i++) {
		buf_add_str(&out, i == 0 ? "[\n" : ",\n");
		if (!json_entry(found->items[i], codes, now, &out, err))
			return false;
	}
	buf_add_str(&out, found->len == 0 ? "[]" : "\n]");
	return output_json(session, &out, err);
}

static bool
add_code(struct table *table, const struct session *session,
	const struct entry *entry, int64_t now, struct err *err)
{
	struct code code;
	char grouped[CODE_GROUPED_SIZE];

	if (!has_code(entry)) {
		table_add(table, NO_CODE);
		table_add(table, NO_CODE);
		return true;
	}
	if (!code_at(entry, now, 0, &code, err))
		return false;
	code_group(code.text, grouped);
	table_add(table, session->out_is_tty ? grouped : code.text);
	table_addf(table, "%lld", (long long)(code.valid_until - now));
	return true;
}

static bool
print_table(const struct session *session, const struct selection *found,
	bool codes, struct err *err)
{
	static const struct column columns[] = {
		{.title = "ID"}, {.title = "ISSUER"}, {.title = "ACCOUNT"},
		{.title = "TYPE"}, {.title = "TAGS"}, {.title = "CODE"},
		{.title = "LEFT", .right = true},
	};
	int64_t now = clock_now(&session->clock);
	TABLE table = {
		.columns = columns,
		.column_count = COUNT_OF(columns) - (codes ? 0 : 2),
	};

	for (size_t i = 0; i < found->len; i++) {
		const struct entry *entry = found->items[i];
		char id[ACCOUNT_SHORT_ID_SIZE];
		BUF tags = {0};

		account_short_id(entry, id);
		account_tags(entry, &tags);
		if (!buf_ok(&tags, err))
			return false;
		table_add(&table, id);
		table_add(&table, entry->issuer);
		table_add(&table, entry->account);
		table_add(&table, entry_is_broken(entry) ? "broken" :
			entry_type_name(entry->type));
		table_add(&table, buf_text(&tags));
		if (codes && !add_code(&table, session, entry, now, err))
			return false;
	}
	return table_print(&table, session, err);
}

static bool
print_lines(const struct session *session, const struct selection *found,
	const char *template, struct err *err)
{
	int64_t now = clock_now(&session->clock);
	BUF out = {0};

	for (size_t i = 0; i < found->len; i++)
		if (!template_write(template, found->items[i], now, &out, err))
			return false;
	return output_write(session, &out, err);
}

static bool
print(const struct session *session, const struct list_options *list,
	const struct selection *found, struct err *err)
{
	if (list->template != NULL)
		return print_lines(session, found, list->template, err);
	return (list->json ? print_json : print_table)(session, found,
		list->codes, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct list_options *list = options;
	const char *pattern = argc > 0 ? argv[0] : NULL;
	SELECTION found = {0};
	bool good;

	if (list->template != NULL && (list->json || list->codes)) {
		err_set(err, ERR_USAGE,
			"--format tells it all: no --json and --codes then");
		return err_at(err, "list");
	}
	if (!session_unlock(session, err) ||
	    !entries_filter(&session->vault->payload.entries, pattern,
		    list->tag, SCOPE_LIVE, &found, err))
		return false;
	good = print(session, list, &found, err);
	if (good && found.len == 0 && (pattern != NULL || list->tag != NULL))
		return err_set(err, ERR_NO_MATCH, "no account matches");
	return good;
}

static const struct option_def options[] = {
	{.name = "codes", .help = "with codes and the seconds left",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct list_options, codes)},
	{.name = "tag", .value = "T", .help = "only accounts with this tag",
		.kind = OPTION_TEXT, .set = set_tag},
	{.name = "json", .help = "as one JSON array",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct list_options, json)},
	{.name = "format", .value = "TEMPLATE",
		.help = "a line for each, as in '{id}\\t{name}': id, issuer, "
			"account, name, type, tags, note, code, next, "
			"remaining",
		.kind = OPTION_TEXT, .set = set_format},
	{0},
};

const struct command cmd_list = {
	.name = "list",
	.args = "[PATTERN]",
	.help = "lists the accounts, or those that match PATTERN",
	.more = "An account matches if its issuer, account, tags or note "
		"contain every word of PATTERN. Elsewhere than on a terminal "
		"the columns are separated by tabs: id, issuer, account, "
		"type, tags; with --codes also code and seconds left. No "
		"counter is advanced.",
	.max = 1,
	.options = options,
	.options_size = sizeof(struct list_options),
	.run = run,
};
