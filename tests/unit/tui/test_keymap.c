/* Keys that the config file gives actions. */
#include <setjmp.h>
#include <stdarg.h>

#include "tui/keymap.h"
#include "tui/keys.h"
#include "tui/views.h"

#include <cmocka.h>

static char shown[] = "config";

/* A row of a config file, its line the number of it. */
static void
bind(struct config *config, const char *action, const char *keys)
{
	struct config_binding *binding =
		&config->bindings[config->binding_count++];

	config->shown = shown;
	binding->line = (unsigned int)config->binding_count;
	snprintf(binding->action, sizeof(binding->action), "%s", action);
	snprintf(binding->keys, sizeof(binding->keys), "%s", keys);
}

static const struct key_table *
list_keys(void)
{
	return view_list.tables[0];
}

static void
assert_action(const struct keymap *map, uint32_t key, const char *action)
{
	const struct key_def *row = keymap_find(map, list_keys(), key);

	assert_string_equal(row != NULL ? row->action : "no action",
		action != NULL ? action : "no action");
}

static void
test_an_action_has_the_keys_it_was_given_and_no_others(void **state)
{
	struct config config = {0};
	struct keymap map;
	char problem[KEYMAP_PROBLEM_SIZE];

	(void)state;
	bind(&config, "mark", "X Ctrl-X Alt-x F9");
	keymap_load(&map, &config, problem);
	assert_string_equal(problem, "");
	assert_true(keymap_is_set(&map, "mark"));
	assert_false(keymap_is_set(&map, "tags"));
	assert_action(&map, 'X', "mark");
	assert_action(&map, K_CTRL('x'), "mark");
	assert_action(&map, K_ALT | 'x', "mark");
	assert_action(&map, K_F1 + 8, "mark");
	assert_action(&map, 'm', NULL);
	assert_action(&map, 't', "tags");
	assert_null(keymap_find(&map, list_keys(), K_NONE));
}

static void
test_two_actions_may_change_their_keys(void **state)
{
	struct config config = {0};
	struct keymap map;
	char problem[KEYMAP_PROBLEM_SIZE];

	(void)state;
	bind(&config, "mark", "t");
	bind(&config, "tags", "m");
	keymap_load(&map, &config, problem);
	assert_string_equal(problem, "");
	assert_action(&map, 't', "mark");
	assert_action(&map, 'm', "tags");
}

static void
test_what_cannot_be_is_left_out_and_told(void **state)
{
	static const struct {
		const char *action, *keys, *problem;
	} rows[] = {
		{"fly", "X", "config:1: fly: is no action"},
		{"mark", "Hyper-x", "config:1: mark: no key is called "
			"\"Hyper-x\""},
		{"mark", "", "config:1: mark: has no key"},
		{"mark", " \t", "config:1: mark: has no key"},
		{"mark", "A B C D E", "config:1: mark: has more than 4 keys"},
		{"mark", "t", "config:1: mark: t is the key of \"tags\" "
			"(Accounts)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct config config = {0};
		struct keymap map;
		char problem[KEYMAP_PROBLEM_SIZE];

		bind(&config, rows[i].action, rows[i].keys);
		bind(&config, "order", "O");
		keymap_load(&map, &config, problem);
		assert_string_equal(problem, rows[i].problem);
		/* The good one behind it is taken, and its keys stay. */
		assert_action(&map, 'O', "order");
		assert_action(&map, 'm', "mark");
		assert_action(&map, 't', "tags");
		assert_int_equal(map.len, 1);
	}
}

static void
test_the_first_problem_is_told(void **state)
{
	struct config config = {0};
	struct keymap map;
	char problem[KEYMAP_PROBLEM_SIZE];

	(void)state;
	bind(&config, "order", "O");
	bind(&config, "fly", "X");
	bind(&config, "swim", "X");
	keymap_load(&map, &config, problem);
	assert_string_equal(problem, "config:2: fly: is no action");
	assert_int_equal(map.len, 1);
}

/* Without the one that was in the way, another may be. */
static void
test_of_two_that_want_one_key_neither_is_in_doubt(void **state)
{
	struct config config = {0};
	struct keymap map;
	char problem[KEYMAP_PROBLEM_SIZE];

	(void)state;
	bind(&config, "mark", "X");
	bind(&config, "tags", "X");
	keymap_load(&map, &config, problem);
	assert_string_not_equal(problem, "");
	assert_true(map.len <= 1);
	if (map.len == 1)
		assert_action(&map, 'X', map.rows[0].action);
	else
		assert_action(&map, 'X', NULL);
}

/* Where text is typed, its characters stay text. */
static void
test_a_character_is_no_key_in_a_form(void **state)
{
	struct config config = {0};
	struct keymap map;
	const struct key_table *form = view_codes.tables[0];
	const struct key_def *save = &form->rows[0];
	uint32_t keys[KEY_DEF_KEYS];
	char problem[KEYMAP_PROBLEM_SIZE];

	(void)state;
	assert_true(form->form);
	assert_string_equal(save->action, "save");
	bind(&config, "save", "Z F10");
	keymap_load(&map, &config, problem);
	assert_string_equal(problem, "");
	assert_null(keymap_find(&map, form, 'Z'));
	assert_ptr_equal(keymap_find(&map, form, K_F1 + 9), save);
	keymap_keys(&map, form, save, keys);
	assert_true(keys[0] == K_F1 + 9);
	assert_true(keys[1] == K_NONE);
}

static void
test_every_action_is_there_once_and_found_by_its_name(void **state)
{
	enum { MAX = 300 };
	const struct key_def *rows[MAX];
	size_t count = keymap_actions(rows, MAX);

	(void)state;
	assert_true(count > 30 && count < MAX);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(keymap_action(rows[i]->action), rows[i]);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rows[i]->action,
				rows[j]->action);
	}
	assert_int_equal(keymap_actions(rows, 3), 3);
	assert_null(keymap_action("fly"));
}

static void
test_a_key_may_be_asked_for_before_it_is_set(void **state)
{
	struct config config = {0};
	struct err err = {0};
	char long_text[CONFIG_KEYS_SIZE + 1];

	(void)state;
	bind(&config, "order", "O");
	assert_true(keymap_check(&config, "mark", "X", &err));
	/* Its own, and again what it has. */
	assert_true(keymap_check(&config, "mark", "m", &err));
	assert_true(keymap_check(&config, "order", "o", &err));
	/* Given up by another. */
	assert_true(keymap_check(&config, "mark", "o", &err));
	assert_false(keymap_check(&config, "mark", "O", &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text, "O is the key of \"order\" (Accounts)");
	assert_false(keymap_check(&config, "mark", "Nokey", &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_false(keymap_check(&config, "mark", long_text, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_an_action_has_the_keys_it_was_given_and_no_others),
		cmocka_unit_test(test_two_actions_may_change_their_keys),
		cmocka_unit_test(
			test_what_cannot_be_is_left_out_and_told),
		cmocka_unit_test(test_the_first_problem_is_told),
		cmocka_unit_test(
			test_of_two_that_want_one_key_neither_is_in_doubt),
		cmocka_unit_test(test_a_character_is_no_key_in_a_form),
		cmocka_unit_test(
			test_every_action_is_there_once_and_found_by_its_name),
		cmocka_unit_test(test_a_key_may_be_asked_for_before_it_is_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
