#include <setjmp.h>
#include <stdarg.h>

#include "scan/findings.h"

#include <cmocka.h>

static void
add(struct findings *findings, const char *text, int left, int top)
{
	const struct box box = {left, top, left + 100, top + 100};
	struct err err = {0};

	assert_true(findings_add(findings, text, strlen(text), &box, &err));
}

static void
assert_order(const struct findings *findings, const char *const *want,
	size_t len)
{
	assert_int_equal(findings->len, len);
	for (size_t i = 0; i < len; i++)
		assert_string_equal(buf_text(&findings->items[i].payload),
			want[i]);
}

static void
test_reading_order_is_by_lines(void **state)
{
	static const char *const want[] = {"a", "b", "c", "d", "e"};
	FINDINGS findings = {0};

	(void)state;
	add(&findings, "d", 300, 390);
	add(&findings, "c", 10, 400);
	add(&findings, "b", 300, 0);
	add(&findings, "a", 0, 30);
	findings.frame = 1;
	add(&findings, "e", 0, 0);
	findings_sort(&findings);
	assert_order(&findings, want, COUNT_OF(want));
}

static void
test_a_payload_is_kept_once(void **state)
{
	static const char *const want[] = {"a", "ab"};
	FINDINGS findings = {0};

	(void)state;
	add(&findings, "a", 0, 0);
	add(&findings, "ab", 0, 0);
	add(&findings, "a", 500, 500);
	assert_order(&findings, want, COUNT_OF(want));
}

static void
test_text_becomes_utf8_without_a_mark(void **state)
{
	static const char *const want[] = {
		"M\xc3\xbcller", "\xe2\x82\xac", "marked", "\xc3\xbf",
	};
	FINDINGS findings = {0};

	(void)state;
	add(&findings, "M\xfcller", 0, 0);
	add(&findings, "\xe2\x82\xac", 0, 0);
	add(&findings, "\xef\xbb\xbfmarked", 0, 0);
	add(&findings, "\xff", 0, 0);
	assert_order(&findings, want, COUNT_OF(want));
}

static void
test_more_than_fit_are_left_out(void **state)
{
	FINDINGS findings = {0};
	char text[16];

	(void)state;
	for (int i = 0; i < FINDINGS_MAX + 6; i++) {
		snprintf(text, sizeof(text), "%d", i);
		add(&findings, text, 0, 0);
	}
	assert_int_equal(findings.len, FINDINGS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading_order_is_by_lines),
		cmocka_unit_test(test_a_payload_is_kept_once),
		cmocka_unit_test(test_text_becomes_utf8_without_a_mark),
		cmocka_unit_test(test_more_than_fit_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
