/* The state of the terminal, for term*.c only: the files that know ncurses. */
#ifndef TUI_TERM_STATE_H
#define TUI_TERM_STATE_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <termios.h>

#include "base/utf8.h"
#include "tui/term.h"

#define OVERLAYS_MAX 128

/* The cursor, its colours and its place. */
#define TERM_SAVE "\0337"
#define TERM_RESTORE "\0338"
#define TERM_SYNC_ON "\033[?2026h"
#define TERM_SYNC_OFF "\033[?2026l"

/* What is drawn over cells of ncurses, which cannot hold it. */
struct overlay {
	int y, x, columns, extent;
	unsigned int style;
	uint64_t seen; /* stands for all that is in its row up to its end */
	size_t len;
	char bytes[CELL_JOINED_MAX];
};

struct overlays {
	size_t len;
	struct overlay items[OVERLAYS_MAX];
};

/* Of the mouse: button, column, row; in decimals and ended by a letter, or a
 * byte each. */
#define REPORT_MAX 24
enum report_kind { REPORT_NONE, REPORT_DECIMALS, REPORT_BYTES };

struct report {
	enum report_kind kind;
	size_t len;
	char bytes[REPORT_MAX];
};

struct term {
	SCREEN *screen;
	WINDOW *input;
	enum theme_depth able, depth; /* what it can, what is used */
	enum config_theme theme;
	bool ascii;
	bool modern; /* like xterm: knows or ignores private modes */
	bool narrow; /* its last column is not used */
	bool parks;  /* a hidden cursor at the top */
	struct termios before; /* the modes of whoever started us */
	bool focus;  /* its changes are told */
	bool mouse_told; /* what it does is told */
	struct report report; /* that is coming in */
	struct mouse mouse;
	const char *stand_in; /* the type that it is taken for, or NULL */
	bool blanks; /* the next frame clears all: see term_blank() */
	bool first;  /* the next frame is: what is there is not ours */
	bool shown;  /* between term_open() or resume and suspend or close */
	int cursor_y, cursor_x; /* of this frame; -1: hidden */
	struct overlays joined;  /* of this frame */
	struct overlays joined_shown; /* on the screen */
	bool pasting;
	size_t paste_len;
	char paste[TERM_PASTE_MAX + UTF8_MAX_BYTES + 1];
};

/* Writes past ncurses. */
void term_send(const char *bytes);

/* Attributes and colour pair of a style. */
void term_look(const struct term *term, unsigned int style, attr_t *attributes,
	short *pair);

/* A string of terminfo without its padding. */
void term_add_string(struct buf *out, const char *string);

/* What was to be drawn over these cells of the frame is not. */
void term_unjoin(struct term *term, int y, int x, int columns);

/* Notes what is to be drawn over a cell of the frame. */
void term_join(struct term *term, int y, int x, unsigned int style,
	const struct cell *cell);

/* Draws it, after ncurses has drawn the frame. */
void term_show_joined(struct term *term);

/* Erases the screen line by line. */
void term_blank(void);

/* Takes what there is of a report, and returns K_MOUSE once that was a click
 * or the wheel: the rest of one may come later. */
uint32_t term_read_report(struct term *term);

/* Makes keys arrive one by one and understood. */
void term_keys_start(struct term *term);

/* Looks which colours there are. */
void term_colors_start(struct term *term, bool no_color);

#endif
