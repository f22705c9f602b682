#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "cli/usage.h"

/* A command line and what came of it. */
struct line {
	struct parsed parsed;
	struct err err;
	bool good;
};

#define LINE CLEANUP(line_wipe) struct line

static void
line_wipe(struct line *line)
{
	parsed_wipe(&line->parsed);
}

/* Words behind "otp", ended by NULL. */
static struct line
parse(char **words)
{
	struct line line = {0};
	char *argv[16] = {(char[]){"otp"}};
	int argc = 1;

	while (words[argc - 1] != NULL) {
		argv[argc] = words[argc - 1];
		argc++;
	}
	line.good = options_parse(argc, argv, &line.parsed, &line.err);
	return line;
}

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a list of words */
#define WORDS(...) ((char *[]){__VA_ARGS__, NULL})
#define W(text) ((char[]){text})

static void
test_global_options_stand_anywhere(void **state)
{
	LINE line = parse(WORDS(W("-q"), W("--vault"), W("a.age"), W("list"),
		W("x"), W("--at=59"), W("--no-color")));

	(void)state;
	assert_true(line.good);
	assert_true(line.parsed.globals.session.quiet);
	assert_true(line.parsed.globals.session.no_color);
	assert_string_equal(line.parsed.globals.session.vault, "a.age");
	assert_true(line.parsed.globals.clock.frozen);
	assert_int_equal(line.parsed.globals.clock.at, 59);
	assert_string_equal(line.parsed.command->name, "list");
	assert_int_equal(line.parsed.operand_count, 1);
	assert_string_equal(line.parsed.operands[0], "x");
}

static void
test_nothing_given_is_told_apart(void **state)
{
	LINE line = parse(WORDS(W("list")));

	(void)state;
	assert_true(line.good);
	assert_null(line.parsed.globals.session.vault);
	assert_null(line.parsed.globals.session.passphrase_file);
	assert_null(line.parsed.globals.session.passphrase_command);
	assert_int_equal(line.parsed.globals.session.passphrase_fd, -1);
	assert_false(line.parsed.globals.clock.frozen);
}

static void
test_the_last_of_an_option_given_twice_counts(void **state)
{
	LINE line = parse(WORDS(W("-Va"), W("list"), W("--vault=b")));

	(void)state;
	assert_true(line.good);
	assert_string_equal(line.parsed.globals.session.vault, "b");
}

static void
test_an_empty_value_is_a_value(void **state)
{
	LINE line = parse(WORDS(W("list"), W("--passphrase-command="),
		W("x")));

	(void)state;
	assert_true(line.good);
	assert_string_equal(line.parsed.globals.session.passphrase_command,
		"");
	assert_int_equal(line.parsed.operand_count, 1);
}

static void
test_a_dash_alone_and_what_follows_two_are_operands(void **state)
{
	LINE line = parse(WORDS(W("import"), W("-"), W("--"), W("-q"),
		W("--")));

	(void)state;
	assert_true(line.good);
	assert_int_equal(line.parsed.operand_count, 3);
	assert_string_equal(line.parsed.operands[1], "-q");
	assert_string_equal(line.parsed.operands[2], "--");
	assert_false(line.parsed.globals.session.quiet);
}

static void
test_no_words_at_all_name_no_command(void **state)
{
	char *none[] = {NULL};
	LINE line = parse(none);

	(void)state;
	assert_true(line.good);
	assert_null(line.parsed.command);
}

static void
test_every_failure_is_a_usage_error(void **state)
{
	static const char *const bad[] = {"--nothing", "-Z", "--at", "-V",
		"--at=x", "--quiet=1", "nocommand", "--", "--vault="};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		char word[32];
		LINE line = {0};

		if (strcmp(bad[i], "--") == 0)
			continue;
		snprintf(word, sizeof(word), "%s", bad[i]);
		line = parse(WORDS(word));
		assert_false(line.good);
		assert_int_equal(line.err.kind, ERR_USAGE);
	}
}

static void
test_keys_and_uris_look_secret_and_words_do_not(void **state)
{
	(void)state;
	assert_true(options_looks_secret("GEZDGNBVGY3TQOJQ"));
	assert_true(options_looks_secret("gezd gnbv gy3t qojq"));
	assert_true(options_looks_secret("GEZD-GNBV-GY3T-QOJQ=="));
	assert_true(options_looks_secret("otpauth://totp/x?secret=A"));
	assert_false(options_looks_secret("frobnicate"));
	assert_false(options_looks_secret("passphrase_commander"));
	assert_false(options_looks_secret("passphrase9command"));
	assert_false(options_looks_secret(""));
}

/* The rows themselves: names that cannot be typed or collide are mistakes. */
static void
check_rows(const struct option_def *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		assert_non_null(rows->help);
		assert_true(rows->kind == OPTION_FLAG || rows->value != NULL);
		assert_true(rows->help[strlen(rows->help) - 1] != '.');
		assert_true(rows->kind != OPTION_MAYBE || rows->set != NULL);
		for (const struct option_def *other = rows + 1;
			other->name != NULL; other++) {
			assert_string_not_equal(rows->name, other->name);
			assert_true(rows->letter == 0 ||
				rows->letter != other->letter);
		}
	}
}

/* Both are names that people know, and "otp --plain" has no command: behind
 * export's name it is export's own. */
static bool
may_hide(const struct command *command, const struct option_def *row)
{
	return strcmp(command->name, "export") == 0 &&
		strcmp(row->name, "plain") == 0;
}

static void
test_no_row_hides_another(void **state)
{
	(void)state;
	check_rows(global_options);
	for (size_t i = 0; commands[i] != NULL; i++) {
		check_rows(commands[i]->options);
		for (const struct option_def *row = commands[i]->options;
			row != NULL && row->name != NULL; row++)
			for (const struct option_def *global = global_options;
				global->name != NULL; global++) {
				if (!may_hide(commands[i], row))
					assert_string_not_equal(row->name,
						global->name);
				assert_true(row->letter == 0 ||
					row->letter != global->letter);
			}
	}
}

static void
test_help_tells_every_row_within_80_columns(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i] != NULL; i++) {
		BUF help = {0};
		size_t column = 0;

		usage_write(commands[i], &help);
		assert_false(help.failed);
		for (size_t at = 0; at < help.len; at++) {
			column = help.data[at] == '\n' ? 0 : column + 1;
			assert_true(column <= USAGE_COLUMNS);
		}
		for (const struct option_def *row = commands[i]->options;
			row != NULL && row->name != NULL; row++) {
			char name[64];

			snprintf(name, sizeof(name), "--%s", row->name);
			assert_non_null(strstr(buf_text(&help), name));
		}
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_global_options_stand_anywhere),
		cmocka_unit_test(test_nothing_given_is_told_apart),
		cmocka_unit_test(test_the_last_of_an_option_given_twice_counts),
		cmocka_unit_test(test_an_empty_value_is_a_value),
		cmocka_unit_test(
			test_a_dash_alone_and_what_follows_two_are_operands),
		cmocka_unit_test(test_no_words_at_all_name_no_command),
		cmocka_unit_test(test_every_failure_is_a_usage_error),
		cmocka_unit_test(
			test_keys_and_uris_look_secret_and_words_do_not),
		cmocka_unit_test(test_no_row_hides_another),
		cmocka_unit_test(test_help_tells_every_row_within_80_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
