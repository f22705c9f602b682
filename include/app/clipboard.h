/*
 * The clipboard of a terminal user: wl-copy under Wayland, xclip or xsel under
 * X11, else OSC 52 through the terminal (also over ssh and in tmux).
 */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H

#include "base/buf.h"

#define CLIPBOARD_CLEAR_SECONDS 30
#define CLIPBOARD_TEXT_MAX ((size_t)64 * 1024)
#define CLIPBOARD_IMAGE_MAX ((size_t)64 * 1024 * 1024)

/* What was done, in words for the user: "code copied with wl-copy, cleared in
 * 30 s", "next code sent to the terminal (OSC 52), cannot be cleared". Whether
 * a terminal takes it is not known, so that is not called copied. */
#define CLIPBOARD_NOTE_SIZE 120

/*
 * Copies text, which the note calls what ("code"). tty is the terminal for
 * OSC 52, or -1. A detached helper process clears it after the seconds (0:
 * never), but only if the clipboard still holds what was copied; it outlives
 * the caller and holds no copy of the text, only its salted hash. ERR_SYSTEM
 * when there is no route.
 */
bool clipboard_copy(const char *what, const char *text, int tty,
	int clear_seconds, char note[static CLIPBOARD_NOTE_SIZE],
	struct err *err) MUST_USE;

/* Where clipboard_copy() would try first: a program's name or "the terminal
 * (OSC 52)"; NULL if there is no route. */
const char *clipboard_way(int tty);

/* ERR_SYSTEM where clipboard_way() knows none: to ask before something is used
 * up. */
bool clipboard_probe(int tty, struct err *err) MUST_USE;

/*
 * That helper: the program runs itself with this word as its only argument and
 * main() or a hidden command calls the function, before anything else is
 * read or set up. It takes its orders from stdin.
 */
#define CLIPBOARD_CLEAR_COMMAND "clipboard-clear"
bool clipboard_clear_later(struct err *err) MUST_USE;

/* Appends the image on the clipboard, PNG if it can be had so; ERR_NO_MATCH
 * when it holds none, ERR_SYSTEM saying what is missing when it cannot be
 * read. Given up with ERR_INTERRUPTED once there is something to read from the
 * descriptor stop; 0: none. */
bool clipboard_image(int stop, struct buf *out, struct err *err) MUST_USE;

/* Appends a PNG of the screen or of a region that the user selects, by the
 * first of grim, the desktop's portal, maim, scrot, import that serves this
 * session. stop is as above. */
bool screen_image(int stop, struct buf *out, struct err *err) MUST_USE;

#endif
