/*
 * A QR code for eyes and cameras: on a terminal, as PNG, as SVG. All with the
 * quiet zone around it that the standard demands.
 */
#ifndef QR_PRINT_H
#define QR_PRINT_H

#include "base/buf.h"
#include "qr/encode.h"

#define QR_QUIET_ZONE 4 /* modules */

/*
 * On a terminal a dark module is ink and a light one is paper. With color,
 * ink is black and paper white, whatever the theme. Without, both are the
 * terminal's own, so a light-on-dark screen wants invert.
 */
struct qr_style {
	bool ascii;  /* "##" and two blanks, else half blocks */
	bool color;
	bool invert; /* swaps ink and paper */
};

struct qr_extent {
	unsigned int columns, rows;
};

/* What qr_write_terminal() takes on the screen. */
struct qr_extent qr_terminal_size(const struct qr_matrix *matrix,
	const struct qr_style *style);

/* The ink of one cell of half blocks, quiet zone included: a combination of
 * these, for who draws the cells without qr_write_terminal(). */
#define QR_UPPER 1u
#define QR_LOWER 2u
unsigned int qr_cell(const struct qr_matrix *matrix, unsigned int column,
	unsigned int row, bool invert);

/* Appends one line for each row. */
bool qr_write_terminal(const struct qr_matrix *matrix,
	const struct qr_style *style, struct buf *out, struct err *err)
	MUST_USE;

/*
 * Appends a picture. The label (UTF-8, NULL or "" for none) stands below in at
 * most QR_LABEL_LINES lines; what does not fit ends in "...". PNG draws ASCII
 * and the letters of Latin-1, and a box for any other character.
 */
#define QR_LABEL_LINES 4
#define QR_PIXELS 8 /* on a side of a module in a PNG */
bool qr_write_png(const struct qr_matrix *matrix, const char *label,
	struct buf *out, struct err *err) MUST_USE;
/* False if a PNG has boxes in this label. */
bool qr_png_draws(const char *label);
bool qr_write_svg(const struct qr_matrix *matrix, const char *label,
	struct buf *out, struct err *err) MUST_USE;

#endif
