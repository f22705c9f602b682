#include "cli/viewfinder.h"

#include <langinfo.h>
#include <sys/ioctl.h>

#include "base/file.h"

#define GREYS 24         /* of the 256-colour palette, from 232 on */
#define FIRST_GREY 232
#define ROWS_MAX 24      /* a small picture is enough to aim */
#define LINES_BELOW 2
#define UPPER_HALF "\xe2\x96\x80"

static bool
has_blocks(const struct session *session)
{
	const char *term = getenv("TERM");

	return !session->options.no_color && strcmp(nl_langinfo(CODESET),
			"UTF-8") == 0 &&
		term != NULL && strcmp(term, "dumb") != 0;
}

void
viewfinder_begin(struct viewfinder *finder, const struct session *session)
{
	*finder = (struct viewfinder){
		.fd = session_progress_fd(session),
		.blocks = has_blocks(session),
	};
}

static int
shade(const struct camera_view *view, size_t x, size_t y)
{
	return FIRST_GREY + view->grey[y * view->width + x] * GREYS / 256;
}

/* Two pixels a cell: the upper one in the colour of the letter. Every stride
 * pixels one is shown. */
static void
draw_row(const struct camera_view *view, size_t y, size_t stride,
	struct buf *out)
{
	size_t below = y + stride < view->height ? y + stride : y;
	int last_upper = -1, last_lower = -1;

	for (size_t x = 0; x < view->width; x += stride) {
		int upper = shade(view, x, y), lower = shade(view, x, below);

		if (upper != last_upper)
			buf_addf(out, "\033[38;5;%dm", upper);
		if (lower != last_lower)
			buf_addf(out, "\033[48;5;%dm", lower);
		buf_add_str(out, UPPER_HALF);
		last_upper = upper;
		last_lower = lower;
	}
	buf_add_str(out, "\033[0m\033[K\r\n");
}

static const char *
words(bool seen)
{
	return seen ? "A QR code is seen: hold it still, nearer or in more "
		      "light." :
		"Hold the QR code before the camera. Ctrl-C ends.";
}

static void
draw_picture(struct viewfinder *finder, const struct camera_view *view,
	struct buf *out)
{
	struct winsize size;
	size_t stride = 1, rows;

	if (ioctl(finder->fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
	    size.ws_row == 0)
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	rows = size.ws_row > LINES_BELOW ? size.ws_row - LINES_BELOW : 1;
	if (rows > ROWS_MAX)
		rows = ROWS_MAX;
	while (view->width / stride >= size.ws_col ||
	    view->height / stride / 2 >= rows) {
		if (stride >= view->width)
			break;
		stride++;
	}
	if (finder->rows > 0)
		buf_addf(out, "\033[%dA", finder->rows);
	buf_add_byte(out, '\r');
	finder->rows = 0;
	for (size_t y = 0; y < view->height; y += 2 * stride) {
		draw_row(view, y, stride, out);
		finder->rows++;
	}
	buf_addf(out, "%s\033[K", words(view->seen));
}

void
viewfinder_show(void *arg, const struct camera_view *view)
{
	struct viewfinder *finder = arg;
	struct err ignored;
	BUF out = {0};

	if (finder->fd < 0)
		return;
	if (finder->blocks)
		draw_picture(finder, view, &out);
	else if (!finder->begun || view->seen != finder->seen)
		buf_addf(&out, "%s\r\n", words(view->seen));
	finder->begun = true;
	finder->seen = view->seen;
	if (buf_ok(&out, &ignored) && out.len > 0 &&
	    !fd_write_all(finder->fd, out.data, out.len, &ignored))
		finder->fd = -1;
}

void
viewfinder_end(struct viewfinder *finder)
{
	struct err ignored;
	BUF out = {0};

	if (finder->fd < 0 || !finder->blocks || !finder->begun)
		return;
	if (finder->rows > 0)
		buf_addf(&out, "\033[%dA", finder->rows);
	buf_add_str(&out, "\r\033[J");
	if (!buf_ok(&out, &ignored) ||
	    !fd_write_all(finder->fd, out.data, out.len, &ignored))
		finder->fd = -1;
}
