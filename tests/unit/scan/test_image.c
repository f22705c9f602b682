#include <setjmp.h>
#include <stdarg.h>

#include "base/file.h"
#include "scan/image.h"

#include <cmocka.h>

struct seen {
	size_t frames;
	size_t width, height;
	uint8_t first, darkest, brightest; /* of the last frame */
	size_t enough;
};

static bool
on_frame(void *state, struct plane *frame)
{
	struct seen *seen = state;

	seen->frames++;
	seen->width = frame->width;
	seen->height = frame->height;
	seen->first = frame->at[0];
	seen->darkest = 255;
	seen->brightest = 0;
	for (size_t i = 0; i < frame->width * frame->height; i++) {
		uint8_t sample = frame->at[i];

		if (sample < seen->darkest)
			seen->darkest = sample;
		if (sample > seen->brightest)
			seen->brightest = sample;
	}
	return seen->frames != seen->enough;
}

static void
read_file(const char *name, enum channel channel, struct image *image,
	struct seen *seen)
{
	struct err err = {0};
	BUF bytes = {0};
	char path[4096];

	snprintf(path, sizeof(path), "%s/data/pictures/%s",
		getenv("OTP_TESTS"), name);
	assert_true(file_read(path, 1 << 20, &bytes, &err));
	*image = (struct image){
		.channel = channel, .on_frame = on_frame, .state = seen,
	};
	assert_true(image_read(image, bytes.data, bytes.len, &err));
}

