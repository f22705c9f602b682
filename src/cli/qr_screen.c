#include "cli/qr_screen.h"

#include <langinfo.h>
#include <sys/ioctl.h>

#include "cli/output.h"
#include "codec/unicode.h"
#include "core/otpauth.h"

#define PROMPT_ROWS 1 /* the shell's next line, lest it scroll the code off */
#define AMOUNT_SIZE 32

static const struct {
	const char *suffix;
	qr_write_picture *write;
} pictures[] = {
	{".png", qr_write_png},
	{".svg", qr_write_svg},
};

static size_t
find_picture(const char *path)
{
	size_t len = strlen(path), i = 0;

	for (; i < COUNT_OF(pictures); i++) {
		size_t tail = strlen(pictures[i].suffix);

		if (len > tail &&
		    strcasecmp(path + len - tail, pictures[i].suffix) == 0)
			break;
	}
	return i;
}

qr_write_picture *
qr_picture_writer(const char *path, struct err *err)
{
	size_t i = find_picture(path);

	if (i < COUNT_OF(pictures))
		return pictures[i].write;
	err_set(err, ERR_USAGE, "must end in .png or .svg, is \"%s\"", path);
	return NULL;
}

const char *
qr_picture_suffix(const char *path)
{
	size_t i = find_picture(path);

	return i == COUNT_OF(pictures) ? NULL
		: path + strlen(path) - strlen(pictures[i].suffix);
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

static struct qr_style
style_for(const struct session *session, struct qr_wish wish)
{
	bool tty = session->out_is_tty;
	bool color = tty && !session->options.no_color;

	/* Without colours: light ink on a dark screen, but dark ink where it
	 * goes to a file or a printer. */
	return (struct qr_style){
		.ascii = wish.ascii ||
			strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
		.color = color,
		.invert = wish.invert != (tty && !color),
	};
}

/* Zero columns: no terminal, or one that does not tell. */
static struct winsize
screen_size(const struct session *session)
{
	struct winsize screen = {0};

	if (!session->out_is_tty ||
	    ioctl(fileno(session->out), TIOCGWINSZ, &screen) != 0)
		screen.ws_col = 0;
	return screen;
}

static struct qr_extent
room_for(const struct qr_matrix *matrix, const struct qr_style *style)
{
	struct qr_extent needed = qr_terminal_size(matrix, style);

	needed.rows += PROMPT_ROWS;
	return needed;
}

bool
qr_screen_encode(const struct entry *entry, struct qr_matrix *out, struct err *err)
{
	BUF uri = {0};

	return otpauth_write_short(entry, &uri, err) && buf_ok(&uri, err) &&
		qr_encode(buf_text(&uri), uri.len, out, err);
}

bool
qr_screen_fits(const struct session *session, struct qr_wish wish,
	const struct qr_matrix *matrix, struct err *err)
{
	struct qr_style style = style_for(session, wish);
	struct winsize screen = screen_size(session);

	/* Serial lines do not know their size: nothing to compare with. */
	return screen.ws_col == 0 ||
		check_room(&screen, room_for(matrix, &style), err);
}

bool
qr_screen_show(const struct session *session, struct qr_wish wish,
	const struct qr_matrix *matrix, const char *title, struct err *err)
{
	struct qr_style style = style_for(session, wish);
	struct winsize screen = screen_size(session);
	BUF text = {0};

	if (!qr_screen_fits(session, wish, matrix, err) ||
	    !qr_write_terminal(matrix, &style, &text, err))
		return false;
	if (session->out_is_tty)
		add_title(&screen, room_for(matrix, &style), title, &text);
	return buf_ok(&text, err) && output_write(session, &text, err);
}
