/*
 * ncurses keeps the picture of the screen and sends the differences. Input is
 * read through a pad, because reading from a window would also refresh it.
 * Signals are the app loop's, which blocks them; ncurses' own handlers never
 * run, also not between its end and that of the program.
 */
#include "tui/term_state.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/secmem.h"
#include "tui/rescue.h"
#include "tui/term_type.h"

#define HINT "use \"otp --plain\" or \"otp get ACCOUNT\", see " \
	"\"otp help\""

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char focus_on[] = "\033[?1004h", focus_off[] = "\033[?1004l";
/* Clicks and the wheel, with coordinates of any size where that is known. */
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";

void
term_send(const char *bytes)
{
	struct err ignored;

	if (!fd_write_all(STDOUT_FILENO, bytes, strlen(bytes), &ignored))
		return;
}

void
term_add_string(struct buf *out, const char *text)
{
	if (text == NULL || text == (const char *)-1)
		return;
	while (*text != '\0') {
		if (strncmp(text, "$<", 2) == 0)
			text += strcspn(text, ">");
		else
			buf_add_byte(out, (uint8_t)*text);
		text += *text != '\0' ? 1 : 0;
	}
}

/* Without a second screen, a terminal may keep what is cleared at once in its
 * scrollback; what is erased line by line it does not. */
static void
add_blank_lines(struct buf *out)
{
	for (int y = 0; y < LINES; y++) {
		term_add_string(out, tiparm(tigetstr("cup"), y, 0));
		term_add_string(out, tigetstr("el"));
	}
}

void
term_blank(void)
{
	BUF bytes = {0};

	add_blank_lines(&bytes);
	term_send(buf_text(&bytes));
}

/* What leave() does, for when there is no time for it. */
static void
prepare_rescue(const struct term *term)
{
	static const char *const strings[] = {"sgr0", "clear", "rmkx",
		"cnorm", "rmcup"};
	BUF bytes = {0};

	term_add_string(&bytes, tigetstr("sgr0"));
	add_blank_lines(&bytes);
	if (term->modern) {
		buf_add_str(&bytes, TERM_SYNC_OFF);
		buf_add_str(&bytes, paste_off);
		buf_add_str(&bytes, focus_off);
		buf_add_str(&bytes, mouse_off);
	}
	for (size_t i = 0; i < COUNT_OF(strings); i++)
		term_add_string(&bytes, tigetstr(strings[i]));
	rescue_arm(buf_text(&bytes), &term->before);
}

static void
enter(struct term *term)
{
	prepare_rescue(term);
	if (term->modern)
		term_send(paste_on);
	if (term->focus)
		term_send(focus_on);
	if (term->mouse_told)
		term_send(mouse_on);
	term->shown = term->first = true;
}

/* What was on the screen must not stay where there is no second screen. */
static void
leave(struct term *term)
{
	if (!term->shown)
		return;
	rescue_disarm();
	term->shown = false;
	term->pasting = false;
	term->report.kind = REPORT_NONE;
	term_paste_wipe(term);
	term_blank();
	werase(stdscr);
	clearok(stdscr, TRUE);
	wrefresh(stdscr);
	if (term->modern)
		term_send(paste_off);
	if (term->focus)
		term_send(focus_off);
	if (term->mouse_told)
		term_send(mouse_off);
	endwin();
}

static bool
can_show(struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
			"the screen needs a terminal; " HINT);
	return true;
}

/* As the type that TERM names, or else as one that it is like. */
static SCREEN *
open_any(const char **stand_in)
{
	const char *type = getenv("TERM");
	SCREEN *screen = newterm(NULL, stdout, stdin);

	*stand_in = NULL;
	for (size_t i = 0; screen == NULL && type != NULL; i++) {
		*stand_in = term_stand_in(type, i);
		if (*stand_in == NULL)
			return NULL;
		screen = newterm(*stand_in, stdout, stdin);
	}
	return screen;
}

