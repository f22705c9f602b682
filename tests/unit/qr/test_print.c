#include <setjmp.h>
#include <stdarg.h>

#include "qr/print.h"
#include "strangers.h"

#include <cmocka.h>

#define URI "otpauth://totp/Example:alice@example.com?" \
	"secret=JBSWY3DPEHPK3PXP&issuer=Example"
#define UPPER "\xe2\x96\x80"
#define LOWER "\xe2\x96\x84"
#define FULL "\xe2\x96\x88"

static void
encode(const char *text, struct qr_matrix *out)
{
	struct err err = {0};

	assert_true(qr_encode(text, strlen(text), out, &err));
}

static void
test_size_is_known_before(void **state)
{
	/* Sides from 21 to 177 modules, and 4 more on each side. */
	static const struct {
		unsigned int size;
		bool ascii;
		unsigned int columns, rows;
	} rows[] = {
		{21, false, 29, 15}, {21, true, 58, 29},
		{37, false, 45, 23}, {177, false, 185, 93},
		{177, true, 370, 185},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct qr_matrix matrix = {.size = rows[i].size};
		struct qr_style style = {.ascii = rows[i].ascii};
		struct qr_extent extent = qr_terminal_size(&matrix, &style);

		assert_int_equal(extent.columns, rows[i].columns);
		assert_int_equal(extent.rows, rows[i].rows);
	}
}

/* Removes the glyph at *at and tells its bits, as qr_cell() has them. */
static unsigned int
take_glyph(const char **at, bool is_ascii)
{
	static const struct {
		const char *text;
		unsigned int cell;
	} blocks[] = {
		{" ", 0}, {UPPER, QR_UPPER}, {LOWER, QR_LOWER},
		{FULL, QR_UPPER | QR_LOWER},
	}, ascii[] = {
		{"  ", 0}, {"##", QR_UPPER | QR_LOWER}, {"?", 0}, {"?", 0},
	};

	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		const char *text = is_ascii ? ascii[i].text : blocks[i].text;

		if (strncmp(*at, text, strlen(text)) == 0) {
			*at += strlen(text);
			return is_ascii ? ascii[i].cell : blocks[i].cell;
		}
	}
	fail_msg("no glyph of ours: %.8s", *at);
	return 0;
}

/* Reads plain output back, module by module, quiet zone included. */
static void
assert_shows(const struct qr_matrix *matrix, struct qr_style style)
{
	struct err err = {0};
	BUF text = {0};
	const char *at;
	int side = (int)matrix->size + 8;

	assert_true(qr_write_terminal(matrix, &style, &text, &err));
	at = buf_text(&text);
	for (int y = 0; y < side; y += style.ascii ? 1 : 2) {
		for (int x = 0; x < side; x++) {
			unsigned int cell = take_glyph(&at, style.ascii);

			assert_int_equal((cell & QR_UPPER) != 0,
				qr_is_dark(matrix, x - 4, y - 4)
					!= style.invert);
			if (style.ascii)
				continue;
			assert_int_equal((cell & QR_LOWER) != 0,
				qr_is_dark(matrix, x - 4, y - 3)
					!= style.invert);
		}
		assert_int_equal(*at++, '\n');
	}
	assert_int_equal(*at, '\0');
}

static void
test_plain_text_shows_every_module(void **state)
{
	QR_MATRIX matrix = {0};

	(void)state;
	encode(URI, &matrix);
	assert_shows(&matrix, (struct qr_style){0});
	assert_shows(&matrix, (struct qr_style){.ascii = true});
}

static void
test_inverted_swaps_quiet_zone_too(void **state)
{
	QR_MATRIX matrix = {0};

	(void)state;
	encode(URI, &matrix);
	assert_shows(&matrix, (struct qr_style){.invert = true});
	assert_shows(&matrix,
		(struct qr_style){.invert = true, .ascii = true});
}

static void
test_cells_are_those_of_the_text(void **state)
{
	QR_MATRIX matrix = {0};

	(void)state;
	encode(URI, &matrix);
	/* The corner of the finder pattern, and the quiet zone before it. */
	assert_int_equal(qr_cell(&matrix, 4, 2, false), QR_UPPER | QR_LOWER);
	assert_int_equal(qr_cell(&matrix, 5, 2, false), QR_UPPER);
	assert_int_equal(qr_cell(&matrix, 3, 2, false), 0);
	assert_int_equal(qr_cell(&matrix, 4, 1, false), 0);
	assert_int_equal(qr_cell(&matrix, 5, 2, true), QR_LOWER);
}

/* Appends the text without its SGR sequences. */
static void
strip_sgr(const char *text, struct buf *out)
{
	while (*text != '\0') {
		if (*text != '\033') {
			buf_add_byte(out, (uint8_t)*text++);
			continue;
		}
		assert_int_equal(text[1], '[');
		text += 2 + strspn(text + 2, "0123456789;");
		assert_int_equal(*text++, 'm');
	}
}

static void
test_colours_change_no_character(void **state)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};

	(void)state;
	encode(URI, &matrix);
	for (int ascii = 0; ascii <= 1; ascii++) {
		struct qr_style style = {.ascii = ascii != 0};
		BUF plain = {0};
		BUF coloured = {0};
		BUF stripped = {0};

		assert_true(qr_write_terminal(&matrix, &style, &plain, &err));
		style.color = true;
		assert_true(qr_write_terminal(&matrix, &style, &coloured,
			&err));
		strip_sgr(buf_text(&coloured), &stripped);
		assert_string_equal(buf_text(&stripped), buf_text(&plain));
		assert_null(strchr(buf_text(&plain), '\033'));
	}
}

