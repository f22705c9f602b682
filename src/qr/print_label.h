/* The text below a picture, cut into lines. */
#ifndef QR_PRINT_LABEL_H
#define QR_PRINT_LABEL_H

#include "qr/print.h"

/* In halves of a module, so that both pictures look alike. */
#define LABEL_ADVANCE 3 /* from character to character */
#define LABEL_LINE 6    /* from line to line */
#define LABEL_BOTTOM 4  /* below the last line */

struct label {
	struct buf lines[QR_LABEL_LINES]; /* printable UTF-8 */
	size_t columns[QR_LABEL_LINES];   /* of each line */
	size_t len;
};

#define LABEL CLEANUP(label_wipe) struct label

/* Cuts text (NULL: none) into lines of at most so many columns, where words
 * end if possible. *out must be empty ({0}) before. */
bool label_cut(const char *text, size_t columns, struct label *out,
	struct err *err) MUST_USE;

void label_wipe(struct label *label);

/* Columns that fit below the matrix, and the halves of a module that the
 * label adds to the height. */
size_t label_columns(const struct qr_matrix *matrix);
unsigned int label_height(const struct label *label);

#endif
