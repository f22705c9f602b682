/* Kinds of pictures that people take codes from. */
#ifndef PICTURES_CATEGORIES_H
#define PICTURES_CATEGORIES_H

#include "canvas.h"
#include "code.h"
#include "write.h"

#define CODES_MAX 64

struct picture {
	struct canvas canvas;
	char payloads[CODES_MAX][PAYLOAD_MAX];
	size_t codes;
};

extern const struct look picture_plain;

/* Notes what the code says. */
void picture_add(struct picture *picture, const struct code *code);

/* Draws one account's code somewhere, this many pixels a module. */
void picture_place(struct picture *picture, struct dice *dice,
	const struct look *look, double module);

/* Begins as a page of text. */
void picture_page(struct picture *picture, struct dice *dice, size_t width,
	size_t height, bool dark);

typedef void draw_fn(struct picture *picture, struct dice *dice);

draw_fn draw_web, draw_web_double, draw_web_fraction, draw_web_turned,
	draw_dark_page, draw_thin_margin, draw_no_margin,
	draw_no_margin_on_black, draw_transparent_dark, draw_transparent_white,
	draw_tiny, draw_one_pixel, draw_two_pixels, draw_huge_modules,
	draw_shot_12, draw_shot_wide, draw_export_shot, draw_photo,
	draw_photo_hard, draw_photo_12, draw_export_photo, draw_screen_photo,
	draw_bottle, draw_waves, draw_shaded, draw_mirrored, draw_many, draw_many_close,
	draw_many_sizes, draw_crowd, draw_many_mixed, draw_branded, draw_colours_only, draw_faint,
	draw_dots, draw_rounded, draw_logo, draw_terminal_half,
	draw_terminal_half_gap, draw_terminal_blanks, draw_terminal_blanks_gap,
	draw_terminal_inverted, draw_raw_bytes, draw_text_only,
	draw_noise_only, draw_boxes_only, draw_letters_only,
	draw_other_codes, draw_torn_codes, draw_chess_only, draw_squares_only,
	draw_desk_only_12;

struct category {
	const char *name;
	draw_fn *draw;
	write_fn *write;
	const char *ending;
};

extern const struct category categories[];
extern const size_t categories_len;

#endif
