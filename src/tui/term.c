/*
 * ncurses keeps the picture of the screen and sends the differences. Input is
 * read through a pad, because reading from a window would also refresh it.
 * Signals are the app loop's: ncurses' own handlers never run, for the loop
 * blocks SIGWINCH and SIGTSTP.
 */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>

#include "tui/term.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "base/file.h"
#include "base/secmem.h"
#include "base/utf8.h"

#define ESCAPE_DELAY_MS 50
#define HINT "use \"otp --plain\" or \"otp get ACCOUNT\", see " \
	"\"otp help\""
/* What arrives together is put together by ncurses. */
#define MOUSE_EVENTS (BUTTON1_PRESSED | BUTTON1_CLICKED | \
	BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED | BUTTON4_PRESSED | \
	BUTTON5_PRESSED)
#define CODE_PASTE_BEGIN (KEY_MAX + 1)
#define CODE_PASTE_END (KEY_MAX + 2)
#define CODE_FOCUS_IN (KEY_MAX + 3)
#define CODE_FOCUS_OUT (KEY_MAX + 4)

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char focus_on[] = "\033[?1004h", focus_off[] = "\033[?1004l";
static const char sync_on[] = "\033[?2026h", sync_off[] = "\033[?2026l";

struct term {
	SCREEN *screen;
	WINDOW *input;
	enum theme_depth able, depth; /* what it can, what is used */
	enum config_theme theme;
	bool ascii;
	bool modern; /* like xterm: knows or ignores private modes */
	bool focus;  /* its changes are told */
	struct mouse mouse;
	bool shown;  /* between term_open() or resume and suspend or close */
	int cursor_y, cursor_x; /* of this frame; -1: hidden */
	bool pasting;
	size_t paste_len;
	char paste[TERM_PASTE_MAX + UTF8_MAX_BYTES + 1];
};

static int
pair_of(unsigned int style)
{
	return 1 + (int)(style & 0xFF) * 2 +
		((style & STYLE_SELECTED) != 0 ? 1 : 0);
}

static void
start_colors(struct term *term, bool no_color)
{
	term->able = DEPTH_NONE;
	if (no_color || !has_colors() || start_color() != OK)
		return;
	if (use_default_colors() != OK || COLORS < 8 ||
	    COLOR_PAIRS <= 2 * STYLE_COUNT)
		return;
	term->able = COLORS >= 256 ? DEPTH_256 : DEPTH_8;
}

void
term_set_theme(struct term *term, enum config_theme theme)
{
	cchar_t ground;

	term->theme = theme;
	term->depth = theme == THEME_MONOCHROME ? DEPTH_NONE : term->able;
	for (unsigned int i = STYLE_NORMAL;
	     term->depth != DEPTH_NONE && i < STYLE_COUNT; i++) {
		struct look plain = theme_look(theme, term->depth, i);
		struct look chosen = theme_look(theme, term->depth,
			i | STYLE_SELECTED);

		init_pair((short)pair_of(i), plain.fg, plain.bg);
		init_pair((short)pair_of(i | STYLE_SELECTED), chosen.fg,
			chosen.bg);
	}
	/* The ground where nothing is written. */
	if (setcchar(&ground, L" ", A_NORMAL, term->depth == DEPTH_NONE ? 0
		    : (short)pair_of(STYLE_NORMAL), NULL) == OK)
		wbkgrndset(stdscr, &ground);
	clearok(curscr, TRUE);
}

static void
look_apply(const struct term *term, unsigned int style, attr_t *attributes,
	short *pair)
{
	static const struct {
		unsigned int look;
		attr_t attribute;
	} rows[] = {
		{LOOK_BOLD, A_BOLD},
		{LOOK_DIM, A_DIM},
		{LOOK_UNDERLINE, A_UNDERLINE},
		{LOOK_REVERSE, A_REVERSE},
	};
	struct look look = theme_look(term->theme, term->depth, style);

	if ((style & STYLE_MARK) != 0)
		look.attributes |= LOOK_UNDERLINE | LOOK_BOLD;
	*attributes = A_NORMAL;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if ((look.attributes & rows[i].look) != 0)
			*attributes |= rows[i].attribute;
	}
	*pair = term->depth == DEPTH_NONE ? 0 : (short)pair_of(style);
}

static void
send_raw(const char *bytes)
{
	struct err ignored;

	if (!fd_write_all(STDOUT_FILENO, bytes, strlen(bytes), &ignored))
		return;
}

static void
enter(struct term *term)
{
	if (term->modern)
		send_raw(paste_on);
	if (term->focus)
		send_raw(focus_on);
	term->shown = true;
}

