/*
 * The enrolment code again, for another device: as QR code and as text key.
 * Both vanish after a minute, as screens are left alone.
 */
#include "codec/base32.h"
#include "core/otpauth.h"
#include "qr/print.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/text.h"
#include "tui/views.h"

#define SHOWN_SECONDS 60
#define GROUP 4 /* letters of a key between blanks */
#define GAP 2   /* columns between the code and a key beside it */
#define TALL 32 /* rows that hold what accounts have, title and key, too */

struct qr_view {
	struct view view;
	char id[ENTRY_ID_SIZE];
	struct qr_matrix matrix;
	struct buf key; /* in groups */
	int64_t since;
	bool large, invert;
	bool hidden, gone;
};

static struct qr_view *
self(struct view *view)
{
	return (struct qr_view *)view;
}

static void
wipe(struct qr_view *qr)
{
	qr_matrix_wipe(&qr->matrix);
	buf_wipe(&qr->key);
}

static bool
group_key(const struct entry *entry, struct buf *out, struct err *err)
{
	BUF key = {0};

	base32_encode(entry->secret.bytes, entry->secret.len, &key);
	for (size_t at = 0; at < key.len; at += GROUP) {
		size_t left = key.len - at;

		if (at > 0)
			buf_add_byte(out, ' ');
		buf_add(out, key.data + at, left < GROUP ? left : GROUP);
	}
	return buf_ok(&key, err) && buf_ok(out, err);
}

static bool
make(struct qr_view *qr, const struct entry *entry, struct err *err)
{
	BUF uri = {0};

	return otpauth_write_short(entry, &uri, err) &&
		qr_encode(buf_text(&uri), uri.len, &qr->matrix, err) &&
		group_key(entry, &qr->key, err);
}

static const struct entry *
find(const struct qr_view *qr)
{
	const struct vault *vault = app_session(qr->view.app)->vault;

	return entries_by_id(&vault->payload.entries, qr->id);
}

static bool
show(struct qr_view *qr, struct err *err)
{
	const struct entry *entry = find(qr);

	wipe(qr);
	qr->gone = entry == NULL;
	qr->hidden = false;
	qr->since = app_uptime();
	return qr->gone || make(qr, entry, err);
}

static bool
open_view(struct view *view, const void *arg, struct err *err)
{
	struct qr_view *qr = self(view);

	const struct targets *targets = arg;

	memcpy(qr->id, targets->ids[0], sizeof(qr->id));
	view->generation = app_generation(view->app);
	return show(qr, err);
}

static bool
update(struct view *view, struct err *err)
{
	struct qr_view *qr = self(view);

	if (!qr->hidden && app_uptime() - qr->since >= SHOWN_SECONDS) {
		wipe(qr);
		qr->hidden = true;
	}
	if (view->generation == app_generation(view->app))
		return true;
	view->generation = app_generation(view->app);
	return qr->hidden || show(qr, err);
}

/* Drawing */

/* What a module takes: half a cell high, or two cells wide. */
static struct qr_extent
extent_of(const struct qr_view *qr, bool ascii)
{
	return qr_terminal_size(&qr->matrix, &(struct qr_style){
		.ascii = ascii || qr->large,
	});
}

/* A cell that is all ink has black ground, too: there are fonts whose blocks
 * leave gaps. */
static void
draw_small(const struct qr_view *qr, const struct canvas *canvas, int y, int x,
	struct qr_extent extent)
{
	static const char *const halves[] = {" ", "▀", "▄", " "};

	for (unsigned int row = 0; row < extent.rows; row++)
		for (unsigned int column = 0; column < extent.columns;
		     column++) {
			unsigned int cell = qr_cell(&qr->matrix, column, row,
				qr->invert);

			canvas_text(canvas, y + (int)row, x + (int)column, 1,
				cell == (QR_UPPER | QR_LOWER) ? STYLE_INK
							      : STYLE_PAPER,
				halves[cell]);
		}
}

static void
draw_large(const struct qr_view *qr, const struct canvas *canvas, int y, int x,
	struct qr_extent extent)
{
	for (unsigned int row = 0; row < extent.rows; row++)
		for (unsigned int column = 0; column < extent.columns / 2;
		     column++) {
			bool dark = qr_is_dark(&qr->matrix,
				(int)column - QR_QUIET_ZONE,
				(int)row - QR_QUIET_ZONE);

			canvas_fill(canvas, y + (int)row, x + 2 * (int)column,
				2, dark != qr->invert ? STYLE_INK
						      : STYLE_PAPER);
		}
}

