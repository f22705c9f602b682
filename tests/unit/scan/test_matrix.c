#include <setjmp.h>
#include <stdarg.h>

#include "coded.h"

#include <cmocka.h>

/* Table E.1 of ISO/IEC 18004. */
static void
test_alignment_patterns_are_where_they_must_be(void **state)
{
	static const struct {
		unsigned int version;
		uint8_t at[ALIGNMENTS_MAX];
	} rows[] = {
		{1, {0}},
		{2, {6, 18}},
		{6, {6, 34}},
		{7, {6, 22, 38}},
		{13, {6, 34, 62}},
		{14, {6, 26, 46, 66}},
		{16, {6, 26, 50, 74}},
		{19, {6, 30, 58, 86}},
		{22, {6, 26, 50, 74, 98}},
		{27, {6, 34, 62, 90, 118}},
		{28, {6, 26, 50, 74, 98, 122}},
		{32, {6, 34, 60, 86, 112, 138}},
		{34, {6, 34, 62, 90, 118, 146}},
		{36, {6, 24, 50, 76, 102, 128, 154}},
		{39, {6, 26, 54, 82, 110, 138, 166}},
		{40, {6, 30, 58, 86, 114, 142, 170}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint8_t at[ALIGNMENTS_MAX] = {0};
		size_t count = matrix_alignments(rows[i].version, at);

		assert_memory_equal(at, rows[i].at, sizeof(at));
		assert_int_equal(count, rows[i].version < 2 ? 0
			: rows[i].version / 7 + 2);
	}
}

/* Annex D of the standard: version 7 is 000111110010010100. */
static void
test_the_version_is_drawn_with_its_check_bits(void **state)
{
	static const char bits[] = "001010010011111000"; /* last one first */
	static struct matrix matrix = {.side = 45};

	(void)state;
	matrix_draw_patterns(&matrix);
	for (size_t i = 0; i < 18; i++) {
		size_t far = 45 - 11 + i % 3, near = i / 3;

		assert_int_equal(matrix.dark[near * 45 + far], bits[i] - '0');
		assert_int_equal(matrix.dark[far * 45 + near], bits[i] - '0');
	}
}

static void
test_finders_and_timing_are_drawn(void **state)
{
	static const char *const rows[] = {
		"111111100000001111111", "100000100000001000001",
		"101110100000001011101", "101110100000001011101",
		"101110100000001011101", "100000100000001000001",
		"111111101010101111111", "000000000000000000000",
	};
	static struct matrix matrix = {.side = 21};

	(void)state;
	matrix_draw_patterns(&matrix);
	for (size_t y = 0; y < COUNT_OF(rows); y++) {
		for (size_t x = 0; x < 21; x++)
			assert_int_equal(matrix.dark[y * 21 + x],
				rows[y][x] - '0');
	}
	assert_int_equal(matrix.dark[13 * 21 + 8], 1);
}

static void
test_transposing_swaps_rows_and_columns(void **state)
{
	static struct matrix matrix = {.side = 21};

	(void)state;
	matrix.dark[3 * 21 + 9] = 1;
	matrix_transpose(&matrix);
	assert_int_equal(matrix.dark[9 * 21 + 3], 1);
	assert_int_equal(matrix.dark[3 * 21 + 9], 0);
}

static void
test_a_drawing_has_quiet_margins(void **state)
{
	static struct matrix matrix = {.side = 21};
	PLANE drawing = {0};
	struct err err;

	(void)state;
	matrix_draw_patterns(&matrix);
	assert_true(matrix_redraw(&matrix, &drawing, &err));
	assert_int_equal(drawing.width, (21 + 8) * 2);
	assert_int_equal(drawing.height, drawing.width);
	for (size_t x = 0; x < drawing.width; x++)
		assert_int_equal(drawing.at[7 * drawing.width + x], 255);
	assert_int_equal(drawing.at[8 * drawing.width + 7], 255);
	assert_int_equal(drawing.at[8 * drawing.width + 8], 0);
}

/* The finders are in their corners, and in noise they are half. */
static void
test_finders_are_told_from_noise(void **state)
{
	static struct matrix matrix = {.side = 45};
	uint32_t dice = 1;

	(void)state;
	matrix_draw_patterns(&matrix);
	assert_true(matrix_finders(&matrix) > 0.999);
	for (size_t i = 0; i < 45; i++)
		matrix.dark[(size_t)3 * 45 + i] ^= 1;
	assert_true(matrix_finders(&matrix) < 1 - 15.0 / 192);
	for (size_t i = 0; i < sizeof(matrix.dark); i++) {
		dice = dice * 1664525 + 1013904223;
		matrix.dark[i] = (uint8_t)(dice >> 31);
	}
	assert_true(matrix_finders(&matrix) < 0.65);
	assert_true(matrix_finders(&matrix) > 0.35);
}

/* libqrencode draws them, with the mask that suits each message best. */
static void
test_a_declared_encoding_is_told_from_a_message(void **state)
{
	char message[] = "message  ";

	(void)state;
	for (int i = 'a'; i <= 'z'; i++) {
		struct matrix matrix;

		message[sizeof(message) - 2] = (char)i;
		coded_matrix(&matrix, message, strlen(message));
		assert_false(matrix_declares(&matrix));
		declared_matrix(&matrix, 4, message);
		assert_true(matrix_declares(&matrix));
		declared_matrix(&matrix, 26, message);
		assert_true(matrix_declares(&matrix));
		kanji_matrix(&matrix, "\x8A\xBF\x8E\x9A");
		assert_false(matrix_declares(&matrix));
	}
}

/* What its message begins with lies behind the number of the part. */
static void
test_a_part_of_a_message_may_declare_one(void **state)
{
	QRcode_List *parts = QRcode_encodeStringStructured(
		"a message that one code has no room for", 1, QR_ECLEVEL_L,
		QR_MODE_8, 1);

	(void)state;
	assert_non_null(parts);
	for (QRcode_List *part = parts; part != NULL; part = part->next) {
		struct matrix matrix = {.side = (size_t)part->code->width};

		for (size_t i = 0; i < matrix.side * matrix.side; i++)
			matrix.dark[i] = part->code->data[i] & 1;
		assert_true(matrix_declares(&matrix));
	}
	QRcode_List_free(parts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_alignment_patterns_are_where_they_must_be),
		cmocka_unit_test(
			test_the_version_is_drawn_with_its_check_bits),
		cmocka_unit_test(test_finders_and_timing_are_drawn),
		cmocka_unit_test(test_finders_are_told_from_noise),
		cmocka_unit_test(
			test_a_declared_encoding_is_told_from_a_message),
		cmocka_unit_test(test_transposing_swaps_rows_and_columns),
		cmocka_unit_test(test_a_drawing_has_quiet_margins),
		cmocka_unit_test(test_a_part_of_a_message_may_declare_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