/* newterm() takes SIGINT and SIGTERM for a handler that ends the program with
 * 1: the second of two Ctrl-C would get there. */
static SCREEN *
open_screen(const char **stand_in)
{
	struct sigaction interrupt, terminate;
	bool known = sigaction(SIGINT, NULL, &interrupt) == 0 &&
		sigaction(SIGTERM, NULL, &terminate) == 0;
	SCREEN *screen = open_any(stand_in);

	if (known) {
		sigaction(SIGINT, &interrupt, NULL);
		sigaction(SIGTERM, &terminate, NULL);
	}
	signal(SIGTSTP, SIG_DFL);
	return screen;
}

struct term *
term_open(bool no_color, struct err *err)
{
	struct term *term;
	const char *smcup;

	if (!can_show(err))
		return NULL;
	term = secmem_alloc(sizeof(*term));
	if (term == NULL) {
		err_nomem(err);
		return NULL;
	}
	memset(term, 0, sizeof(*term));
	tcgetattr(STDIN_FILENO, &term->before);
	term->screen = open_screen(&term->stand_in);
	if (term->screen == NULL) {
		err_set(err, ERR_USAGE,
			"the terminal type \"%.40s\" is not known here: "
			"install ncurses-term, or set TERM to one that it is "
			"like, such as xterm-256color; or " HINT,
			getenv("TERM"));
		secmem_free(term);
		return NULL;
	}
	smcup = tigetstr("smcup");
	term->modern = smcup != NULL && smcup != (char *)-1 &&
		strstr(smcup, "?1049h") != NULL;
	/* It is said to wrap at once; most that are called so do it before the
	 * next character. */
	term->narrow = tigetflag("am") == 1 && tigetflag("xenl") != 1;
	/* In screen and tmux the second one can be turned off. */
	term->parks = !term->modern || strncmp(termname(), "screen", 6) == 0 ||
		strncmp(termname(), "tmux", 4) == 0;
	term->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	term_keys_start(term);
	term_colors_start(term, no_color);
	term_set_theme(term, THEME_AUTO);
	/* LINES and COLUMNS may be those of another window. */
	term_resize(term);
	enter(term);
	if (term->input == NULL) {
		term_close(term);
		err_nomem(err);
		return NULL;
	}
	return term;
}

void
term_close(struct term *term)
{
	if (term == NULL)
		return;
	leave(term);
	if (term->input != NULL)
		delwin(term->input);
	delscreen(term->screen);
	secmem_free(term);
}

void
term_suspend(struct term *term)
{
	leave(term);
}

void
term_resume(struct term *term)
{
	term_resize(term);
	term_redraw(term);
	wrefresh(stdscr);
	enter(term);
}

int
term_fd(const struct term *term)
{
	(void)term;
	return STDIN_FILENO;
}

int
term_out(const struct term *term)
{
	(void)term;
	return STDOUT_FILENO;
}

void
term_set_focus(struct term *term, bool on)
{
	if (!term->modern || term->focus == on)
		return;
	term->focus = on;
	if (term->shown)
		term_send(on ? focus_on : focus_off);
}

void
term_set_mouse(struct term *term, bool on)
{
	if (!term->modern || term->mouse_told == on)
		return;
	term->mouse_told = on;
	if (term->shown)
		term_send(on ? mouse_on : mouse_off);
}

void
term_resize(struct term *term)
{
	struct winsize size;

	term->joined_shown.len = 0;
	term->blanks = true;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	if (term->shown)
		prepare_rescue(term);
}

void
term_redraw(struct term *term)
{
	term->blanks = true;
	term->joined_shown.len = 0;
	clearok(curscr, TRUE);
}

const char *
term_taken_for(const struct term *term)
{
	return term->stand_in;
}

bool
term_ascii(const struct term *term)
{
	return term->ascii;
}

void
term_cursor(struct term *term, int y, int x)
{
	term->cursor_y = y;
	term->cursor_x = x;
}
