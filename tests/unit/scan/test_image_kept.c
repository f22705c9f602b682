/* What is kept of a picture's transparence is what reading it again for that
 * would give. */
#include <setjmp.h>
#include <stdarg.h>

#include "base/file.h"
#include "scan/image.h"

#include <cmocka.h>

static bool
copy_frame(void *state, struct plane *frame)
{
	struct plane *copy = state;
	struct err err = {0};

	if (copy == NULL)
		return true;
	plane_free(copy);
	assert_true(plane_init(copy, frame->width, frame->height, &err));
	memcpy(copy->at, frame->at, frame->width * frame->height);
	return true;
}

static void
load(const char *name, struct buf *bytes)
{
	struct err err = {0};
	char path[4096];

	snprintf(path, sizeof(path), "%s/data/pictures/%s",
		getenv("OTP_TESTS"), name);
	assert_true(file_read(path, 1 << 20, bytes, &err));
}

static void
read_channel(const struct buf *bytes, enum channel channel,
	struct image *image, struct plane *copy)
{
	struct err err = {0};

	*image = (struct image){
		.channel = channel, .on_frame = copy_frame, .state = copy,
	};
	assert_true(image_read(image, bytes->data, bytes->len, &err));
}

static void
assert_same(const struct plane *one, const struct plane *other)
{
	assert_non_null(one->at);
	assert_non_null(other->at);
	assert_int_equal(one->width, other->width);
	assert_int_equal(one->height, other->height);
	assert_memory_equal(one->at, other->at, one->width * one->height);
}

static void
assert_kept(const struct buf *bytes)
{
	struct err err = {0};
	PLANE grey = {0}, black = {0}, alpha = {0};
	PLANE read_grey = {0}, read_black = {0}, read_alpha = {0};
	IMAGE image = {0}, on_black = {0}, opaque = {0};

	read_channel(bytes, CHANNEL_GREY, &image, &read_grey);
	image_keep(&image, &grey, &black);
	assert_null(image.plane.at);
	read_channel(bytes, CHANNEL_GREY_ON_BLACK, &on_black, &read_black);
	read_channel(bytes, CHANNEL_ALPHA, &opaque, &read_alpha);
	assert_null(on_black.black.at);
	assert_same(&grey, &read_grey);
	assert_same(&black, &read_black);
	assert_true(image_alpha(&grey, &black, &alpha, &err));
	assert_same(&alpha, &read_alpha);
}

static void
test_transparent_pictures_keep_both_grounds(void **state)
{
	static const char *const names[] = {
		"transparent.png", "transparent_white.png", "bits32.bmp",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		BUF bytes = {0};

		print_message("%s\n", names[i]);
		load(names[i], &bytes);
		assert_kept(&bytes);
	}
}

static void
test_of_one_that_was_cut_off_the_rest_is_white(void **state)
{
	BUF bytes = {0};

	(void)state;
	load("transparent.png", &bytes);
	bytes.len = bytes.len * 3 / 4;
	assert_kept(&bytes);
}

static void
test_opaque_and_animated_ones_have_no_other_ground(void **state)
{
	static const struct {
		const char *name;
		bool still;
	} rows[] = {
		{"url.png", true}, {"code.jpg", true}, {"late.gif", false},
		{"late.webp", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		PLANE grey = {0}, black = {0};
		IMAGE image = {0};
		BUF bytes = {0};

		print_message("%s\n", rows[i].name);
		load(rows[i].name, &bytes);
		read_channel(&bytes, CHANNEL_GREY, &image, NULL);
		image_keep(&image, &grey, &black);
		assert_int_equal(grey.at != NULL, rows[i].still);
		assert_null(black.at);
	}
}

/* Two pixels a row, from the lowest on as in bitmaps; the last is the one
 * before again. */
static void
test_rows_may_come_in_any_order(void **state)
{
	static const uint8_t opaque[] = {10, 255, 20, 255};
	static const uint8_t half[] = {100, 128, 200, 0};
	static const uint8_t white[] = {10, 20, 177, 255, 177, 255};
	static const uint8_t dark[] = {10, 20, 50, 0, 50, 0};
	static const uint8_t shut[] = {255, 255, 128, 0, 128, 0};
	PLANE grey = {0}, black = {0}, alpha = {0};
	IMAGE image = {.on_frame = copy_frame};
	struct err err = {0};

	(void)state;
	assert_true(image_start(&image, 2, 3, &err));
	image_row(&image, 1, half, 2);
	image_row(&image, 0, opaque, 2);
	image_repeat_row(&image, 2);
	image_frame(&image);
	image_keep(&image, &grey, &black);
	assert_memory_equal(grey.at, white, sizeof(white));
	assert_memory_equal(black.at, dark, sizeof(dark));
	assert_true(image_alpha(&grey, &black, &alpha, &err));
	assert_memory_equal(alpha.at, shut, sizeof(shut));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transparent_pictures_keep_both_grounds),
		cmocka_unit_test(
			test_of_one_that_was_cut_off_the_rest_is_white),
		cmocka_unit_test(
			test_opaque_and_animated_ones_have_no_other_ground),
		cmocka_unit_test(test_rows_may_come_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
