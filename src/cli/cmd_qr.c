#include <langinfo.h>
#include <sys/ioctl.h>

#include "base/file.h"
#include "cli/account.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "codec/unicode.h"
#include "core/otpauth.h"
#include "qr/print.h"

#define PROMPT_ROWS 1 /* the shell's next line, lest it scroll the code off */
#define AMOUNT_SIZE 32

struct qr_options {
	const char *output;
	bool ascii, invert, force;
};

static const struct picture {
	const char *suffix;
	bool (*write)(const struct qr_matrix *matrix, const char *label,
		struct buf *out, struct err *err);
} pictures[] = {
	{".png", qr_write_png},
	{".svg", qr_write_svg},
};

/* By the end of the file's name; NULL if there is none of it. */
static const struct picture *
picture_find(const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		size_t tail = strlen(pictures[i].suffix);

		if (len > tail &&
		    strcasecmp(path + len - tail, pictures[i].suffix) == 0)
			return &pictures[i];
	}
	return NULL;
}

static bool
set_output(void *options, const char *value, struct err *err)
{
	struct qr_options *qr = options;

	if (picture_find(value) == NULL)
		return err_set(err, ERR_USAGE,
			"must end in .png or .svg, is \"%s\"", value);
	qr->output = value;
	return true;
}

static bool
encode(const struct entry *entry, struct qr_matrix *out, struct err *err)
{
	BUF uri = {0};

	return otpauth_write_short(entry, &uri, err) && buf_ok(&uri, err) &&
		qr_encode(buf_text(&uri), uri.len, out, err);
}

static bool
write_file(const struct session *session, const struct qr_options *options,
	const struct qr_matrix *matrix, const char *title, struct err *err)
{
	const struct picture *picture = picture_find(options->output);
	BUF bytes = {0};

	if (!picture->write(matrix, title, &bytes, err))
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
	return true;
}

static void
amount(char out[static AMOUNT_SIZE], unsigned int count, const char *unit)
{
	snprintf(out, AMOUNT_SIZE, "%u %s%s", count, unit,
		count == 1 ? "" : "s");
}

static bool
check_room(const struct winsize *screen, struct qr_extent needed,
	struct err *err)
{
	char columns[AMOUNT_SIZE] = "", rows[AMOUNT_SIZE] = "";
	bool narrow = needed.columns > screen->ws_col;
	bool low = needed.rows > screen->ws_row;

	if (!narrow && !low)
		return true;
	if (narrow)
		amount(columns, needed.columns - screen->ws_col, "column");
	if (low)
		amount(rows, needed.rows - screen->ws_row, "row");
	return err_set(err, ERR_REFUSED, "the terminal lacks %s%s%s for this "
		"QR code, which needs %u x %u; make it larger, or write a "
		"picture with -o FILE.png", columns,
		narrow && low ? " and " : "", rows, needed.columns,
		needed.rows);
}

/* Below the code, if it does not push it off the screen. */
static void
add_title(const struct winsize *screen, struct qr_extent needed,
	const char *title, struct buf *out)
{
	if (screen->ws_col != 0 &&
	    (needed.rows >= screen->ws_row ||
		unicode_columns(title, strlen(title)) > screen->ws_col))
		return;
	buf_addf(out, "%s\n", title);
}

static bool
show(const struct session *session, const struct qr_options *options,
	const struct qr_matrix *matrix, const char *title, struct err *err)
{
	bool tty = session->out_is_tty;
	bool color = tty && !session->options.no_color;
	/* Without colours: light ink on a dark screen, but dark ink where it
	 * goes to a file or a printer. */
	struct qr_style style = {
		.ascii = options->ascii ||
			strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
		.color = color,
		.invert = options->invert != (tty && !color),
	};
	struct qr_extent needed = qr_terminal_size(matrix, &style);
	struct winsize screen = {0};
	BUF text = {0};

	needed.rows += PROMPT_ROWS;
	/* Serial lines do not know their size: nothing to compare with. */
	if (tty && ioctl(fileno(session->out), TIOCGWINSZ, &screen) == 0 &&
	    screen.ws_col != 0 && !check_room(&screen, needed, err))
		return false;
	if (!qr_write_terminal(matrix, &style, &text, err))
		return false;
	if (tty)
		add_title(&screen, needed, title, &text);
	return buf_ok(&text, err) && output_write(session, &text, err);
}

static bool
check_options(const struct session *session, const struct qr_options *options,
	struct err *err)
{
	if (options->output != NULL && (options->ascii || options->invert))
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
	if (!encode(entry, &matrix, err))
		return err_at(err, "%s", buf_text(&title));
	return (qr->output != NULL ? write_file : show)(session, qr, &matrix,
		buf_text(&title), err);
}

static const struct option_def options[] = {
	{.letter = 'o', .name = "output", .value = "FILE",
		.help = "write a picture, by its name .png or .svg, instead "
			"of showing it",
		.kind = OPTION_FILE, .set = set_output},
	{.name = "invert", .help = "swap dark and light on the terminal",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct qr_options, invert)},
	{.name = "ascii", .help = "draw with # and blanks only",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct qr_options, ascii)},
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
