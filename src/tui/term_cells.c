/* What goes to the terminal: colours and cells. */
#include "tui/term_state.h"

static int
pair_of(unsigned int style)
{
	return 1 + (int)(style & 0xFF) * 2 +
		((style & STYLE_SELECTED) != 0 ? 1 : 0);
}

void
term_colors_start(struct term *term, bool no_color)
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
	term->blanks = true;
	term->joined_shown.len = 0;
}

void
term_look(const struct term *term, unsigned int style, attr_t *attributes,
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

void
term_begin(struct term *term, int *height, int *width)
{
	getmaxyx(stdscr, *height, *width);
	*width -= term->narrow ? 1 : 0;
	werase(stdscr);
	term->cursor_y = -1;
	term->joined.len = 0;
}

void
term_show(struct term *term)
{
	if (!term->shown)
		return;
	if (term->modern)
		term_send(TERM_SYNC_ON);
	if (term->blanks && !term->first)
		term_blank();
	term->blanks = term->first = false;
	curs_set(term->cursor_y >= 0 ? 1 : 0);
	/* Made smaller, a terminal without a second screen moves as many rows
	 * into its scrollback as the cursor needs to stay. */
	leaveok(stdscr, term->cursor_y < 0 && !term->parks);
	if (term->cursor_y >= 0)
		wmove(stdscr, term->cursor_y, term->cursor_x);
	else
		wmove(stdscr, 0, 0);
	wrefresh(stdscr);
	term_show_joined(term);
	if (term->modern)
		term_send(TERM_SYNC_OFF);
}

static void
put(const struct term *term, int y, int x, unsigned int style,
	const wchar_t *chars)
{
	attr_t attributes;
	short pair;
	cchar_t wide;

	term_look(term, style, &attributes, &pair);
	if (setcchar(&wide, chars, attributes, pair, NULL) == OK)
		mvwadd_wch(stdscr, y, x, &wide);
}

int
term_put(struct term *term, int y, int x, unsigned int style,
	const struct cell *cell)
{
	const wchar_t other[] = {
		cell->second != 0 ? cell->second : L' ', L'\0',
	};

	if (cell->columns == 0)
		return 0;
	term_unjoin(term, y, x, cell->columns);
	put(term, y, x, style, cell->chars);
	if (cell->columns > 1 && wcwidth(cell->chars[0]) == 1)
		put(term, y, x + 1, style, other);
	if (cell->joined != NULL)
		term_join(term, y, x, style, cell);
	return cell->columns;
}
