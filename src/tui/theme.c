/* Colours are middle tones that can be read on dark and on light ground. */
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

static const struct style_looks looks[STYLE_COUNT] = {
	[STYLE_NORMAL] = {
		{PLAIN(0), PLAIN(0), PLAIN(0)},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {255, ROW_256, 0}},
	},
	[STYLE_DIM] = {
		{PLAIN(LOOK_DIM), PLAIN(LOOK_DIM), {244, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {249, ROW_256, 0}},
	},
	[STYLE_TITLE] = {
		{PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD), PLAIN(LOOK_BOLD)},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {255, ROW_256, LOOK_BOLD}},
	},
	[STYLE_KEY] = {
		{PLAIN(LOOK_BOLD), {6, -1, LOOK_BOLD}, {32, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE),
		 {117, ROW_256, LOOK_BOLD}},
	},
	[STYLE_CODE] = {
		{PLAIN(LOOK_BOLD), {6, -1, LOOK_BOLD}, {32, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {117, ROW_256, LOOK_BOLD}},
	},
	[STYLE_SOON] = {
		{PLAIN(LOOK_BOLD), {3, -1, LOOK_BOLD}, {172, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {221, ROW_256, LOOK_BOLD}},
	},
	[STYLE_NOW] = {
		{PLAIN(LOOK_BOLD), {1, -1, LOOK_BOLD}, {167, -1, LOOK_BOLD}},
		{PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 PLAIN(LOOK_REVERSE | LOOK_BOLD),
		 {210, ROW_256, LOOK_BOLD}},
	},
	[STYLE_GOOD] = {
		{PLAIN(0), {2, -1, 0}, {35, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {114, ROW_256, 0}},
	},
	[STYLE_BAD] = {
		{PLAIN(LOOK_BOLD), {1, -1, LOOK_BOLD}, {167, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {210, ROW_256, 0}},
	},
	[STYLE_TAG] = {
		{PLAIN(0), {5, -1, 0}, {97, -1, 0}},
		{PLAIN(LOOK_REVERSE), PLAIN(LOOK_REVERSE), {183, ROW_256, 0}},
	},
	[STYLE_FAVORITE] = {
		{PLAIN(0), {3, -1, 0}, {172, -1, 0}},
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
	.favorite = "★", .next = "→", .bullet = "•", .good = "✓",
	.folded = "▸", .unfolded = "▾",
	.block = "█",
};

static const struct glyphs ascii_glyphs = {
	.ellipsis = "~",
	.line = "=", .dot = "*", .urgent = "!", .empty = "-",
	.favorite = "*", .next = ">", .bullet = "*", .good = "+",
	.folded = ">", .unfolded = "v",
	.block = "#",
};

struct look
theme_look(enum theme_depth depth, unsigned int style)
{
	const struct style_looks *row = &looks[style & 0xFF];

	return (style & STYLE_SELECTED) != 0 ? row->selected[depth]
					     : row->by_depth[depth];
}

const struct glyphs *
theme_glyphs(bool ascii)
{
	return ascii ? &ascii_glyphs : &unicode_glyphs;
}
