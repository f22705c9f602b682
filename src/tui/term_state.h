/* The state of the terminal, for term*.c only: the files that know ncurses. */
#ifndef TUI_TERM_STATE_H
#define TUI_TERM_STATE_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <termios.h>

#include "base/utf8.h"
#include "tui/term.h"

#define TERM_SYNC_ON "\033[?2026h"
#define TERM_SYNC_OFF "\033[?2026l"

struct term {
	SCREEN *screen;
	WINDOW *input;
	enum theme_depth able, depth; /* what it can, what is used */
	enum config_theme theme;
	bool ascii;
	bool modern; /* like xterm: knows or ignores private modes */
	struct termios before; /* the modes of whoever started us */
	bool focus;  /* its changes are told */
	struct mouse mouse;
	bool shown;  /* between term_open() or resume and suspend or close */
	int cursor_y, cursor_x; /* of this frame; -1: hidden */
	bool pasting;
	size_t paste_len;
	char paste[TERM_PASTE_MAX + UTF8_MAX_BYTES + 1];
};

/* Writes past ncurses. */
void term_send(const char *bytes);

/* Makes keys arrive one by one and understood. */
void term_keys_start(struct term *term);

/* Looks which colours there are. */
void term_colors_start(struct term *term, bool no_color);

#endif
