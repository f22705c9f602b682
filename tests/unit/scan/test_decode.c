#include "decoding.h"

static void
assert_payload(const struct findings *findings, size_t at, const void *bytes,
	size_t len)
{
	assert_true(at < findings->len);
	assert_int_equal(findings->items[at].payload.len, len);
	assert_memory_equal(findings->items[at].payload.data, bytes, len);
}

/* A picture of the code, and no other, reads as these bytes. */
static void
assert_read(const struct matrix *matrix, const void *bytes, size_t len)
{
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE plane = {0};

	blank_plane(&plane, 300, 300);
	put_matrix(matrix, 4, 40, 60, &plane);
	assert_true(decoder_scan(decoder, &plane, 1, &findings, &err));
	assert_int_equal(findings.len, 1);
	assert_payload(&findings, 0, bytes, len);
	assert_false(findings.part);
}

/* Numbers, letters, text, bytes with a NUL, and text in Latin-1. */
static void
test_payloads_come_as_they_are(void **state)
{
	static const struct {
		const char *in, *out;
		size_t in_len, out_len;
	} cases[] = {
#define SAME(text) {text, text, sizeof(text) - 1, sizeof(text) - 1}
		SAME("0123456789"),
		SAME("HELLO WORLD 42"),
		SAME("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"),
		SAME("M\xC3\xBCller \xE2\x82\xAC"),
		SAME("a\0b"),
		{"M\xFCller", "M\xC3\xBCller", 6, 7},
		/* As Shift JIS this would be one letter, and is not taken so. */
		{"caf\xE9s", "caf\xC3\xA9s", 5, 6},
		/* From its table: "\u6F22\u5B57" among ASCII. */
		{"a\x8A\xBF\x8E\x9A" "b", "a\xE6\xBC\xA2\xE5\xAD\x97" "b",
			6, 8},
		{"\xEF\xBB\xBFx", "x", 4, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct matrix matrix;

		coded_matrix(&matrix, cases[i].in, cases[i].in_len);
		assert_read(&matrix, cases[i].out, cases[i].out_len);
	}
}

static void
test_the_box_is_in_pixels_of_the_picture(void **state)
{
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE plane = {0};
	const struct box *box = &findings.items[0].box;

	(void)state;
	blank_plane(&plane, 300, 200);
	put_text("hello", 4, 100, 60, &plane); /* 21 modules */
	assert_true(decoder_scan(decoder, &plane, 3, &findings, &err));
	assert_int_equal(findings.len, 1);
	assert_in_range(box->left, 3 * 96, 3 * 104);
	assert_in_range(box->top, 3 * 56, 3 * 64);
	assert_in_range(box->right, 3 * 180, 3 * 188);
	assert_in_range(box->bottom, 3 * 140, 3 * 148);
}

static void
test_a_drawing_is_read_for_the_box_it_is_of(void **state)
{
	const struct box box = {1, 2, 3, 4};
	struct matrix matrix;
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE drawing = {0};
	bool found = false;

	(void)state;
	coded_matrix(&matrix, "hello", 5);
	assert_true(matrix_redraw(&matrix, &drawing, &err));
	assert_true(decoder_scan_drawn(decoder, &drawing, &box, &findings,
		&found, &err));
	assert_true(found);
	assert_payload(&findings, 0, "hello", 5);
	assert_memory_equal(&findings.items[0].box, &box, sizeof(box));
	/* Nobody can read it with all of its data gone. */
	plane_free(&drawing);
	drawn_matrix(&matrix, 21);
	assert_true(matrix_redraw(&matrix, &drawing, &err));
	assert_true(decoder_scan_drawn(decoder, &drawing, &box, &findings,
		&found, &err));
	assert_false(found);
	assert_int_equal(findings.len, 1);
}

static void
test_the_largest_code_is_read_from_its_drawing(void **state)
{
	static struct matrix matrix;
	static char text[2331]; /* what version 40-M holds */
	const struct box box = {0};
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE drawing = {0};
	bool found = false;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	coded_matrix(&matrix, text, sizeof(text));
	assert_int_equal(matrix.side, 177);
	assert_true(matrix_redraw(&matrix, &drawing, &err));
	assert_true(decoder_scan_drawn(decoder, &drawing, &box, &findings,
		&found, &err));
	assert_payload(&findings, 0, text, sizeof(text));
}

/* Byte mode with an encoding declared: the names of the assignments, and what
 * the bytes mean by the tables of ISO 8859. */
static void
test_declared_encodings_are_converted(void **state)
{
	static const struct {
		unsigned int eci;
		const char *in, *out;
	} cases[] = {
		{3, "\xE9", "\xC3\xA9"}, {4, "\xB1", "\xC4\x85"},
		{7, "\xD0", "\xD0\xB0"}, {9, "\xE1", "\xCE\xB1"},
		{11, "\xF0", "\xC4\x9F"}, {17, "\xA4", "\xE2\x82\xAC"},
		{20, "\x8A\xBF", "\xE6\xBC\xA2"},
		{26, "\xC3\xA9", "\xC3\xA9"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct matrix matrix;

		declared_matrix(&matrix, cases[i].eci, cases[i].in);
		assert_read(&matrix, cases[i].out, strlen(cases[i].out));
	}
}

/* What the encoder makes of it, in 13 bits a letter. */
static void
test_kanji_mode_is_text(void **state)
{
	struct matrix matrix;

	(void)state;
	kanji_matrix(&matrix, "\x8A\xBF\x8E\x9A");
	assert_read(&matrix, "\xE6\xBC\xA2\xE5\xAD\x97", 6);
}

/* A chess board, with finders and the format of level L and mask 0: unmasked
 * it is nothing but zeros, and no error. */
static void
test_a_chequered_surface_says_nothing(void **state)
{
	static const char format[] = "111011111000100";
	static const struct {
		uint8_t x, y;
	} at[] = {
		{0, 8}, {1, 8}, {2, 8}, {3, 8}, {4, 8}, {5, 8}, {7, 8}, {8, 8},
		{8, 7}, {8, 5}, {8, 4}, {8, 3}, {8, 2}, {8, 1}, {8, 0},
	};
	const struct box box = {0};
	struct matrix matrix = {.side = 21};
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE drawing = {0};
	bool found = true;

	(void)state;
	for (size_t i = 0; i < (size_t)21 * 21; i++)
		matrix.dark[i] = i % 2 == 0;
	matrix_draw_patterns(&matrix);
	for (size_t i = 0; i < COUNT_OF(at); i++)
		matrix.dark[at[i].y * 21 + at[i].x] = format[i] == '1';
	assert_true(matrix_redraw(&matrix, &drawing, &err));
	assert_true(decoder_scan_drawn(decoder, &drawing, &box, &findings,
		&found, &err));
	assert_false(found);
	assert_int_equal(findings.len, 0);
}

static void
test_blank_paper_holds_nothing(void **state)
{
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 100, 100);
	assert_true(decoder_scan(decoder, &plane, 1, &findings, &err));
	assert_int_equal(findings.len, 0);
	assert_null(decoder_other(&plane));
}

/* 5901234123457, by the tables of the standard. */
static void
test_a_barcode_of_another_kind_is_named(void **state)
{
	static const char bars[] = "101" "0001011" "0100111" "0110011"
		"0010011" "0111101" "0011101" "01010" "1100110" "1101100"
		"1000010" "1011100" "1001110" "1000100" "101";
	struct err err = {0};
	FINDINGS findings = {0};
	PLANE plane = {0};

	(void)state;
	blank_plane(&plane, 330, 120);
	for (size_t i = 0; i < sizeof(bars) - 1; i++) {
		for (size_t y = 20; bars[i] == '1' && y < 100; y++)
			memset(plane.at + y * plane.width + 22 + i * 3, 0, 3);
	}
	assert_string_equal(decoder_other(&plane), "EAN-13");
	assert_true(decoder_scan(decoder, &plane, 1, &findings, &err));
	assert_int_equal(findings.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_payloads_come_as_they_are),
		cmocka_unit_test(test_the_box_is_in_pixels_of_the_picture),
		cmocka_unit_test(test_a_drawing_is_read_for_the_box_it_is_of),
		cmocka_unit_test(
			test_the_largest_code_is_read_from_its_drawing),
		cmocka_unit_test(test_declared_encodings_are_converted),
		cmocka_unit_test(test_kanji_mode_is_text),
		cmocka_unit_test(test_a_chequered_surface_says_nothing),
		cmocka_unit_test(test_blank_paper_holds_nothing),
		cmocka_unit_test(test_a_barcode_of_another_kind_is_named),
	};

	return cmocka_run_group_tests(tests, decoding_start, decoding_stop);
}