/* What was on the screen must not stay where there is no second screen. */
static void
leave(struct term *term)
{
	if (!term->shown)
		return;
	term->shown = false;
	term->pasting = false;
	term_paste_wipe(term);
	werase(stdscr);
	clearok(stdscr, TRUE);
	wrefresh(stdscr);
	if (term->modern)
		send_raw(paste_off);
	if (term->focus)
		send_raw(focus_off);
	endwin();
}

/* What terminals send, whether TERM says so or not. */
static const struct {
	const char *bytes;
	int code;
} sequences[] = {
	{"\033[200~", CODE_PASTE_BEGIN}, {"\033[201~", CODE_PASTE_END},
	{"\033[I", CODE_FOCUS_IN}, {"\033[O", CODE_FOCUS_OUT},
	{"\033[A", KEY_UP}, {"\033OA", KEY_UP},
	{"\033[B", KEY_DOWN}, {"\033OB", KEY_DOWN},
	{"\033[C", KEY_RIGHT}, {"\033OC", KEY_RIGHT},
	{"\033[D", KEY_LEFT}, {"\033OD", KEY_LEFT},
	{"\033[H", KEY_HOME}, {"\033OH", KEY_HOME},
	{"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
	{"\033[F", KEY_END}, {"\033OF", KEY_END},
	{"\033[4~", KEY_END}, {"\033[8~", KEY_END},
	{"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE},
	{"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
	{"\033OP", KEY_F(1)}, {"\033[11~", KEY_F(1)},
	{"\033[[A", KEY_F(1)}, {"\033OM", KEY_ENTER},
};

static void
set_modes(struct term *term)
{
	raw();
	noecho();
	nonl();
	set_escdelay(ESCAPE_DELAY_MS);
	typeahead(-1);
	term->input = newpad(1, 1);
	if (term->input != NULL) {
		keypad(term->input, TRUE);
		nodelay(term->input, TRUE);
	}
	for (size_t i = 0; i < COUNT_OF(sequences); i++) {
		if (key_defined(sequences[i].bytes) == 0)
			define_key(sequences[i].bytes, sequences[i].code);
	}
}

static bool
can_show(struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
			"the screen needs a terminal; " HINT);
	return true;
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
	term->screen = newterm(NULL, stdout, stdin);
	if (term->screen == NULL) {
		err_set(err, ERR_USAGE,
			"the terminal type \"%.40s\" is not known here; " HINT,
			getenv("TERM"));
		secmem_free(term);
		return NULL;
	}
	signal(SIGTSTP, SIG_DFL);
	smcup = tigetstr("smcup");
	term->modern = smcup != NULL && smcup != (char *)-1 &&
		strstr(smcup, "?1049h") != NULL;
	term->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	set_modes(term);
	start_colors(term, no_color);
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
	clearok(curscr, TRUE);
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

static uint32_t
function_key(wint_t code)
{
	static const struct {
		int code;
		uint32_t key;
	} rows[] = {
		{KEY_UP, K_UP}, {KEY_DOWN, K_DOWN}, {KEY_LEFT, K_LEFT},
		{KEY_RIGHT, K_RIGHT}, {KEY_PPAGE, K_PAGE_UP},
		{KEY_NPAGE, K_PAGE_DOWN}, {KEY_HOME, K_HOME},
		{KEY_END, K_END}, {KEY_DC, K_DELETE}, {KEY_BTAB, K_BACKTAB},
		{KEY_F(1), K_F1}, {KEY_ENTER, K_ENTER},
		{KEY_BACKSPACE, K_BACKSPACE},
		{KEY_FIND, K_HOME}, {KEY_SELECT, K_END},
		{KEY_A1, K_HOME}, {KEY_C1, K_END},
		{KEY_A3, K_PAGE_UP}, {KEY_C3, K_PAGE_DOWN},
		{CODE_FOCUS_IN, K_FOCUS_IN}, {CODE_FOCUS_OUT, K_FOCUS_OUT},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].code == (int)code)
			return rows[i].key;
	}
	if (code >= KEY_F(2) && code <= KEY_F(12))
		return K_F1 + (code - KEY_F(1));
	return K_NONE;
}

/* Releases and other buttons are nothing. */
static uint32_t
mouse_key(struct term *term)
{
	static const struct {
		mmask_t state;
		enum mouse_kind kind;
	} rows[] = {
		{BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED,
		 MOUSE_DOUBLE},
		{BUTTON1_PRESSED | BUTTON1_CLICKED, MOUSE_CLICK},
		{BUTTON4_PRESSED, MOUSE_WHEEL_UP},
		{BUTTON5_PRESSED, MOUSE_WHEEL_DOWN},
	};
	MEVENT event;

	if (getmouse(&event) != OK)
		return K_NONE;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if ((event.bstate & rows[i].state) == 0)
			continue;
		term->mouse = (struct mouse){rows[i].kind, event.y, event.x};
		return K_MOUSE;
	}
	return K_NONE;
}

