/* What text looks like, by meaning; the terminal's abilities decide how. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include "app/config.h"

enum style {
	STYLE_NORMAL = 1,
	STYLE_DIM,
	STYLE_TITLE,
	STYLE_KEY,      /* a key in the footer */
	STYLE_CODE,
	STYLE_SOON,     /* a code with 10 s left or less */
	STYLE_NOW,      /* with 5 s or less */
	STYLE_GOOD,
	STYLE_BAD,
	STYLE_TAG,
	STYLE_FAVORITE,
	STYLE_INPUT,    /* where text is typed */
	STYLE_PAPER,    /* of a QR code: black on white in any theme */
	STYLE_INK,      /* black on black */
	STYLE_COUNT,
	STYLE_SELECTED = 1 << 8, /* added: on the selected row */
	STYLE_MARK = 1 << 9,     /* added: letters that a filter found */
};

enum look_attribute {
	LOOK_BOLD = 1 << 0,
	LOOK_DIM = 1 << 1,
	LOOK_UNDERLINE = 1 << 2,
	LOOK_REVERSE = 1 << 3,
};

/* Colours are numbers of the terminal's palette; -1 is its default. */
struct look {
	short fg, bg;
	unsigned int attributes;
};

enum theme_depth { DEPTH_NONE, DEPTH_8, DEPTH_256, DEPTH_COUNT };

/* style may have STYLE_SELECTED. Without colours all themes are one. */
struct look theme_look(enum config_theme theme, enum theme_depth depth,
	unsigned int style);

/* The characters that stand for things. */
struct glyphs {
	const char *ellipsis;
	const char *line, *dot, *urgent, *empty; /* countdown bars */
	const char *favorite, *marked, *next, *bullet, *good, *folded, *unfolded;
	const char *block;
};

const struct glyphs *theme_glyphs(bool ascii);

#endif
