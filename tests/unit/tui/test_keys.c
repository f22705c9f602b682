#include <setjmp.h>
#include <stdarg.h>

#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/views.h"

#include <cmocka.h>

typedef void check_fn(const struct key_table *table);

static void
each_table(check_fn *check)
{
	for (size_t i = 0; views[i] != NULL; i++) {
		for (size_t j = 0; views[i]->tables[j] != NULL; j++)
			check(views[i]->tables[j]);
	}
	check(&app_keys);
	check(&line_keys);
}

static void
check_rows(const struct key_table *table)
{
	assert_non_null(table->title);
	for (size_t i = 0; i < table->len; i++) {
		const struct key_def *row = &table->rows[i];

		/* One of the two. */
		assert_true((row->act != NULL) != (row->opens != NULL));
		assert_non_null(row->help);
		assert_true(row->help[0] != '\0');
		assert_true(row->keys[0] != K_NONE);
	}
}

static void
test_every_row_has_a_key_an_action_and_a_help(void **state)
{
	(void)state;
	each_table(check_rows);
}

/* The rows of one table, when looked for in a table that it is a part of. */
static void
check_found(const struct key_table *whole, const struct key_table *table)
{
	static const struct keymap none;

	for (size_t i = 0; i < table->len; i++) {
		for (size_t j = 0; j < KEY_DEF_KEYS; j++) {
			uint32_t key = table->rows[i].keys[j];

			if (key != K_NONE)
				assert_ptr_equal(keymap_find(&none, whole,
					key), &table->rows[i]);
		}
	}
}

static void
check_unique(const struct key_table *table)
{
	check_found(table, table);
	for (size_t i = 0; table->next != NULL && table->next[i] != NULL; i++)
		check_found(table, table->next[i]);
}

static void
test_no_key_has_two_meanings_at_once(void **state)
{
	(void)state;
	each_table(check_unique);
}

static void
test_names_of_keys(void **state)
{
	static const struct {
		uint32_t key;
		bool ascii;
		const char *name;
	} rows[] = {
		{'j', false, "j"}, {' ', false, "Space"},
		{K_CTRL('l'), false, "Ctrl-L"}, {K_ENTER, false, "Enter"},
		{K_UP, false, "↑"}, {K_UP, true, "Up"},
		{K_ALT | 'x', true, "Alt-x"}, {K_F1, true, "F1"},
		{K_ALT | K_BACKSPACE, true, "Alt-Backspace"},
	};
	char name[KEY_LABEL_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		key_label(rows[i].key, rows[i].ascii, name);
		assert_string_equal(name, rows[i].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_has_a_key_an_action_and_a_help),
		cmocka_unit_test(test_no_key_has_two_meanings_at_once),
		cmocka_unit_test(test_names_of_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
