#include "cli/words.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The expected words are those of sh(1). */
static void
check(const char *line, const char *const *want)
{
	WORDS words = {0};
	struct err err = {0};
	int count = 0;

	assert_true(words_split(line, NULL, &words, &err));
	for (; want[count] != NULL; count++) {
		assert_true(count < words.count);
		assert_string_equal(words.items[count], want[count]);
	}
	assert_int_equal(words.count, count);
	assert_null(words.items[count]);
}

#define CHECK(line, ...) \
	check(line, (const char *const[]){__VA_ARGS__, NULL})

static void
test_blanks_part_words(void **state)
{
	(void)state;
	CHECK("get alice", "get", "alice");
	CHECK("  get \t alice  ", "get", "alice");
	check("", (const char *const[]){NULL});
	check(" \t ", (const char *const[]){NULL});
}

static void
test_quotes_hold_them_together(void **state)
{
	(void)state;
	CHECK("show 'My Bank:bob'", "show", "My Bank:bob");
	CHECK("show \"My Bank:bob\"", "show", "My Bank:bob");
	CHECK("My' 'Bank", "My Bank");
	CHECK("a '' b", "a", "", "b");
	CHECK("\"it's\"", "it's");
	CHECK("'say \"x\"'", "say \"x\"");
}

static void
test_a_backslash_takes_the_next_as_it_is(void **state)
{
	(void)state;
	CHECK("My\\ Bank", "My Bank");
	CHECK("it\\'s", "it's");
	CHECK("\"a\\\"b\"", "a\"b");
	CHECK("'a\\b'", "a\\b");
}

static void
test_a_tilde_is_the_home_folder(void **state)
{
	static const struct {
		const char *line, *word;
	} rows[] = {
		{"~/a.age", "/home/jane/a.age"},
		{"~", "/home/jane"},
		{"~ ", "/home/jane"},
		{" ~/'b c'", "/home/jane/b c"},
		/* As in sh(1), none of these is. */
		{"'~/a'", "~/a"},
		{"\\~/a", "~/a"},
		{"a~/b", "a~/b"},
		{"~jane/a", "~jane/a"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		WORDS words = {0};
		struct err err = {0};

		assert_true(words_split(rows[i].line, "/home/jane", &words,
			&err));
		assert_int_equal(words.count, 1);
		assert_string_equal(words.items[0], rows[i].word);
	}
}

static void
test_an_open_quote_is_refused(void **state)
{
	static const char *const lines[] = {"'", "a \"b", "a 'b", "a \"b\\\""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		WORDS words = {0};
		struct err err = {0};

		assert_false(words_split(lines[i], NULL, &words, &err));
		assert_int_equal(err.kind, ERR_USAGE);
	}
}

static void
test_too_many_words_are_refused(void **state)
{
	char line[2 * (WORDS_MAX + 1) + 1];
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i <= WORDS_MAX; i++)
		memcpy(&line[2 * i], "a ", 3);
	{
		WORDS words = {0};

		assert_false(words_split(line, NULL, &words, &err));
		assert_int_equal(err.kind, ERR_USAGE);
	}
	line[(size_t)2 * WORDS_MAX] = '\0';
	{
		WORDS words = {0};

		assert_true(words_split(line, NULL, &words, &err));
		assert_int_equal(words.count, WORDS_MAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blanks_part_words),
		cmocka_unit_test(test_quotes_hold_them_together),
		cmocka_unit_test(test_a_backslash_takes_the_next_as_it_is),
		cmocka_unit_test(test_a_tilde_is_the_home_folder),
		cmocka_unit_test(test_an_open_quote_is_refused),
		cmocka_unit_test(test_too_many_words_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
