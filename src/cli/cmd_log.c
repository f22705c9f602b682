#include "app/rewind.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/json.h"
#include "vault/history.h"

#define CHANGES_SHOWN 4

struct log_options {
	bool json;
	uint64_t number; /* how many to show; 0: all */
};

/* One line of the log. Its changes are those since the state below it. */
struct row {
	const char *label;
	uint64_t number;
	int64_t saved;
	uint64_t size;
	bool current, known; /* known: changes are all there were */
	enum history_state state;
	const char *remark;  /* or NULL */
	struct history_changes changes;
};

/* Walks from the newest to the oldest. */
struct walk {
	const struct session *session;
	const struct log_options *options;
	struct history history;
	struct foreign foreign; /* asks nobody, but takes identities */
	struct payload newer; /* the state of the row, if held */
	bool held;
	struct table table;
	struct buf json;
	uint64_t shown;
};

static void
walk_wipe(struct walk *walk)
{
	history_wipe(&walk->history);
	secret_wipe(&walk->foreign.key);
	payload_wipe(&walk->newer);
	table_wipe(&walk->table);
	buf_wipe(&walk->json);
}

#define WALK CLEANUP(walk_wipe) struct walk

static const char *const states[] = {
	[HISTORY_OPENS] = "opens",
	[HISTORY_OTHER_KEY] = "other-key",
	[HISTORY_DAMAGED] = "damaged",
};

static void
add_json(struct walk *walk, const struct row *row)
{
	struct buf *out = &walk->json;

	buf_add_str(out, walk->shown == 0 ? "[\n" : ",\n");
	buf_addf(out, "{\"revision\":%llu,\"label\":",
		(unsigned long long)row->number);
	json_write_text(row->label, out);
	buf_addf(out, ",\"saved\":%lld,\"size\":%llu,\"current\":%s,"
		"\"state\":\"%s\",\"changes\":", (long long)row->saved,
		(unsigned long long)row->size,
		row->current ? "true" : "false", states[row->state]);
	if (!row->known) {
		buf_add_str(out, "null}");
		return;
	}
	buf_add_byte(out, '[');
	for (size_t i = 0; i < row->changes.len; i++) {
		buf_add_str(out, i == 0 ? "" : ",");
		json_write_text(row->changes.items[i].text, out);
	}
	buf_add_str(out, "]}");
}

static bool
add_cells(struct walk *walk, const struct row *row, struct err *err)
{
	char text[CLOCK_TEXT_SIZE];
	BUF told = {0};

	clock_format(row->saved, text);
	if (row->remark != NULL)
		buf_add_str(&told, row->remark);
	for (size_t i = 0; i < row->changes.len && i < CHANGES_SHOWN; i++)
		buf_addf(&told, "%s%s", told.len == 0 ? "" : "; ",
			row->changes.items[i].text);
	if (row->changes.len > CHANGES_SHOWN)
		buf_addf(&told, "; and %zu more",
			row->changes.len - CHANGES_SHOWN);
	table_add(&walk->table, row->label);
	table_add(&walk->table, text);
	table_addf(&walk->table, "%llu", (unsigned long long)row->size);
	table_add(&walk->table, buf_text(&told));
	return buf_ok(&told, err);
}

static bool
add_row(struct walk *walk, struct row *row, struct err *err)
{
	bool good = true;

	if (walk->options->json)
		add_json(walk, row);
	else
		good = add_cells(walk, row, err);
	walk->shown++;
	history_changes_wipe(&row->changes);
	return good;
}

static bool
has_recipients(const struct walk *walk)
{
	return age_header_has(&walk->session->vault->header, AGE_X25519_TYPE);
}

/* One that the identities at hand open does not have another key for us. */
static bool
open_item(struct walk *walk, size_t index, struct payload *out)
{
	struct history_item *item = &walk->history.items[index];
	struct err err;

	if (item->state == HISTORY_DAMAGED)
		return false;
	if (foreign_open(walk->session, &walk->foreign, item->path, out,
		    &err)) {
		item->state = HISTORY_OPENS;
		return true;
	}
	item->state = err.kind == ERR_DAMAGED ? HISTORY_DAMAGED
					      : HISTORY_OTHER_KEY;
	return false;
}

/* The next older state that can be read, from index on; len if there is none,
 * or one of another key comes before it. */
