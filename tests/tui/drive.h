/* The parts of the driver: what is shared between them. */
#ifndef TESTS_TUI_DRIVE_H
#define TESTS_TUI_DRIVE_H

#include <termios.h>
#include <vterm.h>

#include "base/buf.h"

#define SECRETS_MAX 32
#define ROWS_MAX 200
#define COLUMNS_MAX 500

struct driver {
	VTerm *vt;
	VTermScreen *screen;
	int rows, columns;
	int stops; /* of the program, so far */
	int master;
	int control;        /* to our shell */
	pid_t shell;
	struct termios before;
	struct buf coming;  /* of what it wrote, not yet on the screen */
	struct buf raw;     /* all the rest that it wrote */
	struct buf kept;    /* what left the screens: scrollback, the second
			       screen when it is closed */
	bool second_screen, title_set;
	char *secrets[SECRETS_MAX];
	size_t secret_count;
	bool used_second_screen, resized;
	int test, failed;
	bool skipped; /* the rest of the script */
	const char *script;
	int line;
	struct buf update;  /* the rewritten script */
	bool updating;
};

/* Ends the driver: the script or the system is at fault, not the program. */
void die(const struct driver *d, const char *what) __attribute__((noreturn));

/* drive_screen.c */

void screen_start(struct driver *d);

/* Appends all rows without the blanks at their ends and the empty ones at the
 * end. */
void screen_add(const struct driver *d, struct buf *out);
bool screen_has(const struct driver *d, const char *text);
bool screen_has_colors(const struct driver *d);

/* "COLUMN ROW" */
void screen_cursor(const struct driver *d, char out[static 32]);

/* Appends what OSC 52 has put into the clipboard last. */
void screen_clipboard(const struct driver *d, struct buf *out);

/* Takes in what comes within the time, one whole picture at most; false if
 * nothing did. */
bool screen_pump(struct driver *d, int timeout_ms);

/* Sends bytes as if they were typed. */
void screen_type(const char *bytes, size_t len, void *driver);

/* drive_keys.c: "C-l", "A-x", "Up"; false if there is no such key. */
bool keys_press(struct driver *d, char *name);

/* Presses the mouse at a cell ("click 3 5"), turns its wheel ("wheel up 3 5"),
 * or gives the window the focus, or takes it ("focus out"). */
bool keys_mouse(struct driver *d, const char *what);

/* drive_script.c: the expected lines that follow in the script, if any; leaves
 * the file at the line behind them. */
void script_read_screen(struct driver *d, FILE *file, struct buf *out);

/* drive_shell.c */

/* Starts a command line on a new pty, and ends it. */
void shell_run(struct driver *d, const char *command);
void shell_end(struct driver *d);
void shell_foreground(struct driver *d);

/* Signals the program that is in the foreground. */
bool shell_signal(const struct driver *d, int number);

/* Runs a command with the screen on its stdin; true if it exits with 0. */
bool shell_agrees(struct driver *d, const char *command);
/* The same with all that the program has written. */
bool shell_reads(struct driver *d, const char *command);

/* drive_left.c: what must be true whenever the terminal is somebody else's */

typedef void report_fn(struct driver *d, bool ok, const char *what);
void left_check(struct driver *d, report_fn *result);

#endif
