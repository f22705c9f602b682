#include "app/timeline.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/json.h"

#define CHANGES_SHOWN 4

struct log_options {
	bool json;
	uint64_t number; /* how many to show; 0: all */
};

struct log {
	const struct log_options *options;
	struct table table;
	struct buf json;
};

static void
log_wipe(struct log *log)
{
	table_wipe(&log->table);
	buf_wipe(&log->json);
}

static const char *const states[] = {
	[HISTORY_OPENS] = "opens",
	[HISTORY_OTHER_KEY] = "other-key",
	[HISTORY_DAMAGED] = "damaged",
};

static void
add_json(struct log *log, const struct timeline_row *row)
{
	struct buf *out = &log->json;

	buf_add_str(out, out->len == 0 ? "[\n" : ",\n");
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
add_cells(struct log *log, const struct timeline_row *row, struct err *err)
{
	char text[CLOCK_TEXT_SIZE];
	BUF told = {0};

	clock_format(row->saved, text);
	timeline_tell(row, CHANGES_SHOWN, &told);
	table_add(&log->table, row->label);
	table_add(&log->table, text);
	table_addf(&log->table, "%llu", (unsigned long long)row->size);
	table_add(&log->table, buf_text(&told));
	return buf_ok(&told, err);
}

static bool
add_row(void *arg, struct timeline_row *row, struct err *err)
{
	struct log *log = arg;

	if (!log->options->json)
		return add_cells(log, row, err);
	add_json(log, row);
	return true;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	static const struct column columns[] = {
		{.title = "REVISION"}, {.title = "SAVED"},
		{.title = "BYTES", .right = true}, {.title = "CHANGES"},
	};
	const struct log_options *given = options;
	CLEANUP(log_wipe) struct log log = {
		.options = given,
		.table = {.columns = columns,
			.column_count = COUNT_OF(columns)},
	};

	(void)argc;
	(void)argv;
	if (!timeline_walk(session, given->number, add_row, &log, err))
		return false;
	if (!given->json)
		return table_print(&log.table, session, err);
	buf_add_str(&log.json, "\n]");
	return output_json(session, &log.json, err);
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