static size_t
find_older(struct walk *walk, size_t index, struct payload *out,
	const char **remark)
{
	struct history *history = &walk->history;

	for (; index < history->len; index++) {
		if (open_item(walk, index, out))
			return index;
		if (history->items[index].state == HISTORY_OTHER_KEY) {
			*remark = has_recipients(walk) ?
				"the recipients were changed" :
				"the passphrase was changed";
			return history->len;
		}
	}
	return history->len;
}

/* Fills changes of the row whose state is held; then holds the older one. */
static bool
compare(struct walk *walk, struct row *row, size_t older_from,
	struct err *err)
{
	PAYLOAD older = {0};
	size_t at = find_older(walk, older_from, &older, &row->remark);
	bool found = at < walk->history.len;

	if (found && !history_difference(&older, &walk->newer, &row->changes,
			     err))
		return false;
	row->known = found;
	if (!found && row->remark == NULL)
		row->remark = row->number == 1 ? "the vault was made" :
			"the oldest that is kept";
	payload_wipe(&walk->newer);
	walk->newer = older;
	walk->held = found;
	older = (struct payload){0};
	return true;
}

static bool
add_current(struct walk *walk, struct err *err)
{
	const struct vault *vault = walk->session->vault;
	char label[24];
	struct row row = {
		.label = label,
		.number = vault->payload.revision,
		.saved = vault->payload.saved,
		.size = vault->stamp.size,
		.current = true,
	};

	snprintf(label, sizeof(label), "%llu",
		(unsigned long long)row.number);
	if (!payload_copy(&vault->payload, &walk->newer, err) ||
	    !compare(walk, &row, 0, err))
		return false;
	return add_row(walk, &row, err);
}

static bool
add_revision(struct walk *walk, size_t index, struct err *err)
{
	const struct history_item *item = &walk->history.items[index];
	struct row row = {
		.label = item->label,
		.number = item->number,
		.saved = item->saved,
		.size = item->size,
	};

	if (!walk->held)
		walk->held = open_item(walk, index, &walk->newer);
	row.state = item->state;
	if (row.state == HISTORY_DAMAGED)
		row.remark = "damaged";
	else if (row.state == HISTORY_OTHER_KEY)
		row.remark = has_recipients(walk) ?
			"made for other recipients" :
			"made with an earlier passphrase";
	else if (!compare(walk, &row, index + 1, err))
		return false;
	return add_row(walk, &row, err);
}

static bool
print(struct walk *walk, struct err *err)
{
	if (!walk->options->json)
		return table_print(&walk->table, walk->session, err);
	buf_add_str(&walk->json, "\n]");
	return output_json(walk->session, &walk->json, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	static const struct column columns[] = {
		{.title = "REVISION"}, {.title = "SAVED"},
		{.title = "BYTES", .right = true}, {.title = "CHANGES"},
	};
	const struct log_options *log = options;
	WALK walk = {
		.session = session,
		.options = log,
		.table = {.columns = columns,
			.column_count = COUNT_OF(columns)},
	};

	(void)argc;
	(void)argv;
	if (!history_list(session->vault_path, &session->vault->file_key,
		    &walk.history, err))
		return err_at(err, "%s", session->vault_path);
	if (!add_current(&walk, err))
		return false;
	for (size_t i = 0; i < walk.history.len; i++) {
		if (log->number != 0 && walk.shown == log->number)
			break;
		if (!add_revision(&walk, i, err))
			return false;
	}
	return print(&walk, err);
}

static bool
set_number(void *options, const char *value, struct err *err)
{
	struct log_options *log = options;

	return str_to_uint(value, 1, UINT32_MAX, &log->number, err);
}

static const struct option_def options[] = {
	{.letter = 'n', .name = "number", .value = "N",
		.help = "only the N newest",
		.kind = OPTION_TEXT, .set = set_number},
	{.name = "json", .help = "as one JSON array",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct log_options, json)},
	{0},
};

const struct command cmd_log = {
	.name = "log",
	.help = "lists the revisions of the vault and what changed in each",
	.more = "Newest first, beginning with the present one. Elsewhere than "
		"on a terminal the columns are separated by tabs: revision, "
		"time, bytes, changes. Keys and codes are never told.",
	.flags = COMMAND_VAULT,
	.options = options,
	.options_size = sizeof(struct log_options),
	.run = run,
};
