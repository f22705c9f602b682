/* QR codes and how they are drawn on a canvas. */
#ifndef PICTURES_CODE_H
#define PICTURES_CODE_H

#include "canvas.h"
#include "scan/homography.h"

#define PAYLOAD_MAX 2200

struct code {
	size_t side;
	uint8_t *dark; /* 0 or 1, by rows */
	char payload[PAYLOAD_MAX];
};

enum style { SQUARES, DOTS, ROUNDED };

struct look {
	struct colour ink, paper;
	double quiet; /* modules of paper around */
	enum style style;
	bool logo;    /* a square in the middle is covered */
};

/* A made-up account of a random service. */
struct code code_account(struct dice *dice);

/* len letters, as the export of many accounts has. */
struct code code_long(struct dice *dice, int len);

/* The bytes as they are; with an encoding declared unless eci is 0, in which
 * case the payload is what the bytes mean. */
struct code code_bytes(const char *bytes, unsigned int eci,
	const char *payload);
void code_free(struct code *code);

/* map: from modules to pixels. */
void code_draw(struct canvas *canvas, const struct code *code,
	const struct look *look, const struct homography *map);

/* Upright, module pixels a module, its first module at (x, y). */
void code_draw_at(struct canvas *canvas, const struct code *code,
	const struct look *look, double x, double y, double module);

/* As a terminal shows it that is cell_width by cell_height pixels a letter:
 * two modules a half block, or one in two blanks. gap rows at the top of each
 * line stay the terminal's colour. */
void code_draw_terminal(struct canvas *canvas, const struct code *code,
	const struct look *look, bool half_blocks, int cell_width,
	int cell_height, int gap);

#endif
