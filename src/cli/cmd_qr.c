#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/qr_screen.h"

struct qr_options {
	const char *output;
	struct qr_wish wish;
	bool force;
};

static bool
set_output(void *options, const char *value, struct err *err)
{
	struct qr_options *qr = options;

	qr->output = value;
	return qr_picture_writer(value, err) != NULL;
}

static bool
write_file(const struct session *session, const struct qr_options *options,
	const struct qr_matrix *matrix, const char *title, struct err *err)
{
	qr_write_picture *write = qr_picture_writer(options->output, err);
	BUF bytes = {0};

	if (write == NULL || !write(matrix, title, &bytes, err))
		return false;
	if (!file_create(options->output, bytes.data, bytes.len,
		    options->force, err)) {
		if (err->kind == ERR_REFUSED)
			err_set(err, ERR_REFUSED,
				"exists already; --force replaces it");
		return err_at(err, "%s", options->output);
	}
	session_note(session, "%s holds the key of %s: delete it once it is "
		"scanned", options->output, title);
	if (write == qr_write_png && !qr_png_draws(title))
		session_note(session, "a .png has no shapes for some letters "
			"of that name, and boxes instead; a .svg has them all");
	return true;
}

static bool
check_options(const struct session *session, const struct qr_options *options,
	struct err *err)
{
	if (options->output != NULL &&
	    (options->wish.ascii || options->wish.invert))
		return err_set(err, ERR_USAGE,
			"--ascii and --invert are for the terminal, not -o");
	if (options->output == NULL && !session->out_is_tty &&
	    !options->force)
		return err_set(err, ERR_REFUSED, "standard output is no "
			"terminal, and the QR code holds the key; --force "
			"writes it there all the same, -o FILE.png a picture");
	return true;
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct qr_options *qr = options;
	const struct entry *entry;
	QR_MATRIX matrix = {0};
	BUF title = {0};

	(void)argc;
	if (!check_options(session, qr, err))
		return false;
	entry = account_select(session, argv[0],
		SCOPE_LIVE, err);
	if (entry == NULL)
		return false;
	account_title(entry, &title);
	if (!buf_ok(&title, err))
		return false;
	if (!qr_screen_encode(entry, &matrix, err))
		return err_at(err, "%s", buf_text(&title));
	if (qr->output != NULL)
		return write_file(session, qr, &matrix, buf_text(&title), err);
	return qr_screen_show(session, qr->wish, &matrix, buf_text(&title),
		err);
}

static const struct option_def options[] = {
	{.letter = 'o', .name = "output", .value = "FILE",
		.help = "write a picture, by its name .png or .svg, instead "
			"of showing it",
		.kind = OPTION_FILE, .set = set_output},
	{.name = "invert", .help = "swap dark and light on the terminal",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct qr_options, wish.invert)},
	{.name = "ascii", .help = "draw with # and blanks only",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct qr_options, wish.ascii)},
	{.name = "force", .help = "replace an existing FILE; write to a pipe",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct qr_options, force)},
	{0},
};

const struct command cmd_qr = {
	.name = "qr",
	.args = "ACCOUNT",
	.help = "shows the QR code to enrol the account again",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct qr_options),
	.run = run,
};
