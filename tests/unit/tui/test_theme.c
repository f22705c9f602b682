#include <setjmp.h>
#include <stdarg.h>

#include "tui/theme.h"

#include <cmocka.h>

#define BLACK 16
#define WHITE 231
#define GREYS 232
/* Web Content Accessibility Guidelines 2.1, 1.4.3: 4.5. On black and on white
 * at once no colour has more than 4.58. */
#define READABLE 4.5
#define READABLE_ON_BOTH 4.0

/* x to the power of 2.4, for x in [0.05, 1]: y is the fifth root of x^12. */
static double
power(double x)
{
	double wanted = x * x * x * x, y = 1;

	wanted *= wanted * wanted;
	for (int i = 0; i < 100; i++)
		y -= (y - wanted / (y * y * y * y)) / 5;
	return y;
}

/* xterm's 256 colours but for the first 16, which terminals choose. */
static double
channel(short color, int which)
{
	static const int levels[] = {0, 95, 135, 175, 215, 255};
	static const int steps[] = {36, 6, 1};
	int value = color >= GREYS ? 8 + 10 * (color - GREYS)
		: levels[(color - 16) / steps[which] % 6];
	double part = value / 255.0;

	return part <= 0.03928 ? part / 12.92
			       : power((part + 0.055) / 1.055);
}

static double
luminance(short color)
{
	assert_true(color >= 16 && color < 256);
	return 0.2126 * channel(color, 0) + 0.7152 * channel(color, 1) +
		0.0722 * channel(color, 2);
}

static double
contrast(short a, short b)
{
	double light = luminance(a) + 0.05, dark = luminance(b) + 0.05;

	return light > dark ? light / dark : dark / light;
}

/* On its own ground, or on that of the terminal. */
static void
check(enum config_theme theme, short ground, double wanted)
{
	for (unsigned int i = STYLE_NORMAL; i <= STYLE_INPUT; i++) {
		struct look plain = theme_look(theme, DEPTH_256, i);
		struct look selected = theme_look(theme, DEPTH_256,
			i | STYLE_SELECTED);

		if (plain.fg >= 0 && contrast(plain.fg,
			    plain.bg >= 0 ? plain.bg : ground) < wanted)
			fail_msg("theme %d, style %u", theme, i);
		if (selected.fg >= 0 && contrast(selected.fg,
			    selected.bg >= 0 ? selected.bg : ground) < READABLE)
			fail_msg("theme %d, selected style %u", theme, i);
	}
}

static void
test_all_colours_can_be_read(void **state)
{
	(void)state;
	check(THEME_AUTO, BLACK, READABLE_ON_BOTH);
	check(THEME_AUTO, WHITE, READABLE_ON_BOTH);
	check(THEME_DARK, BLACK, READABLE);
	check(THEME_LIGHT, WHITE, READABLE);
	check(THEME_HIGH_CONTRAST, BLACK, 7.0);
	check(THEME_HIGH_CONTRAST, WHITE, 7.0);
}

/* Of the 8 colours of a terminal: black 0, red 1, green 2, yellow 3, blue 4,
 * magenta 5, cyan 6, white 7. */
static void
test_of_8_colours_none_vanishes_in_the_ground(void **state)
{
	(void)state;
	for (unsigned int i = STYLE_NORMAL; i <= STYLE_INPUT; i++) {
		struct look on_any = theme_look(THEME_AUTO, DEPTH_8, i);
		struct look on_dark = theme_look(THEME_DARK, DEPTH_8, i);
		struct look on_light = theme_look(THEME_LIGHT, DEPTH_8, i);

		assert_true(on_any.fg == -1 || on_any.fg == 1 ||
			on_any.fg == 5);
		assert_true(on_dark.fg != 0 && on_dark.fg != 4);
		assert_true(on_light.fg == -1 || on_light.fg == 1 ||
			on_light.fg == 4 || on_light.fg == 5);
	}
}

static void
test_without_colours_there_are_none(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		for (unsigned int i = STYLE_NORMAL; i < STYLE_COUNT; i++) {
			struct look look = theme_look((enum config_theme)theme,
				DEPTH_NONE, i);

			assert_int_equal(look.fg, -1);
			assert_int_equal(look.bg, -1);
		}
	}
}

static void
test_the_selected_row_is_another_look(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		for (int depth = 0; depth < DEPTH_COUNT; depth++) {
			struct look plain = theme_look(
				(enum config_theme)theme,
				(enum theme_depth)depth, STYLE_NORMAL);
			struct look selected = theme_look(
				(enum config_theme)theme,
				(enum theme_depth)depth,
				STYLE_NORMAL | STYLE_SELECTED);

			assert_true(plain.bg != selected.bg ||
				((plain.attributes ^ selected.attributes) &
					LOOK_REVERSE) != 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_colours_can_be_read),
		cmocka_unit_test(test_of_8_colours_none_vanishes_in_the_ground),
		cmocka_unit_test(test_without_colours_there_are_none),
		cmocka_unit_test(test_the_selected_row_is_another_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
