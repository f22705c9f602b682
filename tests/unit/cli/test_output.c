#include "cli/output.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/file.h"

/* What a session writes goes to a file that is looked at afterwards. */
struct stage {
	struct session session;
	struct err err;
	struct buf seen;
};

static int
open_stage(void **state)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	assert_non_null(stage);
	stage->session.out = tmpfile();
	stage->session.options.no_color = true;
	assert_non_null(stage->session.out);
	*state = stage;
	return 0;
}

static int
close_stage(void **state)
{
	struct stage *stage = *state;

	fclose(stage->session.out);
	buf_wipe(&stage->seen);
	free(stage);
	return 0;
}

static void
assert_seen(struct stage *stage, const char *want)
{
	int fd = fileno(stage->session.out);

	buf_clear(&stage->seen);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_true(fd_read_all(fd, 65536, &stage->seen, &stage->err));
	assert_string_equal(buf_text(&stage->seen), want);
}

static void
fill(struct table *table, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		table_add(table, cells[i]);
}

static const struct column named[] = {
	{.title = "NAME"}, {.title = "TAGS"}, {.title = "LEFT", .right = true},
};

static const struct column unnamed[] = {{.width_max = 5}, {0}, {0}};

static void
test_elsewhere_values_are_separated_by_tabs_without_header(void **state)
{
	static const char *const cells[] = {"a b", "", "7", "c", NULL, "123"};
	struct stage *stage = *state;
	TABLE table = {.columns = named, .column_count = 3};

	fill(&table, cells, COUNT_OF(cells));
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage, "a b\t\t7\nc\t\t123\n");
}

static void
test_separators_within_a_value_become_blanks(void **state)
{
	static const char *const cells[] = {"a\tb", "c\nd\r\ne", "\033[31mf"};
	struct stage *stage = *state;
	TABLE table = {.columns = named, .column_count = 3};

	fill(&table, cells, COUNT_OF(cells));
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage, "a b\tc d e\t\xEF\xBF\xBD[31mf\n");
}

static void
test_on_a_terminal_columns_line_up_by_display_width(void **state)
{
	static const char *const cells[] = {
		"\xE6\x9D\xB1\xE4\xBA\xAC", "x", "7",   /* two wide ones */
		"e\xCC\x81t", "", "123",                /* a combining one */
		"plain", "y", "",
	};
	struct stage *stage = *state;
	TABLE table = {.columns = named, .column_count = 3};

	stage->session.out_is_tty = true;
	fill(&table, cells, COUNT_OF(cells));
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage,
		"NAME   TAGS  LEFT\n"
		"\xE6\x9D\xB1\xE4\xBA\xAC   x        7\n"
		"e\xCC\x81t            123\n"
		"plain  y\n");
}

static void
test_a_cell_wider_than_its_column_may_be_moves_only_its_own_row(void **state)
{
	static const char *const cells[] = {"abc", "d", "e", "abcdefgh", "i",
		"j"};
	struct stage *stage = *state;
	TABLE table = {.columns = unnamed, .column_count = 3};

	stage->session.out_is_tty = true;
	fill(&table, cells, COUNT_OF(cells));
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage, "abc  d  e\nabcdefgh  i  j\n");
}

static void
test_the_header_is_bold_where_colours_are_allowed(void **state)
{
	static const char *const cells[] = {"a", "b", "1"};
	struct stage *stage = *state;
	TABLE table = {.columns = named, .column_count = 3};

	stage->session.out_is_tty = true;
	stage->session.options.no_color = false;
	fill(&table, cells, COUNT_OF(cells));
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage, "\033[1mNAME  TAGS  LEFT\033[0m\n"
		"a     b        1\n");
}

static void
test_a_table_without_rows_prints_nothing(void **state)
{
	struct stage *stage = *state;
	TABLE table = {.columns = named, .column_count = 3};

	stage->session.out_is_tty = true;
	assert_true(table_print(&table, &stage->session, &stage->err));
	assert_seen(stage, "");
}

static void
test_json_keeps_text_and_escapes_what_a_terminal_must_not_get(void **state)
{
	struct stage *stage = *state;
	BUF json = {0};

	/* e acute, DEL, C1 CSI, right-to-left override, a tag character */
	buf_add_str(&json, "[\n\"\xC3\xA9\x7F\xC2\x9B\xE2\x80\xAE"
		"\xF3\xA0\x80\x81\"]");
	assert_true(output_json(&stage->session, &json, &stage->err));
	assert_seen(stage, "[\n\"\xC3\xA9\\u007f\\u009b\\u202e"
		"\\udb40\\udc01\"]\n");
}

static void
test_output_that_cannot_be_written_is_an_error_with_its_place(void **state)
{
	struct stage *stage = *state;
	struct session session = stage->session;
	BUF text = {0};

	session.out = fopen("/dev/null", "r");
	assert_non_null(session.out);
	buf_add_str(&text, "x");
	assert_false(output_write(&session, &text, &stage->err));
	assert_string_equal(stage->err.where, "standard output");
	assert_int_equal(stage->err.kind, ERR_SYSTEM);
	fclose(session.out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stage, \
	close_stage)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_elsewhere_values_are_separated_by_tabs_without_header),
		TEST(test_separators_within_a_value_become_blanks),
		TEST(test_on_a_terminal_columns_line_up_by_display_width),
		TEST(test_a_cell_wider_than_its_column_may_be_moves_only_its_own_row),
		TEST(test_the_header_is_bold_where_colours_are_allowed),
		TEST(test_a_table_without_rows_prints_nothing),
		TEST(test_json_keeps_text_and_escapes_what_a_terminal_must_not_get),
		TEST(test_output_that_cannot_be_written_is_an_error_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
