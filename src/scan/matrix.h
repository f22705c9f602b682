/* The modules of a QR code, and which of them are the same in all codes of a
 * size (ISO/IEC 18004). */
#ifndef SCAN_MATRIX_H
#define SCAN_MATRIX_H

#include "scan/plane.h"

#define VERSION_MAX 40
#define SIDE_MIN 21
#define SIDE_MAX 177
#define ALIGNMENTS_MAX 7 /* a side */

struct matrix {
	size_t side; /* 17 + 4 * version */
	uint8_t dark[SIDE_MAX * SIDE_MAX]; /* 0 or 1, by rows */
};

/* The rows and columns of the alignment patterns' middles; their count. */
size_t matrix_alignments(unsigned int version,
	uint8_t out[static ALIGNMENTS_MAX]);

/* Writes the finder, timing and alignment patterns and the version. */
void matrix_draw_patterns(struct matrix *matrix);

/* How much of the three finder patterns and of the borders around them is
 * there, 0 to 1. Half of it is in any noise. */
double matrix_finders(const struct matrix *matrix);

/* Whether the message begins with the number of its encoding (an extended
 * channel interpretation), as far as can be told without its error
 * correction. */
bool matrix_declares(const struct matrix *matrix);

/* Rows become columns. */
void matrix_transpose(struct matrix *matrix);

/* The matrix as a picture that any decoder reads, dark on white. */
bool matrix_redraw(const struct matrix *matrix, struct plane *out,
	struct err *err) MUST_USE;

#endif
