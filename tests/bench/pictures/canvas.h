/* Pictures in the making: RGBA pixels, and numbers that look random but are
 * the same for a seed on every machine. */
#ifndef PICTURES_CANVAS_H
#define PICTURES_CANVAS_H

#include "base/base.h"

struct colour {
	uint8_t red, green, blue, alpha;
};

struct canvas {
	struct colour *at;
	size_t width, height;
};

struct dice {
	uint64_t state;
};

static const struct colour BLACK = {0, 0, 0, 255};
static const struct colour WHITE = {255, 255, 255, 255};

/* From least to most, both included. */
int dice_int(struct dice *dice, int least, int most);
double dice_real(struct dice *dice, double least, double most);
double dice_normal(struct dice *dice); /* about 0, spread 1 */

/* Ends the program when there is no memory, as all of this does. */
struct canvas canvas_new(size_t width, size_t height, struct colour fill);
void canvas_free(struct canvas *canvas);

void canvas_rectangle(struct canvas *canvas, int x, int y, int width,
	int height, struct colour colour);

/* Lines of marks the size of letters. */
void canvas_text(struct canvas *canvas, struct dice *dice, int x, int y,
	int width, int height, struct colour ink);

/* A page with a heading, paragraphs and buttons. */
void canvas_page(struct canvas *canvas, struct dice *dice, bool dark);

void canvas_blur(struct canvas *canvas, double sigma);
void canvas_noise(struct canvas *canvas, struct dice *dice, double spread);

/* Light that falls from one side, down to share of it at the other. */
void canvas_shade(struct canvas *canvas, struct dice *dice, double share);

/* The stripes of a screen that was photographed. */
void canvas_stripes(struct canvas *canvas, struct dice *dice, double depth);

/* Maps 0..255 to low..high. */
void canvas_range(struct canvas *canvas, int low, int high);
void canvas_invert(struct canvas *canvas);

#endif
