#include <setjmp.h>
#include <stdarg.h>

#include "qr/encode.h"
#include "strangers.h"

#include <cmocka.h>

#define URI "otpauth://totp/WS_FTP%20Server:EXAMPLE%5Calice?" \
	"secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=WS_FTP%20Server" \
	"&algorithm=SHA256&digits=8&period=60"

/* len times the character. */
static void
fill(struct buf *text, char c, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_add_byte(text, (uint8_t)c);
}

/* The capacities of ISO/IEC 18004, table 7. */
static void
test_smallest_version_then_best_correction(void **state)
{
	static const struct {
		char c;
		size_t len;
		unsigned int version;
		enum qr_level level;
	} rows[] = {
		{'a', 1, 1, QR_LEVEL_H}, {'a', 7, 1, QR_LEVEL_H},
		{'a', 8, 1, QR_LEVEL_Q}, {'a', 11, 1, QR_LEVEL_Q},
		{'a', 12, 1, QR_LEVEL_M}, {'a', 14, 1, QR_LEVEL_M},
		{'a', 15, 1, QR_LEVEL_L}, {'a', 17, 1, QR_LEVEL_L},
		{'a', 18, 2, QR_LEVEL_Q}, {'a', 32, 2, QR_LEVEL_L},
		{'a', 33, 3, QR_LEVEL_M}, {'a', 106, 5, QR_LEVEL_L},
		{'a', 107, 6, QR_LEVEL_L}, {'a', 271, 10, QR_LEVEL_L},
		{'a', 272, 11, QR_LEVEL_L}, {'a', 2953, 40, QR_LEVEL_L},
		{'A', 10, 1, QR_LEVEL_H}, {'A', 16, 1, QR_LEVEL_Q},
		{'A', 20, 1, QR_LEVEL_M}, {'A', 25, 1, QR_LEVEL_L},
		{'A', 26, 2, QR_LEVEL_Q}, {'7', 17, 1, QR_LEVEL_H},
		{'7', 41, 1, QR_LEVEL_L}, {'7', 42, 2, QR_LEVEL_Q},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = {0};
		QR_MATRIX matrix = {0};
		BUF text = {0};

		fill(&text, rows[i].c, rows[i].len);
		assert_true(qr_encode(buf_text(&text), text.len, &matrix,
			&err));
		assert_int_equal(matrix.version, rows[i].version);
		assert_int_equal(matrix.level, rows[i].level);
		assert_int_equal(matrix.size, 17 + 4 * rows[i].version);
		assert_int_equal(matrix.modules.len,
			matrix.size * matrix.size);
	}
}

static void
test_finder_patterns_stand_in_three_corners(void **state)
{
	static const char *const finder[] = {
		"#######", "#     #", "# ### #", "# ### #", "# ### #",
		"#     #", "#######",
	};
	struct err err = {0};
	QR_MATRIX matrix = {0};
	int far;

	(void)state;
	assert_true(qr_encode(URI, strlen(URI), &matrix, &err));
	far = (int)matrix.size - 7;
	for (int y = 0; y < 7; y++) {
		for (int x = 0; x < 7; x++) {
			bool dark = finder[y][x] == '#';

			assert_int_equal(qr_is_dark(&matrix, x, y), dark);
			assert_int_equal(qr_is_dark(&matrix, x + far, y),
				dark);
			assert_int_equal(qr_is_dark(&matrix, x, y + far),
				dark);
		}
	}
}

static void
test_outside_is_light(void **state)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};
	int size;

	(void)state;
	assert_true(qr_encode(URI, strlen(URI), &matrix, &err));
	size = (int)matrix.size;
	assert_true(qr_is_dark(&matrix, 0, 0));
	assert_true(qr_is_dark(&matrix, size - 1, 0));
	assert_false(qr_is_dark(&matrix, -1, 0));
	assert_false(qr_is_dark(&matrix, 0, -1));
	assert_false(qr_is_dark(&matrix, size, 0));
	assert_false(qr_is_dark(&matrix, 0, size));
}

