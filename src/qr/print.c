/* QR codes in the characters of a terminal. */
#include "qr/print.h"

/*
 * Black on white that no theme changes: entries 16 and 231 of the 256-colour
 * palette, since themes remap the first 16 only. A terminal without that
 * palette takes the plain colours before it and may read the 5 as "blink",
 * which 25 undoes.
 */
#define SGR_PAPER "\033[0;30;47m\033[38;5;16;48;5;231;25m"
#define SGR_INK "\033[0;30;40m\033[38;5;16;48;5;16;25m"
#define SGR_RESET "\033[0m"

/* By the bits of qr_cell(). */
static const char *const blocks[] = {
	" ",
	"\xe2\x96\x80", /* U+2580 upper half block */
	"\xe2\x96\x84", /* U+2584 lower half block */
	"\xe2\x96\x88", /* U+2588 full block */
};

static const char *const ascii[] = {"  ", "##", "##", "##"};

static unsigned int
side(const struct qr_matrix *matrix)
{
	return matrix->size + 2 * QR_QUIET_ZONE;
}

static bool
is_ink(const struct qr_matrix *matrix, unsigned int x, unsigned int y,
	bool invert)
{
	return qr_is_dark(matrix, (int)x - QR_QUIET_ZONE,
		(int)y - QR_QUIET_ZONE) != invert;
}

struct qr_extent
qr_terminal_size(const struct qr_matrix *matrix, const struct qr_style *style)
{
	unsigned int modules = side(matrix);
	struct qr_extent extent = {modules, (modules + 1) / 2};

	if (style->ascii)
		extent = (struct qr_extent){2 * modules, modules};
	return extent;
}

unsigned int
qr_cell(const struct qr_matrix *matrix, unsigned int column, unsigned int row,
	bool invert)
{
	unsigned int cell = 0;

	if (is_ink(matrix, column, 2 * row, invert))
		cell |= QR_UPPER;
	if (is_ink(matrix, column, 2 * row + 1, invert))
		cell |= QR_LOWER;
	return cell;
}

static unsigned int
style_cell(const struct qr_matrix *matrix, const struct qr_style *style,
	unsigned int column, unsigned int row)
{
	if (!style->ascii)
		return qr_cell(matrix, column, row, style->invert);
	return is_ink(matrix, column, row, style->invert)
		? QR_UPPER | QR_LOWER : 0;
}

/*
 * Where a cell is all ink the ground is black too: fonts whose blocks do not
 * fill the cell, and "##", leave no gaps then.
 */
static void
write_row(const struct qr_matrix *matrix, const struct qr_style *style,
	unsigned int row, struct buf *out)
{
	static const char *const grounds[] = {SGR_PAPER, SGR_INK};
	const char *const *glyphs = style->ascii ? ascii : blocks;
	int ground = -1;

	for (unsigned int column = 0; column < side(matrix); column++) {
		unsigned int cell = style_cell(matrix, style, column, row);
		int wanted = cell == (QR_UPPER | QR_LOWER);

		if (style->color && wanted != ground)
			buf_add_str(out, grounds[wanted]);
		ground = wanted;
		buf_add_str(out, glyphs[cell]);
	}
	if (style->color)
		buf_add_str(out, SGR_RESET);
	buf_add_byte(out, '\n');
}

bool
qr_write_terminal(const struct qr_matrix *matrix,
	const struct qr_style *style, struct buf *out, struct err *err)
{
	struct qr_extent extent = qr_terminal_size(matrix, style);

	for (unsigned int row = 0; row < extent.rows; row++)
		write_row(matrix, style, row, out);
	return buf_ok(out, err);
}