/* Else the colour would run to the edge of the screen. */
static void
test_each_line_ends_without_colour(void **state)
{
	static const char end[] = "\033[0m\n";
	struct qr_style style = {.color = true};
	struct err err = {0};
	QR_MATRIX matrix = {0};
	BUF text = {0};
	const char *at;
	size_t lines = 0;

	(void)state;
	encode(URI, &matrix);
	assert_true(qr_write_terminal(&matrix, &style, &text, &err));
	at = buf_text(&text);
	for (const char *line; (line = strchr(at, '\n')) != NULL; lines++) {
		assert_memory_equal(line + 1 - strlen(end), end, strlen(end));
		at = line + 1;
	}
	assert_int_equal(lines, qr_terminal_size(&matrix, &style).rows);
}

static void
svg(const char *label, struct buf *out)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};

	encode(URI, &matrix);
	assert_true(qr_write_svg(&matrix, label, out, &err));
}

static size_t
count(const struct buf *text, const char *word)
{
	size_t found = 0;

	for (const char *at = buf_text(text);
	     (at = strstr(at, word)) != NULL; at++)
		found++;
	return found;
}

static void
test_svg_escapes_its_label(void **state)
{
	BUF out = {0};

	(void)state;
	svg("<&>\"'", &out);
	assert_int_equal(count(&out, "&lt;&amp;&gt;&quot;&#39;</text>"), 1);
}

static void
test_svg_keeps_what_xml_forbids_out(void **state)
{
	BUF out = {0};

	(void)state;
	/* A control, U+FFFE, and a byte that is no UTF-8. */
	svg("a\033b\xef\xbf\xbe" "c\xff" "d", &out);
	assert_int_equal(count(&out,
		"a\xef\xbf\xbd" "b\xef\xbf\xbd" "c\xef\xbf\xbd" "d</text>"),
		1);
}

static void
test_long_label_is_cut_into_lines(void **state)
{
	char label[2001] = {0};
	BUF out = {0};

	(void)state;
	memset(label, 'x', sizeof(label) - 1);
	svg(label, &out);
	assert_int_equal(count(&out, "</text>"), QR_LABEL_LINES);
	assert_int_equal(count(&out, "x...</text>"), 1);
}

static void
test_label_breaks_where_words_end(void **state)
{
	BUF out = {0};

	(void)state;
	/* 24 columns below a code of 33 modules. */
	svg("Example Corporation:alice@example.com", &out);
	assert_int_equal(count(&out, ">Example Corporation:</text>"), 1);
	assert_int_equal(count(&out, ">alice@example.com</text>"), 1);
}

static void
test_no_label_no_text(void **state)
{
	BUF none = {0};
	BUF empty = {0};

	(void)state;
	svg(NULL, &none);
	svg("", &empty);
	assert_int_equal(count(&none, "<text"), 0);
	assert_string_equal(buf_text(&none), buf_text(&empty));
}

static uint32_t
be32(const struct buf *bytes, size_t at)
{
	assert_true(at + 4 <= bytes->len);
	return (uint32_t)bytes->data[at] << 24 |
		(uint32_t)bytes->data[at + 1] << 16 |
		(uint32_t)bytes->data[at + 2] << 8 | bytes->data[at + 3];
}

static void
test_png_modules_are_whole_pixels(void **state)
{
	struct err err = {0};
	QR_MATRIX matrix = {0};
	BUF png = {0};

	(void)state;
	encode(URI, &matrix);
	assert_true(qr_write_png(&matrix, NULL, &png, &err));
	/* IHDR begins behind the signature of 8 bytes. */
	assert_memory_equal(png.data + 12, "IHDR", 4);
	assert_int_equal(be32(&png, 16), (matrix.size + 8) * QR_PIXELS);
	assert_int_equal(be32(&png, 20), (matrix.size + 8) * QR_PIXELS);
}

static void
test_strangers_read_a_png_whatever_its_label(void **state)
{
	static const char *const labels[] = {
		"Example:alice@example.com", "K\xc3\xb6ln:\xe6\x9d\xb1",
		"e\xcc\x81\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
		"\033]0;x\a", "\xff\xfe", " ",
	};
	char folder[FOLDER_SIZE];
	struct err err = {0};
	QR_MATRIX matrix = {0};

	(void)state;
	if (!stranger_is_there(&strangers[0])) {
		print_message("# %s is missing\n", strangers[0].program);
		skip();
	}
	encode(URI, &matrix);
	assert_true(folder_make(folder));
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		BUF png = {0};
		BUF got = {0};

		assert_true(qr_write_png(&matrix, labels[i], &png, &err));
		assert_true(folder_write(folder, "code.png", &png));
		assert_true(stranger_read(&strangers[0], folder, "code.png",
			&got));
		assert_string_equal(buf_text(&got), URI "\n");
	}
	folder_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size_is_known_before),
		cmocka_unit_test(test_plain_text_shows_every_module),
		cmocka_unit_test(test_inverted_swaps_quiet_zone_too),
		cmocka_unit_test(test_cells_are_those_of_the_text),
		cmocka_unit_test(test_colours_change_no_character),
		cmocka_unit_test(test_each_line_ends_without_colour),
		cmocka_unit_test(test_svg_escapes_its_label),
		cmocka_unit_test(test_svg_keeps_what_xml_forbids_out),
		cmocka_unit_test(test_long_label_is_cut_into_lines),
		cmocka_unit_test(test_label_breaks_where_words_end),
		cmocka_unit_test(test_no_label_no_text),
		cmocka_unit_test(test_png_modules_are_whole_pixels),
		cmocka_unit_test(test_strangers_read_a_png_whatever_its_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