static void
test_too_long_or_nothing_is_refused(void **state)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};
	BUF text = {0};

	(void)state;
	fill(&text, 'a', 2954);
	assert_false(qr_encode(buf_text(&text), text.len, &matrix, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_string_equal(err.text,
		"must be at most 2953 bytes for a QR code, is 2954");
	assert_false(qr_encode("", 0, &matrix, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_null(matrix.modules.bytes);
}

static void
add_picture(const char *folder, const char *name, const char *text,
	size_t len)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};
	BUF png = {0};

	assert_true(qr_encode(text, len, &matrix, &err));
	assert_true(qr_write_png(&matrix, NULL, &png, &err));
	assert_true(folder_write(folder, name, &png));
}

static void
assert_strangers_read(const char *text, size_t len)
{
	char folder[FOLDER_SIZE];

	assert_true(folder_make(folder));
	add_picture(folder, "code.png", text, len);
	for (size_t i = 0; i < COUNT_OF(strangers); i++) {
		BUF got = {0};

		if (!stranger_is_there(&strangers[i]))
			continue;
		assert_true(stranger_read(&strangers[i], folder, "code.png",
			&got));
		/* zbarimg ends the payload with a newline. */
		assert_in_range(got.len, len, len + 1);
		assert_memory_equal(got.data, text, len);
	}
	folder_remove(folder);
}

static void
need_strangers(void)
{
	for (size_t i = 0; i < COUNT_OF(strangers); i++) {
		if (stranger_is_there(&strangers[i]))
			continue;
		print_message("# %s is missing\n", strangers[i].program);
		skip();
	}
}

static void
test_strangers_read_the_same_bytes(void **state)
{
	static const char *const texts[] = {
		URI,
		"HTTP://EXAMPLE.COM/12345678901234567890abcABC",
		"K\xc3\xb6ln \xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x94\x91",
		"x",
	};

	(void)state;
	need_strangers();
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		assert_strangers_read(texts[i], strlen(texts[i]));
}

static void
test_strangers_read_the_largest(void **state)
{
	BUF text = {0};

	(void)state;
	need_strangers();
	for (size_t i = 0; i < QR_TEXT_MAX; i++)
		buf_add_byte(&text, (uint8_t)('a' + i * i % 26));
	assert_strangers_read(buf_text(&text), text.len);
}

/* Lengths up to 1,500 bytes in mixed cases, all in one run of zbarimg. */
static void
test_strangers_read_every_length(void **state)
{
	static const char alphabet[] =
		"otpauth://TOTP/ABCDEF234567?abcdefghi=%20&jklm";
	char folder[FOLDER_SIZE], name[32];
	BUF want = {0};
	BUF got = {0};

	(void)state;
	need_strangers();
	assert_true(folder_make(folder));
	for (size_t n = 0; n < 30; n++) {
		size_t len = 1 + n * 50, start = want.len;

		for (size_t i = 0; i < len; i++)
			buf_add_byte(&want, (uint8_t)alphabet[
				(i * (n + 1) + i / 7) % strlen(alphabet)]);
		snprintf(name, sizeof(name), "%02zu.png", n);
		add_picture(folder, name, buf_text(&want) + start, len);
		buf_add_byte(&want, '\n');
	}
	assert_true(stranger_read(&strangers[0], folder, "*.png", &got));
	folder_remove(folder);
	assert_string_equal(buf_text(&got), buf_text(&want));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_smallest_version_then_best_correction),
		cmocka_unit_test(test_finder_patterns_stand_in_three_corners),
		cmocka_unit_test(test_outside_is_light),
		cmocka_unit_test(test_too_long_or_nothing_is_refused),
		cmocka_unit_test(test_strangers_read_the_same_bytes),
		cmocka_unit_test(test_strangers_read_the_largest),
		cmocka_unit_test(test_strangers_read_every_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