static uint32_t
character_key(wint_t character)
{
	if (character == '\n')
		return K_ENTER;
	if (character == '\b')
		return K_BACKSPACE;
	return (uint32_t)character;
}

static void
paste_add(struct term *term, wint_t character)
{
	if (term->paste_len >= TERM_PASTE_MAX)
		return;
	term->paste_len += utf8_encode(character == '\r' ? '\n' : character,
		term->paste + term->paste_len);
}

/* Between the marks of a paste; true while the character belongs to it. */
static bool
paste_take(struct term *term, int kind, wint_t code, uint32_t *key)
{
	if (kind == KEY_CODE_YES && code == CODE_PASTE_BEGIN) {
		term_paste_wipe(term);
		term->pasting = true;
		return true;
	}
	if (!term->pasting)
		return false;
	if (kind == KEY_CODE_YES && code == CODE_PASTE_END) {
		term->pasting = false;
		*key = K_PASTE;
	} else if (kind == OK && code == K_CTRL('c')) {
		/* The end may never come. */
		term->pasting = false;
		term_paste_wipe(term);
	} else if (kind == OK) {
		paste_add(term, code);
	}
	return true;
}

uint32_t
term_key(struct term *term)
{
	wint_t code, second;
	uint32_t key = K_NONE;
	int kind;

	while ((kind = wget_wch(term->input, &code)) != ERR) {
		if (paste_take(term, kind, code, &key)) {
			if (key != K_NONE)
				return key;
			continue;
		}
		if (kind == KEY_CODE_YES)
			key = code == KEY_MOUSE ? mouse_key(term)
						: function_key(code);
		else
			key = character_key(code);
		if (key == K_NONE)
			continue;
		if (key == K_ESC) {
			kind = wget_wch(term->input, &second);
			if (kind == OK && second != K_ESC)
				key = character_key(second) | K_ALT;
			else if (kind == OK)
				unget_wch((wchar_t)second);
			else if (kind == KEY_CODE_YES)
				ungetch((int)second);
		}
		return key;
	}
	return K_NONE;
}

struct mouse
term_mouse(const struct term *term)
{
	return term->mouse;
}

void
term_set_mouse(struct term *term, bool on)
{
	/* On the Linux console it would look for a daemon. */
	if (!term->modern)
		return;
	mouseinterval(0);
	mousemask(on ? MOUSE_EVENTS : 0, NULL);
}

void
term_set_focus(struct term *term, bool on)
{
	if (!term->modern || term->focus == on)
		return;
	term->focus = on;
	if (term->shown)
		send_raw(on ? focus_on : focus_off);
}

const char *
term_paste(const struct term *term, size_t *len)
{
	*len = term->paste_len;
	return term->paste;
}

void
term_paste_wipe(struct term *term)
{
	explicit_bzero(term->paste, sizeof(term->paste));
	term->paste_len = 0;
}

void
term_resize(struct term *term)
{
	struct winsize size;

	(void)term;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
}

void
term_redraw(struct term *term)
{
	(void)term;
	clearok(curscr, TRUE);
}

bool
term_ascii(const struct term *term)
{
	return term->ascii;
}

void
term_begin(struct term *term, int *height, int *width)
{
	getmaxyx(stdscr, *height, *width);
	werase(stdscr);
	term->cursor_y = -1;
}

void
term_show(struct term *term)
{
	if (!term->shown)
		return;
	if (term->modern)
		send_raw(sync_on);
	curs_set(term->cursor_y >= 0 ? 1 : 0);
	leaveok(stdscr, term->cursor_y < 0);
	if (term->cursor_y >= 0)
		wmove(stdscr, term->cursor_y, term->cursor_x);
	wrefresh(stdscr);
	if (term->modern)
		send_raw(sync_off);
}

int
term_put(struct term *term, int y, int x, unsigned int style,
	const struct cell *cell)
{
	attr_t attributes;
	short pair;
	cchar_t wide;

	if (cell->columns == 0)
		return 0;
	look_apply(term, style, &attributes, &pair);
	if (setcchar(&wide, cell->chars, attributes, pair, NULL) == OK)
		mvwadd_wch(stdscr, y, x, &wide);
	return cell->columns;
}

void
term_cursor(struct term *term, int y, int x)
{
	term->cursor_y = y;
	term->cursor_x = x;
}
