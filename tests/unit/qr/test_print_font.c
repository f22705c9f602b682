#include <setjmp.h>
#include <stdarg.h>

#include "qr/print_font.h"

#include <cmocka.h>

static bool
is_same(uint32_t one, uint32_t other)
{
	uint8_t first[FONT_HEIGHT], second[FONT_HEIGHT];

	font_glyph(one, first);
	font_glyph(other, second);
	return memcmp(first, second, FONT_HEIGHT) == 0;
}

static void
test_letters_with_marks_are_letters(void **state)
{
	/* From the table of Unicode, each with the letter it is made of. */
	static const struct {
		uint32_t letter, base;
	} rows[] = {
		{0xc4, 'A'}, {0xd6, 'O'}, {0xdc, 'U'}, {0xe4, 'a'},
		{0xf6, 'o'}, {0xfc, 'u'}, {0xe9, 'e'}, {0xe8, 'e'},
		{0xea, 'e'}, {0xf1, 'n'}, {0xe7, 'c'}, {0xc7, 'C'},
		{0xe5, 'a'}, {0xee, 'i'}, {0xff, 'y'}, {0xf8, 'o'},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint8_t letter[FONT_HEIGHT], base[FONT_HEIGHT];

		font_glyph(rows[i].letter, letter);
		font_glyph(rows[i].base, base);
		/* The lower half but for the last row, which a cedilla may
		 * be in, and a stroke through it. */
		for (size_t y = 3; y < FONT_HEIGHT - 1; y++)
			assert_int_equal(letter[y] & base[y], base[y]);
		for (size_t k = 0; k < i; k++)
			assert_false(is_same(rows[i].letter, rows[k].letter));
		assert_false(is_same(rows[i].letter, rows[i].base));
		assert_false(is_same(rows[i].letter, 0x416));
	}
}

static void
test_what_is_not_in_it_is_a_box(void **state)
{
	static const uint32_t others[] = {
		0, 0x1f, 0x80, 0xbf, 0xc6, 0xd7, 0xf7, 0x100, 0x5d0, 0x1f600,
		UINT32_MAX,
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		assert_true(is_same(others[i], 0x7f));
		assert_false(font_has(others[i]));
	}
	assert_false(is_same(0xdf, 0x7f)); /* sharp s */
	assert_true(font_has(0xdf));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters_with_marks_are_letters),
		cmocka_unit_test(test_what_is_not_in_it_is_a_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
