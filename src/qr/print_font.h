/* Characters of 5 by 8 dots for labels in bitmaps. */
#ifndef QR_PRINT_FONT_H
#define QR_PRINT_FONT_H

#include "base/base.h"

#define FONT_WIDTH 5
#define FONT_HEIGHT 8

/* False: a box stands for it. */
bool font_has(uint32_t code_point);

/* The rows from the top; the bit FONT_WIDTH - 1 is the leftmost dot. A box
 * for what is neither printable ASCII nor a letter of Latin-1. */
void font_glyph(uint32_t code_point, uint8_t rows[static FONT_HEIGHT]);

#endif
