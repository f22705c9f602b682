#include "cli/commands.h"
#include "cli/gather.h"
#include "cli/output.h"
#include "codec/json.h"
#include "core/code.h"

#define NO_CODE "-" /* counter codes: showing one would use it up */
#define OUTCOME_COLUMNS 12 /* "skipped: reason" may be longer */

static bool
is_readable(const struct format *format)
{
	return (format->flags & FORMAT_IMPORT) != 0;
}

static bool
set_from(void *options, const char *value, struct err *err)
{
	struct import_options *from = options;
	BUF words = {0};

	from->format = format_find(value);
	if (from->format != NULL && is_readable(from->format))
		return true;
	for (size_t i = 0; formats[i] != NULL; i++)
		if (is_readable(formats[i]))
			buf_addf(&words, "%s%s", words.len == 0 ? "" : ", ",
				formats[i]->name);
	return err_set(err, ERR_USAGE, "must be one of %s; is %.40s",
		buf_text(&words), value);
}

/* The code, because the service may be asking for it. Not for a counter: the
 * code would be used up, and a backup holds many. */
static const char *
code_of(const struct gathering *all, const struct intake_item *item,
	struct code *code)
{
	const struct entry *entry = &item->entry;
	struct err ignored;

	/* The vault had it by the time of saving. */
	if (!all->options->dry_run && item->id[0] == '\0')
		return "";
	if (entry->type == ENTRY_HOTP)
		return NO_CODE;
	if (!code_at(entry, clock_now(&all->session->clock), 0,
		    code, &ignored))
		return "";
	return code->text;
}

/* Skipped, though it should have been an account. */
static size_t
count_skipped(const struct intake *intake)
{
	return intake_count(intake, INTAKE_SKIPPED) -
		intake_count_foreign(intake);
}

/* What a person should know of an item besides its line. */
static void
note(const struct gathering *all, const struct intake_item *item)
{
	if (item->foreign)
		session_note(all->session, "%s: a QR code in it is not for an "
			"authenticator: %s", item->source,
			item->reason);
	if (item->state != INTAKE_NEW)
		return;
	if (item->reason != NULL && item->reason[0] != '\0')
		session_note(all->session, "%s: %s", item->name, item->reason);
	if (item->entry.type == ENTRY_HOTP)
		session_note(all->session, "%s: its first code is given, and "
			"used up, by \"otp get\"", item->name);
}

static void
add_line(const struct gathering *all, const struct intake_item *item,
	struct table *table)
{
	struct code code;

	switch (item->state) {
	case INTAKE_NEW:
		table_add(table, "added");
		table_add(table, item->name);
		table_add(table, code_of(all, item, &code));
		return;
	case INTAKE_DUPLICATE:
		table_add(table, "duplicate");
		break;
	case INTAKE_SKIPPED:
		table_addf(table, "skipped: %s: %s", item->source,
			item->reason);
		break;
	}
	table_add(table, item->name);
	table_add(table, "");
}

static bool
tell_notes(const struct gathering *all, struct err *err)
{
	BUF notes = {0};
	char *rest, *line;

	if (!intake_notes(&all->intake, &notes, err))
		return false;
	rest = (char *)notes.data;
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		session_note(all->session, "%s", line);
	return true;
}

static void
tell_items(const struct gathering *all)
{
	for (size_t i = 0; i < all->intake.len; i++)
		note(all, &all->intake.items[i]);
}

static void
add_member(struct buf *out, const char *key, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	buf_addf(out, ",\"%s\":", key);
	json_write_text(text, out);
}

static void
add_object(const struct gathering *all, const struct intake_item *item,
	struct buf *out)
{
	static const char *const states[] = {
		[INTAKE_NEW] = "added",
		[INTAKE_DUPLICATE] = "duplicate",
		[INTAKE_SKIPPED] = "skipped",
	};
	struct code code;

	buf_addf(out, "{\"state\":\"%s\"", states[item->state]);
	add_member(out, "source", item->source);
	add_member(out, "name", item->name);
	add_member(out, "id", item->id);
	add_member(out, "reason", item->reason);
	if (item->state == INTAKE_NEW && item->entry.type != ENTRY_HOTP)
		add_member(out, "code", code_of(all, item, &code));
	buf_add_byte(out, '}');
}

static bool
print_json(const struct gathering *all, struct err *err)
{
	const struct intake *intake = &all->intake;
	bool first = true;
	BUF out = {0};

	buf_addf(&out, "{\"added\":%zu,\"duplicate\":%zu,\"skipped\":%zu,"
		"\"sources\":%zu,\"unusable\":%zu,\"accounts\":[",
		intake_count(intake, INTAKE_NEW),
		intake_count(intake, INTAKE_DUPLICATE), count_skipped(intake),
		all->sources, all->failed);
	for (size_t i = 0; i < intake->len; i++) {
		if (intake->items[i].foreign)
			continue;
		buf_add_str(&out, first ? "\n" : ",\n");
		add_object(all, &intake->items[i], &out);
		first = false;
	}
	buf_add_str(&out, first ? "]}" : "\n]}");
	return output_json(all->session, &out, err);
}

