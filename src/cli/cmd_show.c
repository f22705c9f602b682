#include <inttypes.h>

#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "core/otpauth.h"

struct show_options {
	bool key, uri, json;
};

static void
add_row(struct table *table, const char *name, const char *value)
{
	table_add(table, name);
	table_add(table, value);
}

static void
add_number(struct table *table, const char *name, uint64_t value)
{
	table_add(table, name);
	table_addf(table, "%" PRIu64, value);
}

static void
add_time(struct table *table, const char *name, int64_t at)
{
	char text[CLOCK_TEXT_SIZE];

	if (at == 0)
		return;
	clock_format(at, text);
	add_row(table, name, text);
}

/* People read a key in groups of four, programs want it whole. */
static bool
add_key(struct table *table, const struct entry *entry, bool grouped,
	struct err *err)
{
	BUF key = {0};

	account_key(entry, grouped, &key);
	if (!buf_ok(&key, err))
		return false;
	add_row(table, "key", buf_text(&key));
	return true;
}

static bool
add_uri(struct table *table, const struct entry *entry, struct err *err)
{
	BUF uri = {0};

	if (!otpauth_write(entry, &uri, err) || !buf_ok(&uri, err))
		return false;
	add_row(table, "uri", buf_text(&uri));
	return true;
}

static void
add_code_fields(struct table *table, const struct entry *entry)
{
	add_row(table, "type", entry_type_name(entry->type));
	add_row(table, "algorithm", entry_algorithm_name(entry->algorithm));
	add_number(table, "digits", entry->digits);
	if (entry->type == ENTRY_HOTP)
		add_number(table, "counter", entry->counter);
	else
		add_number(table, "period", entry->period);
}

static bool
print_rows(const struct session *session, const struct entry *entry,
	const struct show_options *show, struct err *err)
{
	static const struct column columns[2] = {{0}};
	TABLE table = {.columns = columns, .column_count = 2};
	BUF tags = {0};

	account_tags(entry, &tags);
	if (!buf_ok(&tags, err))
		return false;
	add_row(&table, "id", entry->id);
	add_row(&table, "issuer", entry->issuer);
	add_row(&table, "account", entry->account);
	if (entry_is_broken(entry)) {
		add_row(&table, "broken", entry->reason);
		return table_print(&table, session, err);
	}
	add_code_fields(&table, entry);
	add_row(&table, "tags", buf_text(&tags));
	add_row(&table, "note", entry->note);
	add_row(&table, "favorite", entry->favorite ? "yes" : "no");
	add_number(&table, "recovery left", entry_recovery_left(entry));
	add_time(&table, "created", entry->created);
	add_time(&table, "modified", entry->modified);
	if (show->key && !add_key(&table, entry, session->out_is_tty, err))
		return false;
	if (show->uri && !add_uri(&table, entry, err))
		return false;
	return table_print(&table, session, err);
}

static bool
refuse_broken(const struct entry *entry, struct err *err)
{
	BUF title = {0};

	account_title(entry, &title);
	if (!buf_ok(&title, err))
		return false;
	err_set(err, ERR_FORMAT, "cannot be used: %s", entry->reason);
	return err_at(err, "%s", buf_text(&title));
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct show_options *show = options;
	struct account_extra extra = {.key = show->key, .uri = show->uri};
	const struct entry *entry = account_select(session, argv[0],
		SCOPE_LIVE, err);
	BUF json = {0};

	(void)argc;
	if (entry == NULL)
		return false;
	if (entry_is_broken(entry) && (show->key || show->uri))
		return refuse_broken(entry, err);
	if (!show->json)
		return print_rows(session, entry, show, err);
	return account_json(entry, &extra, &json, err) &&
		output_json(session, &json, err);
}

static const struct option_def options[] = {
	{.name = "key", .help = "with the text key (secret!)",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct show_options, key)},
	{.name = "uri", .help = "with the otpauth:// URI (secret!)",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct show_options, uri)},
	{.name = "json", .help = "as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct show_options, json)},
	{0},
};

const struct command cmd_show = {
	.name = "show",
	.args = "ACCOUNT",
	.help = "shows all fields of an account",
	.more = "Key and URI are shown only when asked for.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct show_options),
	.run = run,
};
