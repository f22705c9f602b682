/*
 * Usage: term_picture COLUMNS ROWS THEME <CAPTURE >PICTURE.ppm
 * Draws what a terminal shows after the captured bytes, as a person's camera
 * would see it: libvterm understands the bytes, a THEME gives the colours
 * (dark and light: useless for who relies on the 16 that themes change, and
 * with a font whose blocks leave the last line of pixels of a cell free; plain
 * and paper: dark and light with the usual 16 and a good font).
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

#include <vterm.h>

#define CELL_WIDTH 6
#define CELL_HEIGHT 12
#define SIDE_MAX 1000
#define THEMED 16 /* colours */

struct theme {
	const char *name;
	uint8_t foreground, background; /* grey */
	bool remaps;
	int gap; /* pixels */
};

static const struct theme themes[] = {
	{"dark", 0x93, 0x10, true, 1},
	{"light", 0x50, 0xf8, true, 1},
	{"plain", 0xc0, 0x00, false, 0},
	{"paper", 0x30, 0xff, false, 0},
};

/* The parts of a cell that a glyph fills: from the top, in pixels. */
static const struct {
	uint32_t code_point;
	int first, end;
} blocks[] = {
	{0x2580, 0, CELL_HEIGHT / 2},
	{0x2584, CELL_HEIGHT / 2, CELL_HEIGHT},
	{0x2588, 0, CELL_HEIGHT},
};

struct canvas {
	uint8_t *pixels;
	int width, height, gap;
};

static const struct theme *
theme_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(themes); i++) {
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return NULL;
}

static VTerm *
terminal_new(int rows, int columns, const struct theme *theme)
{
	VTerm *terminal = vterm_new(rows, columns);
	VTermState *state = vterm_obtain_state(terminal);
	VTermColor fg, bg;

	vterm_color_rgb(&fg, theme->foreground, theme->foreground,
		theme->foreground);
	vterm_color_rgb(&bg, theme->background, theme->background,
		theme->background);
	vterm_set_utf8(terminal, 1);
	vterm_state_set_default_colors(state, &fg, &bg);
	for (int i = 0; theme->remaps && i < THEMED; i++)
		vterm_state_set_palette_color(state, i, &fg);
	vterm_screen_reset(vterm_obtain_screen(terminal), 1);
	return terminal;
}

static void
feed(VTerm *terminal)
{
	char bytes[4096];
	size_t got;

	while ((got = fread(bytes, 1, sizeof(bytes), stdin)) > 0)
		vterm_input_write(terminal, bytes, got);
}

static void
fill(struct canvas *canvas, int left, int top, int width, int height,
	const VTermColor *color)
{
	for (int y = top; y < top + height; y++) {
		uint8_t *at = canvas->pixels +
			3 * ((size_t)y * (size_t)canvas->width + (size_t)left);

		for (int x = 0; x < width; x++) {
			*at++ = color->rgb.red;
			*at++ = color->rgb.green;
			*at++ = color->rgb.blue;
		}
	}
}

static void
draw_cell(struct canvas *canvas, VTermScreen *screen, VTermPos at)
{
	int left = at.col * CELL_WIDTH, top = at.row * CELL_HEIGHT;
	uint32_t code_point;
	VTermScreenCell cell;

	vterm_screen_get_cell(screen, at, &cell);
	vterm_screen_convert_color_to_rgb(screen, &cell.fg);
	vterm_screen_convert_color_to_rgb(screen, &cell.bg);
	if (cell.attrs.reverse) {
		VTermColor fg = cell.fg;

		cell.fg = cell.bg;
		cell.bg = fg;
	}
	fill(canvas, left, top, CELL_WIDTH, CELL_HEIGHT, &cell.bg);
	code_point = cell.chars[0];
	if (code_point == '#') /* not solid in any font */
		fill(canvas, left + 1, top + 3, CELL_WIDTH - 2, 6, &cell.fg);
	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		int end = blocks[i].end;

		if (end == CELL_HEIGHT)
			end -= canvas->gap;
		if (blocks[i].code_point == code_point)
			fill(canvas, left, top + blocks[i].first, CELL_WIDTH,
				end - blocks[i].first, &cell.fg);
	}
}

static bool
draw(VTerm *terminal, struct canvas *canvas)
{
	VTermScreen *screen = vterm_obtain_screen(terminal);
	size_t size = 3 * (size_t)canvas->width * (size_t)canvas->height;
	VTermPos at;

	canvas->pixels = calloc(1, size);
	if (canvas->pixels == NULL)
		return false;
	for (at.row = 0; at.row < canvas->height / CELL_HEIGHT; at.row++) {
		for (at.col = 0; at.col < canvas->width / CELL_WIDTH; at.col++)
			draw_cell(canvas, screen, at);
	}
	printf("P6\n%d %d\n255\n", canvas->width, canvas->height);
	return fwrite(canvas->pixels, 1, size, stdout) == size;
}

int
main(int argc, char **argv)
{
	long columns = argc == 4 ? strtol(argv[1], NULL, 10) : 0;
	long rows = argc == 4 ? strtol(argv[2], NULL, 10) : 0;
	const struct theme *theme = argc == 4 ? theme_find(argv[3]) : NULL;
	struct canvas canvas = {0};
	VTerm *terminal;
	bool ok;

	if (columns < 1 || columns > SIDE_MAX || rows < 1 ||
	    rows > SIDE_MAX || theme == NULL) {
		fputs("usage: term_picture COLUMNS ROWS THEME\n", stderr);
		return 2;
	}
	terminal = terminal_new((int)rows, (int)columns, theme);
	feed(terminal);
	canvas.gap = theme->gap;
	canvas.width = (int)columns * CELL_WIDTH;
	canvas.height = (int)rows * CELL_HEIGHT;
	ok = draw(terminal, &canvas);
	free(canvas.pixels);
	vterm_free(terminal);
	return ok ? 0 : 1;
}