static bool
print_outcome(const struct gathering *all, struct err *err)
{
	static const struct column columns[] = {
		{.width_max = OUTCOME_COLUMNS}, {0}, {0},
	};
	TABLE table = {
		.columns = columns,
		.column_count = COUNT_OF(columns),
	};
	BUF summary = {0};

	for (size_t i = 0; i < all->intake.len; i++) {
		const struct intake_item *item = &all->intake.items[i];

		if (!item->foreign)
			add_line(all, item, &table);
	}
	if (!table_print(&table, all->session, err))
		return false;
	buf_addf(&summary, "%s%zu added, %zu duplicate, %zu skipped",
		all->options->dry_run ? "dry run: " : "",
		intake_count(&all->intake, INTAKE_NEW),
		intake_count(&all->intake, INTAKE_DUPLICATE),
		count_skipped(&all->intake));
	if (all->failed > 0)
		buf_addf(&summary, ", %zu of %zu sources unusable",
			all->failed, all->sources);
	buf_add_byte(&summary, '\n');
	return output_write(all->session, &summary, err);
}

static bool
verdict(const struct gathering *all, struct err *err)
{
	size_t skipped = count_skipped(&all->intake);
	size_t done = all->intake.len -
		intake_count(&all->intake, INTAKE_SKIPPED);

	if (skipped == 0 && all->failed == 0)
		return true;
	if (done > 0)
		err_set(err, ERR_PARTIAL, "not everything could be imported");
	else
		err_set(err, skipped > 0 ? ERR_FORMAT : all->first.kind,
			"nothing could be imported");
	return err_at(err, "import");
}

static bool
import(struct gathering *all, int argc, char *const *argv, struct err *err)
{
	if (!session_unlock(all->session, err) ||
	    !gather(all, argc, argv, err))
		return false;
	if (!all->options->dry_run &&
	    intake_count(&all->intake, INTAKE_NEW) > 0 &&
	    !intake_commit(&all->intake, all->session, err))
		return false;
	tell_items(all);
	return (all->options->json ? print_json : print_outcome)(all, err) &&
		tell_notes(all, err) && verdict(all, err);
}

static bool
print_formats(const struct session *session, struct err *err)
{
	static const struct column columns[2] = {{0}};
	TABLE table = {.columns = columns, .column_count = 2};

	for (size_t i = 0; formats[i] != NULL; i++) {
		if (!is_readable(formats[i]))
			continue;
		table_add(&table, formats[i]->name);
		table_add(&table, formats[i]->title);
	}
	return table_print(&table, session, err);
}

static bool
formats_json(const struct session *session, struct err *err)
{
	BUF out = {0};

	for (size_t i = 0; formats[i] != NULL; i++) {
		if (!is_readable(formats[i]))
			continue;
		buf_add_str(&out, out.len == 0 ? "[\n{\"format\":" :
			",\n{\"format\":");
		json_write_text(formats[i]->name, &out);
		buf_add_str(&out, ",\"title\":");
		json_write_text(formats[i]->title, &out);
		buf_add_byte(&out, '}');
	}
	buf_add_str(&out, "\n]");
	return output_json(session, &out, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct import_options *from = options;
	GATHERING all = {
		.session = session,
		.options = from,
		.sources = (size_t)argc + from->clipboard + from->screen +
			from->camera,
	};

	if (from->list)
		return from->json ? formats_json(session, err) :
			print_formats(session, err);
	if (all.sources > 0)
		return import(&all, argc, argv, err);
	err_set(err, ERR_USAGE, "needs FILE, -, --clipboard, --screen or "
		"--camera; "
		"see \"otp help import\"");
	return err_at(err, "import");
}

static const struct option_def options[] = {
	{.name = "from", .value = "FORMAT",
		.help = "what the files are, if their content does not tell; "
			"see --list",
		.kind = OPTION_CHOICE, .set = set_from},
	{.name = "list", .help = "list the formats and exit",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, list)},
	{.name = "dry-run", .help = "only tell what would happen",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, dry_run)},
	{.name = "clipboard", .help = "also take the picture on the clipboard",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, clipboard)},
	{.name = "screen", .help = "also take a picture of the screen",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, screen)},
	{.name = "camera", .help = "also take the QR code that is held before "
		"the camera",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, camera)},
	{.name = "source-passphrase-file", .value = "F",
		.help = "take an encrypted backup's passphrase from the first "
			"line of F",
		.kind = OPTION_FILE,
		.offset = offsetof(struct import_options, passphrase_file)},
	{.name = "no-sandbox", .help = "read pictures even where the kernel "
		"cannot confine their decoder: for those that you trust",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, no_sandbox)},
	{.name = "json", .help = "what became of each as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct import_options, json)},
	{0},
};

const struct command cmd_import = {
	.name = "import",
	.args = "[FILE... | -]",
	.help = "adds the accounts of QR screenshots and of lists",
	.more = "FILE is a picture with QR codes, or a list of otpauth:// "
		"URIs or another format of --list, recognised by content; - "
		"is standard input; of a folder, all pictures and lists in it "
		"are taken. One line for each account tells what "
		"became of it and its current code. All are saved at once.",
	.max = -1,
	.options = options,
	.options_size = sizeof(struct import_options),
	.run = run,
};
