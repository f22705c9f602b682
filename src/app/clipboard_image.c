#include "app/clipboard.h"
#include "app/clipboard_route.h"
#include "app/screen_portal.h"
#include "qr/scan.h"

#define READ_DEADLINE_MS 10000
#define SELECT_DEADLINE_MS 120000 /* while the user drags the mouse */
#define REGION_MAX ((size_t)200)

#define ARGV(...) (const char *const[]){__VA_ARGS__, NULL}

/* A program that gives a picture on stdout, or with no words the portal of the
 * desktop. */
struct source {
	const char *variable;
	const char *package; /* what to install */
	const char *const *argv;
};

static const struct source pasters[] = {
	{"WAYLAND_DISPLAY", "wl-clipboard",
		ARGV("wl-paste", "--no-newline", "--type", "image/png")},
	{"WAYLAND_DISPLAY", "wl-clipboard",
		ARGV("wl-paste", "--no-newline", "--type", "image")},
	{"DISPLAY", "xclip", ARGV("xclip", "-selection", "clipboard",
		"-target", "image/png", "-out")},
	{"DISPLAY", "xclip", ARGV("xclip", "-selection", "clipboard",
		"-target", "image/jpeg", "-out")},
	{"DISPLAY", "xclip", ARGV("xclip", "-selection", "clipboard",
		"-target", "image/bmp", "-out")},
};

static const struct source shooters[] = {
	{"WAYLAND_DISPLAY", "grim", ARGV("grim", "-t", "png", "-")},
	{"WAYLAND_DISPLAY", "xdg-desktop-portal", NULL},
	{"DISPLAY", "maim", ARGV("maim", "--select", "--hidecursor")},
	{"DISPLAY", "scrot", ARGV("scrot", "--select", "-")},
	/* Last, as nothing but the mouse ends it, and all else on the screen
	 * stands still until then. */
	{"DISPLAY", "imagemagick", ARGV("import", "png:-")},
};

/* What these say when there is no session behind the variable. */
static const char *const unreachable[] = {"connect", "open display"};

static bool
is_unreachable(const struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(unreachable); i++) {
		if (strcasestr(err->text, unreachable[i]) != NULL)
			return true;
	}
	return false;
}

/* By the user, who does not want to be asked by the next program. */
static bool
is_cancelled(const struct err *err)
{
	return err->kind == ERR_INTERRUPTED ||
		strcasestr(err->text, "cancel") != NULL ||
		strcasestr(err->text, "abort") != NULL ||
		strcmp(err->text, CLIPBOARD_NO_ANSWER) == 0;
}

static bool
take(int stop, const char *const *argv, int deadline_ms, struct buf *out,
	struct err *err)
{
	PROC_RESULT result = {0};

	if (!clipboard_run_until(stop, argv, CLIPBOARD_IMAGE_MAX, deadline_ms,
		    &result, err))
		return false;
	if (result.out.len == 0)
		return err_set(err, ERR_NO_MATCH, "%s gave no picture",
			argv[0]);
	buf_add(out, result.out.data, result.out.len);
	return buf_ok(out, err);
}

/* xclip gives a text as a picture, if it is asked for one. */
static bool
paste(int stop, const struct source *source, struct buf *out, struct err *err)
{
	BUF bytes = {0};

	if (!take(stop, source->argv, READ_DEADLINE_MS, &bytes, err))
		return false;
	if (!scan_is_picture(bytes.data, bytes.len))
		return err_set(err, ERR_NO_MATCH, "%s gave no picture",
			source->argv[0]);
	buf_add(out, bytes.data, bytes.len);
	return buf_ok(out, err);
}

bool
clipboard_image(int stop, struct buf *out, struct err *err)
{
	bool asked = false;

	err_set(err, ERR_SYSTEM, "the clipboard can be read in a Wayland or "
		"X11 session only, and this is none");
	for (size_t i = 0; i < COUNT_OF(pasters); i++) {
		const struct source *source = &pasters[i];
		struct err reason;

		if (!clipboard_has(source->variable))
			continue;
		if (!proc_exists(source->argv[0])) {
			if (!asked)
				err_set(err, ERR_SYSTEM, "reading the "
					"clipboard needs %s: install %s",
					source->argv[0], source->package);
			continue;
		}
		if (paste(stop, source, out, &reason))
			return true;
		asked = true;
		if (reason.kind == ERR_INTERRUPTED || is_unreachable(&reason))
			*err = reason;
		else
			err_set(err, ERR_NO_MATCH,
				"there is no picture on the clipboard");
		if (reason.kind == ERR_INTERRUPTED)
			return false;
	}
	return false;
}

/* grim takes the region that slurp lets the user draw. */
static bool
take_region(int stop, struct buf *out, struct err *err)
{
	PROC_RESULT region = {0};
	char text[REGION_MAX];

	if (!clipboard_run_until(stop, ARGV("slurp"), sizeof(text) - 1,
		    SELECT_DEADLINE_MS, &region, err))
		return false;
	snprintf(text, sizeof(text), "%.*s",
		(int)strcspn(buf_text(&region.out), "\n"),
		buf_text(&region.out));
	return take(stop, ARGV("grim", "-t", "png", "-g", text, "-"),
		READ_DEADLINE_MS, out, err);
}

static bool
is_there(const struct source *source)
{
	return source->argv != NULL ? proc_exists(source->argv[0])
				    : screen_portal_is_there();
}

static bool
shoot(int stop, const struct source *source, struct buf *out, struct err *err)
{
	if (source->argv == NULL)
		return screen_portal(stop, SELECT_DEADLINE_MS, out, err);
	if (strcmp(source->argv[0], "grim") == 0 && proc_exists("slurp"))
		return take_region(stop, out, err);
	return take(stop, source->argv, SELECT_DEADLINE_MS, out, err);
}

/* X11 programs see nothing of a Wayland screen. */
static const struct screen_session {
	const char *variable;
	const char *missing;
} sessions[] = {
	{"WAYLAND_DISPLAY", "grim (and slurp, to choose a region): install "
		"them"},
	{"DISPLAY", "maim, scrot or import (of ImageMagick): install one"},
};

/* What each of them said, if it was several. */
static bool
no_picture(const struct buf *reasons, size_t tried, struct err *err)
{
	return tried > 1 && buf_ok(reasons, err) &&
		err_set(err, ERR_SYSTEM, "%s", buf_text(reasons));
}

bool
screen_image(int stop, struct buf *out, struct err *err)
{
	const struct screen_session *session = sessions;
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];
	BUF reasons = {0};
	size_t tried = 0;

	while (session < sessions + COUNT_OF(sessions) &&
	    !clipboard_has(session->variable))
		session++;
	if (session == sessions + COUNT_OF(sessions))
		return err_set(err, ERR_SYSTEM, "the screen can be read in a "
			"Wayland or X11 session only, and this is none");
	for (size_t i = 0; i < COUNT_OF(shooters); i++) {
		const struct source *source = &shooters[i];

		if (strcmp(source->variable, session->variable) != 0 ||
		    !is_there(source))
			continue;
		if (shoot(stop, source, out, err))
			return true;
		if (is_cancelled(err))
			return false;
		err_format(err, line, sizeof(line));
		buf_addf(&reasons, "%s%s", tried++ > 0 ? "; " : "", line);
	}
	return tried > 0 ? no_picture(&reasons, tried, err) : err_set(err,
		ERR_SYSTEM, "reading the screen needs %s", session->missing);
}
