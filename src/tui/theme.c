#include "tui/theme.h"

struct style_looks {
	struct look by_depth[DEPTH_COUNT];
	struct look selected[DEPTH_COUNT];
};

/* Themes change the first 16 colours only. */
#define BLACK_256 16
#define WHITE_256 231

#define PLAIN(attributes) {-1, -1, attributes}
#define ROW_256 237 /* the ground of the selected row */

/* The theme "auto", and all that others do not say: middle tones, which can be
 * read on dark and on light ground. Of 8 colours only red and magenta can. */
static const struct style_looks looks[STYLE_COUNT] = {
	[STYLE_NORMAL] = {
		{PLAIN(0), PLAIN(0), PLAIN(0)},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {255, ROW_256, 0}},
	},
	[STYLE_DIM] = {
		{PLAIN(LOOK_DIM), PLAIN(0), {243, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {249, ROW_256, 0}},
	},
	[STYLE_TITLE] = {
		{PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD)},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {255, ROW_256, LOOK_BOLD}},
	},
	[STYLE_KEY] = {
		{PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD), {31, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE),
		 {117, ROW_256, LOOK_BOLD}},
	},
	[STYLE_CODE] = {
		{PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD), {31, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {117, ROW_256, LOOK_BOLD}},
	},
	[STYLE_SOON] = {
		{PLAIN(LOOK_BOLD), {5, -1, LOOK_BOLD}, {130, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {221, ROW_256, LOOK_BOLD}},
	},
	[STYLE_NOW] = {
		{PLAIN(LOOK_BOLD), {1, -1, LOOK_BOLD}, {161, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {210, ROW_256, LOOK_BOLD}},
	},
	[STYLE_GOOD] = {
		{PLAIN(0), PLAIN(0), {29, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {114, ROW_256, 0}},
	},
	[STYLE_BAD] = {
		{PLAIN(LOOK_BOLD), {1, -1, LOOK_BOLD}, {161, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {210, ROW_256, 0}},
	},
	[STYLE_TAG] = {
		{PLAIN(0), {5, -1, 0}, {97, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {183, ROW_256, 0}},
	},
	[STYLE_FAVORITE] = {
		{PLAIN(0), PLAIN(LOOK_BOLD), {130, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {221, ROW_256, 0}},
	},
	[STYLE_INPUT] = {
		{PLAIN(LOOK_UNDERLINE), PLAIN(LOOK_UNDERLINE),
		 PLAIN(LOOK_UNDERLINE)},
		{PLAIN(LOOK_UNDERLINE), PLAIN(LOOK_UNDERLINE),
		 PLAIN(LOOK_UNDERLINE)},
	},
	/* Without colours the screen is taken to be dark; x inverts. */
	[STYLE_PAPER] = {
		{PLAIN(LOOK_REVERSE), {0, 7, 0}, {BLACK_256, WHITE_256, 0}},
		{PLAIN(LOOK_REVERSE), {0, 7, 0}, {BLACK_256, WHITE_256, 0}},
	},
	[STYLE_INK] = {
		{PLAIN(0), {0, 0, 0}, {BLACK_256, BLACK_256, 0}},
		{PLAIN(0), {0, 0, 0}, {BLACK_256, BLACK_256, 0}},
	},
};

static const struct glyphs unicode_glyphs = {
	.ellipsis = "…",
	.line = "━", .dot = "•", .urgent = "!", .empty = "─",
	.favorite = "★", .marked = "◆", .next = "→", .bullet = "•", .good = "✓",
	.folded = "▸", .unfolded = "▾",
	.block = "█",
};

static const struct glyphs ascii_glyphs = {
	.ellipsis = "~",
	.line = "=", .dot = "*", .urgent = "!", .empty = "-",
	.favorite = "*", .marked = "+", .next = ">", .bullet = "*", .good = "+",
	.folded = ">", .unfolded = "v",
	.block = "#",
};

/* One style of a theme in 256 colours. */
struct tone {
	short fg, bg;
	unsigned int attributes;
	short selected; /* the fg on the selected row */
};

struct theme {
	short ground; /* of the selected row */
	struct tone tones[STYLE_INPUT + 1];
};

static const struct theme dark = {
	.ground = 238,
	.tones = {
		[STYLE_NORMAL] = {252, -1, 0, 255},
		[STYLE_DIM] = {246, -1, 0, 250},
		[STYLE_TITLE] = {255, -1, LOOK_BOLD, 255},
		[STYLE_KEY] = {81, -1, LOOK_BOLD, 117},
		[STYLE_CODE] = {117, -1, LOOK_BOLD, 123},
		[STYLE_SOON] = {221, -1, LOOK_BOLD, 228},
		[STYLE_NOW] = {210, -1, LOOK_BOLD, 217},
		[STYLE_GOOD] = {114, -1, 0, 120},
		[STYLE_BAD] = {210, -1, 0, 217},
		[STYLE_TAG] = {183, -1, 0, 189},
		[STYLE_FAVORITE] = {221, -1, 0, 228},
		[STYLE_INPUT] = {255, 236, LOOK_UNDERLINE, 255},
	},
};

static const struct theme light = {
	.ground = 254,
	.tones = {
		[STYLE_NORMAL] = {235, -1, 0, 16},
		[STYLE_DIM] = {241, -1, 0, 239},
		[STYLE_TITLE] = {16, -1, LOOK_BOLD, 16},
		[STYLE_KEY] = {25, -1, LOOK_BOLD, 24},
		[STYLE_CODE] = {25, -1, LOOK_BOLD, 19},
		[STYLE_SOON] = {130, -1, LOOK_BOLD, 94},
		[STYLE_NOW] = {160, -1, LOOK_BOLD, 124},
		[STYLE_GOOD] = {28, -1, 0, 22},
		[STYLE_BAD] = {160, -1, 0, 124},
		[STYLE_TAG] = {91, -1, 0, 54},
		[STYLE_FAVORITE] = {130, -1, 0, 94},
		[STYLE_INPUT] = {16, 254, LOOK_UNDERLINE, 16},
	},
};

/* Nothing dim, nothing between black and white but a few full colours; a
 * ground of its own. */
static const struct theme high_contrast = {
	.ground = 226,
	.tones = {
		[STYLE_NORMAL] = {231, 16, 0, 16},
		[STYLE_DIM] = {231, 16, 0, 16},
		[STYLE_TITLE] = {231, 16, LOOK_BOLD, 16},
		[STYLE_KEY] = {226, 16, LOOK_BOLD, 16},
		[STYLE_CODE] = {51, 16, LOOK_BOLD, 16},
		[STYLE_SOON] = {226, 16, LOOK_BOLD, 16},
		[STYLE_NOW] = {16, 231, LOOK_BOLD, 16},
		[STYLE_GOOD] = {46, 16, LOOK_BOLD, 16},
		[STYLE_BAD] = {16, 231, LOOK_BOLD, 16},
		[STYLE_TAG] = {231, 16, LOOK_UNDERLINE, 16},
		[STYLE_FAVORITE] = {226, 16, LOOK_BOLD, 16},
		[STYLE_INPUT] = {231, 16, LOOK_UNDERLINE, 16},
	},
};

static const struct theme *const themes[THEME_COUNT] = {
	[THEME_DARK] = &dark,
	[THEME_LIGHT] = &light,
	[THEME_HIGH_CONTRAST] = &high_contrast,
};

/* The colours of 8 for a ground that is known; 0: as in "auto". */
static const short of_8[THEME_COUNT][STYLE_INPUT + 1] = {
	[THEME_DARK] = {
		[STYLE_KEY] = 6, [STYLE_CODE] = 6, [STYLE_SOON] = 3,
		[STYLE_GOOD] = 2, [STYLE_FAVORITE] = 3,
	},
	[THEME_LIGHT] = {
		[STYLE_KEY] = 4, [STYLE_CODE] = 4, [STYLE_FAVORITE] = 5,
	},
};

static struct look
tone_look(const struct theme *theme, unsigned int style)
{
	const struct tone *tone = &theme->tones[style & 0xFF];

	if ((style & STYLE_SELECTED) != 0)
		return (struct look){tone->selected, theme->ground,
			tone->attributes};
	return (struct look){tone->fg, tone->bg, tone->attributes};
}

/* High contrast where there are 8 colours: black, white, and one for haste. */
static struct look
contrast_look_8(unsigned int style)
{
	unsigned int which = style & 0xFF;

	if ((style & STYLE_SELECTED) != 0 || which == STYLE_BAD)
		return (struct look){0, 7, LOOK_BOLD};
	if (which == STYLE_NOW)
		return (struct look){0, 3, LOOK_BOLD};
	return (struct look){7, 0, LOOK_BOLD};
}

struct look
theme_look(enum config_theme theme, enum theme_depth depth,
	unsigned int style)
{
	const struct style_looks *row = &looks[style & 0xFF];
	struct look look;

	if ((style & 0xFF) <= STYLE_INPUT && depth == DEPTH_256 &&
	    themes[theme] != NULL)
		return tone_look(themes[theme], style);
	if ((style & 0xFF) <= STYLE_INPUT && depth == DEPTH_8 &&
	    theme == THEME_HIGH_CONTRAST)
		return contrast_look_8(style);
	look = (style & STYLE_SELECTED) != 0 ? row->selected[depth]
					     : row->by_depth[depth];
	if (depth == DEPTH_8 && (style & STYLE_SELECTED) == 0 &&
	    (style & 0xFF) <= STYLE_INPUT && of_8[theme][style & 0xFF] > 0)
		look.fg = of_8[theme][style & 0xFF];
	return look;
}

const struct glyphs *
theme_glyphs(bool ascii)
{
	return ascii ? &ascii_glyphs : &unicode_glyphs;
}