static void
test_each_format_has_its_size_and_frames(void **state)
{
	static const struct {
		const char *name;
		size_t width, height, frames;
		bool alpha, colour;
	} rows[] = {
		{"inverted.png", 123, 123, 1, false, false},
		{"transparent.png", 123, 123, 1, true, false},
		{"gray16.png", 123, 123, 1, false, false},
		{"rgba16.png", 123, 123, 1, false, false},
		{"interlaced.png", 123, 123, 1, false, false},
		{"palette.png", 123, 123, 1, false, true},
		{"1x1.png", 1, 1, 1, false, true},
		{"cmyk.jpg", 123, 123, 1, false, true},
		{"code.jpg", 123, 123, 1, false, false},
		{"code.webp", 123, 123, 1, false, false},
		{"late.webp", 200, 150, 2, false, false},
		{"code.gif", 123, 123, 1, false, false},
		{"late.gif", 200, 150, 3, false, false},
		{"bits1.bmp", 123, 123, 1, false, false},
		{"bits8.bmp", 200, 150, 1, false, false},
		{"bits24.bmp", 99, 99, 1, false, false},
		{"bits32.bmp", 99, 99, 1, true, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seen seen = {0};
		IMAGE image = {0};

		print_message("%s\n", rows[i].name);
		read_file(rows[i].name, CHANNEL_GREY, &image, &seen);
		assert_int_equal(seen.width, rows[i].width);
		assert_int_equal(seen.height, rows[i].height);
		assert_int_equal(seen.frames, rows[i].frames);
		assert_int_equal(image.has_alpha, rows[i].alpha);
		assert_int_equal(image.has_colour, rows[i].colour);
		assert_false(image.damaged);
	}
}

/* A code of full contrast stays one in every format and channel. */
static void
test_samples_keep_their_brightness(void **state)
{
	static const struct {
		const char *name;
		enum channel channel;
		uint8_t first, darkest, brightest;
	} rows[] = {
		{"gray16.png", CHANNEL_GREY, 255, 0, 255},
		{"inverted.png", CHANNEL_GREY, 0, 0, 255},
		{"interlaced.png", CHANNEL_BLUE, 255, 0, 255},
		{"interlaced.png", CHANNEL_ALPHA, 255, 255, 255},
		{"transparent.png", CHANNEL_GREY, 255, 0, 255},
		{"transparent.png", CHANNEL_GREY_ON_BLACK, 0, 0, 0},
		{"transparent.png", CHANNEL_ALPHA, 0, 0, 255},
		{"transparent_white.png", CHANNEL_GREY, 255, 255, 255},
		{"transparent_white.png", CHANNEL_GREY_ON_BLACK, 0, 0, 255},
		/* navy 000080 on ivory fffff0 */
		{"palette.png", CHANNEL_RED, 255, 0, 255},
		{"palette.png", CHANNEL_BLUE, 240, 128, 240},
		{"1x1.png", CHANNEL_RED, 255, 255, 255},
		{"1x1.png", CHANNEL_GREEN, 0, 0, 0},
		{"1x1.png", CHANNEL_GREY, 76, 76, 76},
		{"code.gif", CHANNEL_GREY, 255, 0, 255},
		{"bits1.bmp", CHANNEL_GREY, 255, 0, 255},
		{"bits32.bmp", CHANNEL_ALPHA, 0, 0, 255},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct seen seen = {0};
		IMAGE image = {0};

		print_message("%s, channel %d\n", rows[i].name,
			(int)rows[i].channel);
		read_file(rows[i].name, rows[i].channel, &image, &seen);
		assert_int_equal(seen.first, rows[i].first);
		assert_int_equal(seen.darkest, rows[i].darkest);
		assert_int_equal(seen.brightest, rows[i].brightest);
	}
}

static void
test_cmyk_ink_is_dark_and_paper_bright(void **state)
{
	struct seen seen = {0};
	IMAGE image = {0};

	(void)state;
	read_file("cmyk.jpg", CHANNEL_GREY, &image, &seen);
	assert_in_range(seen.first, 240, 255);
	assert_in_range(seen.darkest, 0, 15);
}

static void
test_reading_stops_when_there_are_enough_frames(void **state)
{
	struct seen seen = {.enough = 2};
	IMAGE image = {0};

	(void)state;
	read_file("late.gif", CHANNEL_GREY, &image, &seen);
	assert_int_equal(seen.frames, 2);
	assert_false(image.damaged);
}

/* Bitmaps of two by two pixels: red, green above blue, white. */
#define BITMAP_HEADER(pixels, header, height, depth, compression) \
	'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, pixels, 0, 0, 0, \
	header, 0, 0, 0, 2, 0, 0, 0, height, 1, 0, depth, 0, \
	compression, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
	0, 0, 0, 0, 0, 0, 0, 0
#define UP 2, 0, 0, 0
#define DOWN 0xFE, 0xFF, 0xFF, 0xFF

static const uint8_t bits24[] = {
	BITMAP_HEADER(54, 40, UP, 24, 0),
	255, 0, 0, 255, 255, 255, 0, 0,
	0, 0, 255, 0, 255, 0, 0, 0,
};

static const uint8_t bits24_top_down[] = {
	BITMAP_HEADER(54, 40, DOWN, 24, 0),
	0, 0, 255, 0, 255, 0, 0, 0,
	255, 0, 0, 255, 255, 255, 0, 0,
};

static const uint8_t bits16[] = { /* five bits a colour */
	BITMAP_HEADER(54, 40, UP, 16, 0),
	0x1F, 0x00, 0xFF, 0x7F, 0x00, 0x7C, 0xE0, 0x03,
	0, 0, 0, 0, 0, 0, 0, 0, /* as much as any header with masks has */
};

static const uint8_t bits565[] = {
	BITMAP_HEADER(66, 40, UP, 16, 3),
	0x00, 0xF8, 0, 0, 0xE0, 0x07, 0, 0, 0x1F, 0x00, 0, 0,
	0x1F, 0x00, 0xFF, 0xFF, 0x00, 0xF8, 0xE0, 0x07,
};

static const uint8_t bits32_without_alpha[] = { /* all of it zero */
	BITMAP_HEADER(70, 40, UP, 32, 6),
	0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF,
	255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0,
};

static const uint8_t bits4[] = {
	BITMAP_HEADER(70, 40, UP, 4, 0),
	0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0,
	0x23, 0, 0, 0, 0x01, 0, 0, 0,
};

static const uint8_t runs8[] = {
	BITMAP_HEADER(70, 40, UP, 8, 1),
	0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0,
	1, 2, 1, 3, 0, 0, 1, 0, 1, 1, 0, 1,
};

static const uint8_t runs4[] = {
	BITMAP_HEADER(70, 40, UP, 4, 2),
	0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0,
	2, 0x23, 0, 0, 2, 0x01, 0, 1,
};

static const uint8_t os2[] = {
	'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 38, 0, 0, 0,
	12, 0, 0, 0, 2, 0, 2, 0, 1, 0, 4, 0,
	0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255,
	0x23, 0, 0, 0, 0x01, 0, 0, 0,
};

static bool
keep_frame(void *state, struct plane *frame)
{
	memcpy(state, frame->at, frame->width * frame->height);
	return true;
}

static void
test_bitmaps_of_every_depth_have_their_pixels(void **state)
{
	static const struct {
		const uint8_t *bytes;
		size_t len;
	} rows[] = {
		{bits24, sizeof(bits24)},
		{bits24_top_down, sizeof(bits24_top_down)},
		{bits16, sizeof(bits16)},
		{bits565, sizeof(bits565)},
		{bits32_without_alpha, sizeof(bits32_without_alpha)},
		{bits4, sizeof(bits4)},
		{os2, sizeof(os2)},
		{runs8, sizeof(runs8)},
		{runs4, sizeof(runs4)},
	};
	static const uint8_t want[][4] = {
		[CHANNEL_RED] = {255, 0, 0, 255},
		[CHANNEL_GREEN] = {0, 255, 0, 255},
		[CHANNEL_BLUE] = {0, 0, 255, 255},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (enum channel c = CHANNEL_RED; c <= CHANNEL_BLUE; c++) {
			uint8_t pixels[4] = {0};
			struct err err = {0};
			IMAGE image = {
				.channel = c, .on_frame = keep_frame,
				.state = pixels,
			};

			print_message("row %zu, channel %d\n", i, (int)c);
			assert_true(image_read(&image, rows[i].bytes,
				rows[i].len, &err));
			assert_memory_equal(pixels, want[c], sizeof(pixels));
			assert_false(image.has_alpha);
			assert_false(image.damaged);
		}
	}
}

static void
test_a_bitmap_of_another_kind_is_refused(void **state)
{
	static const uint8_t runs[] = {
		BITMAP_HEADER(54, 40, UP, 24, 4), 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	};
	struct err err = {0};
	IMAGE image = {.on_frame = on_frame};

	(void)state;
	assert_false(image_read(&image, runs, sizeof(runs), &err));
	assert_string_equal(err.text, "is a BMP picture of a kind that is not "
		"read here (24 bits, compression 4): save it as PNG");
}

static void
test_limits_are_checked_before_memory_is_taken(void **state)
{
	struct err err = {0};
	IMAGE image = {0};

	(void)state;
	assert_false(image_start(&image, 65536, 1, &err));
	assert_string_equal(err.text,
		"must be at most 65535 pixels a side, is 65536 x 1");
	assert_false(image_start(&image, 12001, 10000, &err));
	assert_string_equal(err.text,
		"must be at most 120 megapixels, is 12001 x 10000");
	assert_false(image_start(&image, 0, 10, &err));
	assert_string_equal(err.text, "has no pixels");
	assert_null(image.plane.at);
	assert_true(image_start(&image, 65535, 1, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_format_has_its_size_and_frames),
		cmocka_unit_test(test_samples_keep_their_brightness),
		cmocka_unit_test(test_cmyk_ink_is_dark_and_paper_bright),
		cmocka_unit_test(
			test_reading_stops_when_there_are_enough_frames),
		cmocka_unit_test(
			test_bitmaps_of_every_depth_have_their_pixels),
		cmocka_unit_test(test_a_bitmap_of_another_kind_is_refused),
		cmocka_unit_test(
			test_limits_are_checked_before_memory_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