static int
draw_too_small(const struct qr_view *qr, const struct canvas *canvas,
	struct qr_extent extent)
{
	int lines = (int)extent.rows - canvas->height;
	int columns = (int)extent.columns - canvas->width;
	char text[200] = "The QR code does not fit: the window lacks";
	size_t len = strlen(text);

	if (lines > 0)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			" %d line%s%s", lines, lines == 1 ? "" : "s",
			columns > 0 ? " and" : "");
	if (columns > 0)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			" %d column%s", columns, columns == 1 ? "" : "s");
	snprintf(text + len, sizeof(text) - len, "%s",
		qr->large ? "; - makes the code smaller."
			  : "; a smaller font makes room. Or type this key:");
	/* The key can be typed: it goes before the many words. */
	if (text_lines(text, canvas->width - 2) + 1 +
	    text_lines(buf_text(&qr->key), canvas->width - 2) >
	    canvas->height) {
		canvas_textf(canvas, 0, 1, canvas->width - 1, STYLE_BAD,
			"It needs %ux%u.", extent.columns, extent.rows);
		return 0;
	}
	return canvas_wrap(canvas, 0, 1, canvas->width - 2, STYLE_BAD, text);
}

/* The key stands below the code, or beside it where the window is low. */
static void
draw_both(const struct qr_view *qr, const struct canvas *canvas)
{
	struct qr_extent extent = extent_of(qr, canvas->ascii);
	int x = (canvas->width - (int)extent.columns) / 2, y = 0, key_x = 1;

	if ((int)extent.rows > canvas->height ||
	    (int)extent.columns > canvas->width) {
		y = draw_too_small(qr, canvas, extent) + 1;
	} else {
		y = (int)extent.rows;
		if (y + text_lines(buf_text(&qr->key), canvas->width - 2) >
			    canvas->height) {
			y = x = 0;
			key_x = (int)extent.columns + GAP;
		}
		if (canvas->ascii || qr->large)
			draw_large(qr, canvas, 0, x, extent);
		else
			draw_small(qr, canvas, 0, x, extent);
	}
	canvas_wrap(canvas, y, key_x, canvas->width - key_x - 1, STYLE_NORMAL,
		buf_text(&qr->key));
}

static void
draw(const struct view *view, const struct canvas *canvas)
{
	const struct qr_view *qr = (const struct qr_view *)view;

	if (qr->gone || qr->hidden) {
		canvas_wrap(canvas, 0, 1, canvas->width - 2, STYLE_DIM,
			qr->gone ? "This account is gone."
				 : "Hidden after a minute. s shows the code "
				   "and the key again.");
		return;
	}
	draw_both(qr, canvas);
}

/* Keys */

static enum after
act_large(struct view *view)
{
	self(view)->large = true;
	return AFTER_NOTHING;
}

static enum after
act_small(struct view *view)
{
	self(view)->large = false;
	return AFTER_NOTHING;
}

static enum after
act_invert(struct view *view)
{
	self(view)->invert = !self(view)->invert;
	return AFTER_NOTHING;
}

static enum after
act_show(struct view *view)
{
	struct err err;

	if (!show(self(view), &err))
		app_say_err(view->app, &err);
	return AFTER_NOTHING;
}

static void
close_view(struct view *view)
{
	wipe(self(view));
}

static const struct key_def rows[] = {
	{{'+', '='}, "larger", "larger", "two cells for a module: for far cameras",
		act_large},
	{{'-'}, "smaller", "smaller", "half a cell for a module", act_small},
	{{'x'}, "invert", "invert", "light on dark, or dark on light", act_invert},
	{{'s'}, "qr", NULL, "show it for another minute", act_show},
	{{K_ESC, 'q'}, "back", "back", "back to the accounts", view_back},
};

static const struct key_table keys = KEY_TABLE("QR code", rows);
static const struct key_table *const tables[] = {&keys, NULL};

const struct view_class view_qr = {
	.title = "QR code",
	.size = sizeof(struct qr_view),
	.tall = TALL,
	.tables = tables,
	.open = open_view,
	.update = update,
	.draw = draw,
	.close = close_view,
};
