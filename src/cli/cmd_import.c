#include "cli/commands.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "codec/json.h"

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
	return outcome_print(all, err);
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
