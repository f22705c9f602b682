#include "app/access.h"
#include "app/export.h"
#include "app/progress.h"
#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/export_pages.h"
#include "cli/new_passphrase.h"
#include "cli/output.h"
#include "cli/qr_screen.h"
#include "cli/work_factor.h"

#define STANDARD_OUTPUT "-"

struct export_options {
	struct new_passphrase passphrase; /* first, for its row */
	struct work_factor work_factor;
	const struct format *format;
	const char *output;
	bool plain, encrypt, force, list;
};

static bool
is_writable(const struct format *format)
{
	return (format->flags & FORMAT_EXPORT) != 0;
}

static bool
set_format(void *options, const char *value, struct err *err)
{
	struct export_options *export = options;
	BUF words = {0};

	export->format = format_find(value);
	if (export->format != NULL && is_writable(export->format))
		return true;
	for (size_t i = 0; formats[i] != NULL; i++)
		if (is_writable(formats[i]))
			buf_addf(&words, "%s%s", words.len == 0 ? "" : ", ",
				formats[i]->name);
	return err_set(err, ERR_USAGE, "must be one of %s; is %.40s",
		buf_text(&words), value);
}

static bool
set_work_factor(void *options, const char *value, struct err *err)
{
	struct export_options *export = options;

	return work_factor_parse(value, &export->work_factor, err);
}

static bool
print_formats(const struct session *session, struct err *err)
{
	static const struct column columns[2] = {{0}};
	TABLE table = {.columns = columns, .column_count = 2};

	for (size_t i = 0; formats[i] != NULL; i++) {
		if (!is_writable(formats[i]))
			continue;
		table_add(&table, formats[i]->name);
		table_add(&table, formats[i]->title);
	}
	return table_print(&table, session, err);
}

static bool
goes_to_file(const struct export_options *export)
{
	return export->output != NULL &&
		strcmp(export->output, STANDARD_OUTPUT) != 0;
}

/* What makes no sense together. */
static bool
check_usage(const struct export_options *export,
	const struct format *format, struct err *err)
{
	const char *pages = format->write_pages != NULL ? format->name : NULL;

	if (export->plain && export->encrypt)
		return err_set(err, ERR_USAGE,
			"must be --plain or --encrypt, not both");
	if (export->encrypt && pages != NULL)
		return err_set(err, ERR_USAGE, "--encrypt has no meaning with "
			"%s, which is QR codes to be scanned", pages);
	if (!export->encrypt && (export->work_factor.given ||
		    new_passphrase_given(&export->passphrase)))
		return err_set(err, ERR_USAGE, "a new passphrase is for "
			"--encrypt only");
	return new_passphrase_check(&export->passphrase, err);
}

static bool
check_options(const struct session *session,
	const struct export_options *export, const struct format *format,
	struct err *err)
{
	if (!check_usage(export, format, err))
		return err_at(err, "export");
	if (format->write_pages != NULL && goes_to_file(export) &&
	    qr_picture_writer(export->output, err) == NULL)
		return err_at(err, "--output");
	if (!export->plain && !export->encrypt)
		return err_set(err, ERR_REFUSED, "an export has all keys in "
			"it, for everybody to read: say --plain, or better "
			"--encrypt");
	if (export->encrypt && !goes_to_file(export) && session->out_is_tty)
		return err_set(err, ERR_REFUSED, "an age file is nothing for "
			"a terminal; -o FILE writes it there");
	return !goes_to_file(export) || format->write_pages != NULL ||
		export_check_target(session, export->output, export->force,
			err);
}

static bool
derive(const struct session *session, const struct export_options *options,
	const struct secret *passphrase, struct age_header *header,
	struct secret *key, struct err *err)
{
	unsigned int log_n;
	struct progress *progress = progress_begin(
		session_progress_fd(session), "Deriving the key...");
	bool good = work_factor_choose(&options->work_factor, &log_n, err) &&
		age_header_new_scrypt(passphrase, log_n, header, key, err);

	progress_end(progress);
	return good;
}

/* For those who can open the vault, if these are not who knows a passphrase. */
static bool
for_recipients(const struct session *session, struct age_header *header,
	struct secret *key, struct err *err)
{
	CLEANUP(recipients_wipe) struct recipients recipients = {0};
	bool all;

	if (!access_list(session, &recipients, &all, err))
		return false;
	if (!all) {
		err_set(err, ERR_REFUSED, "does not name all its recipients; "
			"give a passphrase with --new-passphrase-file");
		return err_at(err, "%s", session->vault_path);
	}
	return recipients_header(&recipients, header, key, err);
}

static bool
encrypt(const struct session *session, const struct export_options *options,
	const struct buf *plain, struct buf *out, struct err *err)
{
	const char *path = goes_to_file(options) ? options->output
		: "the export";
	AGE_HEADER header = {0};
	SECRET passphrase = {0}, key = {0};

	if (!new_passphrase_given(&options->passphrase) &&
	    age_header_has(&session->vault->header, AGE_X25519_TYPE))
		return for_recipients(session, &header, &key, err) &&
			export_encrypt(plain, &header, &key, out, err);
	work_factor_warn(session, &options->work_factor);
	return new_passphrase_get(session, &options->passphrase, path,
		       &passphrase, err) &&
		derive(session, options, &passphrase, &header, &key, err) &&
		export_encrypt(plain, &header, &key, out, err);
}

