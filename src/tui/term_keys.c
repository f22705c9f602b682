/* What comes from the terminal: keys, pasted text, the mouse. */
#include "tui/term_state.h"

#define ESCAPE_DELAY_MS 50
#define CODE_PASTE_BEGIN (KEY_MAX + 1)
#define CODE_PASTE_END (KEY_MAX + 2)
#define CODE_FOCUS_IN (KEY_MAX + 3)
#define CODE_FOCUS_OUT (KEY_MAX + 4)
#define CODE_REPORT (KEY_MAX + 5)     /* of the mouse, in decimals */
#define CODE_OLD_REPORT (KEY_MAX + 6) /* in three bytes */

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

void
term_keys_start(struct term *term)
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
	/* ncurses reads but the kind that terminfo names. */
	if (term->modern) {
		define_key("\033[<", CODE_REPORT);
		define_key("\033[M", CODE_OLD_REPORT);
	}
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
		{KEY_SUSPEND, K_CTRL('z')}, /* so called on Linux */
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

static uint32_t
special_key(struct term *term, wint_t code)
{
	if (code != CODE_REPORT && code != CODE_OLD_REPORT)
		return function_key(code);
	term->report = (struct report){
		.kind = code == CODE_REPORT ? REPORT_DECIMALS : REPORT_BYTES,
	};
	return term_read_report(term);
}

/* Alone, or with what came right behind it. */
static uint32_t
escape_key(struct term *term)
{
	wint_t second;
	int kind = wget_wch(term->input, &second);

	if (kind == OK && second != K_ESC)
		return character_key(second) | K_ALT;
	if (kind == OK)
		unget_wch((wchar_t)second);
	else if (kind == KEY_CODE_YES)
		ungetch((int)second);
	return K_ESC;
}

uint32_t
term_key(struct term *term)
{
	wint_t code;
	uint32_t key = K_NONE;
	int kind;

	if (term->report.kind != REPORT_NONE)
		key = term_read_report(term);
	while (key == K_NONE && term->report.kind == REPORT_NONE &&
	    (kind = wget_wch(term->input, &code)) != ERR) {
		if (paste_take(term, kind, code, &key)) {
			continue;
		}
		key = kind == KEY_CODE_YES ? special_key(term, code)
					   : character_key(code);
		if (key == K_ESC)
			key = escape_key(term);
	}
	return key;
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
