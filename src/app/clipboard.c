#include "app/clipboard.h"

#include "app/clipboard_clear.h"
#include "app/clipboard_route.h"
#include "base/file.h"
#include "codec/base64.h"

#define COPY_DEADLINE_MS 5000
#define SAID_MAX ((size_t)64 * 1024)

static bool
copy_by(const struct clipboard_route *route, const char *text,
	struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(route->copy) &&
	    route->copy[i] != NULL; i++) {
		PROC_RESULT result = {0};

		if (clipboard_run(route->copy[i], text, strlen(text),
			    SAID_MAX, COPY_DEADLINE_MS, &result, err))
			return true;
	}
	return false;
}

static bool
no_way(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "there is no way to the clipboard: "
		"neither Wayland with wl-copy, X11 with xclip or xsel, nor a "
		"terminal");
}

/* The first route that works, or NULL with the reason of the last. */
static const struct clipboard_route *
copy_by_any(const char *text, struct err *err)
{
	const struct clipboard_route *route = clipboard_routes;

	no_way(err);
	for (; route->name != NULL; route++) {
		if (clipboard_has(route->variable) &&
		    proc_exists(route->copy[0][0]) &&
		    copy_by(route, text, err))
			return route;
	}
	return NULL;
}

/* The consoles of the kernel and dumb terminals know no OSC 52. */
static bool
knows_osc52(int tty)
{
	const char *term = getenv("TERM");

	return tty >= 0 && isatty(tty) && term != NULL && term[0] != '\0' &&
		strcmp(term, "dumb") != 0 && strcmp(term, "linux") != 0;
}

static bool
copy_by_terminal(const char *text, int tty, struct err *err)
{
	BUF sequence = {0};

	buf_add_str(&sequence, "\033]52;c;");
	base64_encode((const uint8_t *)text, strlen(text), BASE64_STRICT,
		&sequence);
	buf_add_str(&sequence, "\a");
	return buf_ok(&sequence, err) &&
		fd_write_all(tty, sequence.data, sequence.len, err);
}

const char *
clipboard_way(int tty)
{
	const struct clipboard_route *route = clipboard_routes;

	for (; route->name != NULL; route++) {
		if (clipboard_has(route->variable) &&
		    proc_exists(route->copy[0][0]))
			return route->name;
	}
	return knows_osc52(tty) ? "the terminal (OSC 52)" : NULL;
}

bool
clipboard_probe(int tty, struct err *err)
{
	return clipboard_way(tty) != NULL || no_way(err);
}

/* What becomes of it, once a program has copied it. */
static void
note_clearing(const struct clipboard_route *route, const char *text,
	int seconds, char *out, size_t size)
{
	struct err ignored;

	if (seconds <= 0)
		snprintf(out, size, "not cleared");
	else if (clipboard_clear_start(route, text, seconds, &ignored))
		snprintf(out, size, "cleared in %d s", seconds);
	else
		snprintf(out, size, "cannot be cleared");
}

bool
clipboard_copy(const char *what, const char *text, int tty, int clear_seconds,
	char note[static CLIPBOARD_NOTE_SIZE], struct err *err)
{
	const struct clipboard_route *route;
	char clearing[CLIPBOARD_NOTE_SIZE / 2];

	if (strlen(text) > CLIPBOARD_TEXT_MAX)
		return err_set(err, ERR_REFUSED,
			"must be at most %zu bytes for the clipboard, is %zu",
			CLIPBOARD_TEXT_MAX, strlen(text));
	route = copy_by_any(text, err);
	if (route == NULL) {
		if (!knows_osc52(tty) || !copy_by_terminal(text, tty, err))
			return false;
		snprintf(note, CLIPBOARD_NOTE_SIZE, "%s sent to the terminal "
			"(OSC 52), cannot be cleared", what);
		return true;
	}
	note_clearing(route, text, clear_seconds, clearing, sizeof(clearing));
	snprintf(note, CLIPBOARD_NOTE_SIZE, "%s copied with %s, %s", what,
		route->name, clearing);
	return true;
}
