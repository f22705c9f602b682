/* The terminal: keys in, styled cells out. Only term.c knows ncurses. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "base/err.h"
#include "tui/text.h"
#include "tui/theme.h"

/* A key is a Unicode code point, a control character, or one of these; K_ALT
 * is added for Alt. */
enum key {
	K_NONE = 0,
	K_TAB = 0x09,
	K_ENTER = 0x0D,
	K_ESC = 0x1B,
	K_BACKSPACE = 0x7F,
	K_UP = 0x110000,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_HOME,
	K_END,
	K_DELETE,
	K_BACKTAB,
	K_F1,
	K_F12 = K_F1 + 11,
	K_NAMED_END, /* of the keys that have names */
	K_PASTE,     /* term_paste() has the text */
	K_MOUSE,     /* term_mouse() has where */
	K_FOCUS_IN,  /* the terminal's window got the focus, or lost it */
	K_FOCUS_OUT,
	K_ALT = 1 << 24,
};

#define K_CTRL(letter) ((letter) & 0x1F)

/* The name of a key for help and footer: "Enter", "Ctrl-L", "j". ascii: no
 * arrows. */
#define KEY_LABEL_SIZE 24
void key_label(uint32_t key, bool ascii, char out[static KEY_LABEL_SIZE]);

/* The key of such a name, in any case but of single letters, or K_NONE. */
uint32_t key_parse(const char *name);

/* Bytes of pasted text that are kept; an otpauth URI has at most 16 KiB. */
#define TERM_PASTE_MAX 16384

struct term;

/* Takes the terminal over. ERR_USAGE with a hint at the command line when it
 * is none or can do too little. NULL then. */
struct term *term_open(bool no_color, struct err *err) MUST_USE;

/* Which colours to use, as far as the terminal has any. */
void term_set_theme(struct term *term, enum config_theme theme);

/* Erases what was shown, gives the terminal back. NULL is nothing. */
void term_close(struct term *term);

/* The same, until term_resume(). */
void term_suspend(struct term *term);
void term_resume(struct term *term);

/* The descriptor to poll for keys, and the one to write OSC sequences to. */
int term_fd(const struct term *term);
int term_out(const struct term *term);

/* The next key, or K_NONE when there is none at the moment. */
uint32_t term_key(struct term *term);

/* Whether clicks and the wheel come as K_MOUSE, and the focus as K_FOCUS_IN
 * and K_FOCUS_OUT, where the terminal can tell. */
void term_set_mouse(struct term *term, bool on);
void term_set_focus(struct term *term, bool on);

enum mouse_kind {
	MOUSE_CLICK,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
};
struct mouse {
	enum mouse_kind kind;
	int y, x;
};

/* Of the last K_MOUSE. */
struct mouse term_mouse(const struct term *term);

/* The text of the last K_PASTE, NUL-terminated; wiped by the caller with
 * term_paste_wipe(). */
const char *term_paste(const struct term *term, size_t *len);
void term_paste_wipe(struct term *term);

/* Asks the system for the new size. */
void term_resize(struct term *term);

/* Makes the next term_show() draw every cell. */
void term_redraw(struct term *term);

/* The type that the terminal is taken for, as that which TERM names is not
 * known here; else NULL. */
const char *term_taken_for(const struct term *term);

/* True where only ASCII can be shown. */
bool term_ascii(const struct term *term);

/* Begins a frame: everything blank, the cursor hidden. */
void term_begin(struct term *term, int *height, int *width);

/* Draws one cell and returns its columns. */
int term_put(struct term *term, int y, int x, unsigned int style,
	const struct cell *cell);

/* Shows the cursor there in this frame. */
void term_cursor(struct term *term, int y, int x);

/* Puts the frame on the screen. */
void term_show(struct term *term);

#endif