static bool
write_text(const struct session *session,
	const struct export_options *options, const struct export *export,
	struct err *err)
{
	BUF plain = {0}, sealed = {0};
	const struct buf *bytes = options->encrypt ? &sealed : &plain;
	const struct format *format = export->format;

	if (format->write != NULL) {
		if (!format->write(&export->entries, &plain, err))
			return false;
	} else if (format->write_pages == NULL ||
	    !format->write_pages(&export->entries, FORMAT_PAGE_MAX, &plain,
		    err)) {
		return false;
	}
	if (options->encrypt &&
	    !encrypt(session, options, &plain, &sealed, err))
		return false;
	if (goes_to_file(options))
		return export_save(session, options->output, bytes,
			options->force, err);
	if (!session->out_is_tty)
		return output_write(session, bytes, err);
	plain.len--; /* the last newline, which is added again */
	return output_json(session, &plain, err);
}

static bool
write_out(const struct session *session, const struct export_options *options,
	const struct export *export, struct err *err)
{
	bool paged = export->format->write_pages != NULL;

	if (paged && goes_to_file(options))
		return export_pages_save(session, export, options->output,
			options->force, err);
	if (paged && session->out_is_tty)
		return export_pages_show(session, export, err);
	return write_text(session, options, export, err);
}

/* What was skipped is named even with --quiet: it is the error's first half. */
static void
tell(const struct session *session, const struct export *export)
{
	struct session loud = *session;

	loud.options.quiet = false;
	for (size_t i = 0; i < export->notice_count; i++) {
		const struct export_notice *notice = &export->notices[i];
		BUF title = {0};

		account_title(notice->entry, &title);
		session_note(notice->skipped ? &loud : session, "%s: %s%s",
			buf_text(&title), notice->skipped ? "skipped: "
				: "exported without ", notice->text);
	}
}

static bool
verdict(const struct export *export, struct err *err)
{
	if (export->skipped == 0)
		return true;
	err_set(err, ERR_PARTIAL, "%zu of %zu accounts could not be exported",
		export->skipped, export->entries.len + export->skipped);
	return err_at(err, "export");
}

static bool
replaceable(struct err *err)
{
	size_t len = strlen(err->text);

	if (err->kind == ERR_REFUSED &&
	    strcmp(err->text, "exists already") == 0)
		snprintf(err->text + len, sizeof(err->text) - len,
			"; --force replaces it");
	return false;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct export_options *given = options;
	const struct format *format = given->format != NULL ? given->format
		: format_find("json");
	EXPORT export = {0};

	if (given->list)
		return print_formats(session, err);
	if (!check_options(session, given, format, err))
		return replaceable(err);
	if (!session_unlock(session, err) ||
	    !export_gather(session, format, argc > 0 ? argv[0] : NULL,
		    &export, err))
		return false;
	tell(session, &export);
	if (export.entries.len == 0) {
		err_set(err, ERR_FORMAT, "nothing could be exported");
		return err_at(err, "export");
	}
	if (!write_out(session, given, &export, err))
		return replaceable(err);
	return verdict(&export, err);
}

static const struct option_def options[] = {
	{.name = "format", .value = "FORMAT",
		.help = "json (the default), uri or google; see --list",
		.kind = OPTION_CHOICE, .set = set_format},
	{.name = "list", .help = "list the formats and exit",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct export_options, list)},
	{.letter = 'o', .name = "output", .value = "FILE",
		.help = "write FILE, of google pictures by its name .png or "
			".svg; - is standard output",
		.kind = OPTION_FILE,
		.offset = offsetof(struct export_options, output)},
	{.name = "plain", .help = "yes, unencrypted",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct export_options, plain)},
	{.name = "encrypt", .help = "as an age file, with a new passphrase, "
			"or for the vault's recipients if it has some",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct export_options, encrypt)},
	NEW_PASSPHRASE_FILE_OPTION,
	NEW_PASSPHRASE_FD_OPTION,
	{.name = "work-factor", .value = "N", .help = WORK_FACTOR_HELP,
		.kind = OPTION_TEXT, .set = set_work_factor},
	{.name = "force", .help = "replace an existing FILE",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct export_options, force)},
	{0},
};

const struct command cmd_export = {
	.name = "export",
	.args = "[PATTERN]",
	.help = "writes the accounts for other programs and devices",
	.more = "json holds everything; uri is read by most programs; google "
		"is QR codes for Google Authenticator, on a terminal one "
		"after the other. What a format cannot hold is named. Accounts "
		"in the trash are not exported.",
	.max = 1,
	.options = options,
	.options_size = sizeof(struct export_options),
	.run = run,
};
