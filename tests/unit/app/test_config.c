#include <setjmp.h>
#include <stdarg.h>

#include "app/config.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"

#include <cmocka.h>

#define CONFIG CLEANUP(config_wipe) struct config

static char folder[] = "/tmp/otp-config-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/otp-config-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	return setenv("XDG_CONFIG_HOME", folder, 1);
}

static char *
path(const char *name)
{
	struct err err;
	char *made = str_format(&err, "%s/%s", folder, name);

	assert_non_null(made);
	return made;
}

static int
tear_down(void **state)
{
	static const char *const names[] = {"otp/config", "otp", "real", ""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		STRING name = path(names[i]);

		if (unlink(name) != 0)
			rmdir(name);
	}
	return 0;
}

static void
write_config(const char *text)
{
	STRING parent = path("otp");
	STRING file = path("otp/config");
	struct err err;

	mkdir(parent, 0700);
	assert_true(file_create(file, text, strlen(text), true, &err));
}

static void
assert_config(const char *want)
{
	STRING file = path("otp/config");
	BUF text = {0};
	struct err err;

	assert_true(file_read(file, CONFIG_FILE_MAX, &text, &err));
	assert_string_equal(buf_text(&text), want);
}

static void
load(struct config *config)
{
	struct err err;

	assert_true(config_load(config, &err));
}

/* The problems without the path before each. */
static void
assert_problems(const struct config *config, const char *want)
{
	STRING file = path("otp/config");
	const char *at = buf_text(&config->problems);
	BUF short_text = {0};

	while (*at != '\0') {
		size_t len = strcspn(at, "\n") + 1;

		assert_true(str_starts(at, file));
		buf_add(&short_text, at + strlen(file), len - strlen(file));
		at += len;
	}
	assert_string_equal(buf_text(&short_text), want);
}

static void
test_without_a_file_all_is_default(void **state)
{
	CONFIG config = {0};

	(void)state;
	load(&config);
	for (size_t i = 0; i < CONFIG_COUNT; i++)
		assert_int_equal(config.values[i], config_defs[i].fallback);
	assert_problems(&config, "");
}

static void
test_every_default_is_a_value(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		const struct config_def *def = &config_defs[i];
		char text[CONFIG_VALUE_SIZE];
		struct err err;
		int value = -1;

		assert_true(strlen(def->name) < CONFIG_NAME_SIZE);
		assert_non_null(def->title);
		config_format(def, def->fallback, text);
		assert_true(config_parse(def, text, &value, &err));
		assert_int_equal(value, def->fallback);
	}
}

static void
test_values_are_read(void **state)
{
	CONFIG config = {0};

	(void)state;
	write_config("# mine\n; and this\n\nclipboard-seconds = 7\n"
		"  lock-minutes: 90   ; a comment\nconfirm=YES\n"
		"[keys]\nquit = x Ctrl-Q\n");
	load(&config);
	assert_problems(&config, "");
	assert_int_equal(config.values[CONFIG_CLIPBOARD_SECONDS], 7);
	assert_int_equal(config.values[CONFIG_LOCK_MINUTES], 90);
	assert_int_equal(config.values[CONFIG_CONFIRM], 1);
	assert_int_equal(config.binding_count, 1);
	assert_string_equal(config.bindings[0].action, "quit");
	assert_string_equal(config.bindings[0].keys, "x Ctrl-Q");
	assert_int_equal(config.bindings[0].line, 8);
}

static void
test_what_is_wrong_is_told_with_its_line_and_leaves_the_default(void **state)
{
	CONFIG config = {0};

	(void)state;
	write_config("confirm = perhaps\n"
		"clipboard-seconds = 3601\n"
		"lock-minutes = -1\n"
		"colour = red\n"
		"   indented = x\n"
		"[window]\n"
		"size = 3\n");
	load(&config);
	assert_problems(&config,
		":1: confirm: must be yes or no, is \"perhaps\"\n"
		":2: clipboard-seconds: must be 0 to 3600, is 3601\n"
		":3: lock-minutes: must be 0 to 1440, is -1\n"
		":4: colour: is no option\n"
		":5: indented: is no option\n"
		":7: size: the section [window] is not known\n");
	assert_int_equal(config.values[CONFIG_CLIPBOARD_SECONDS], 30);
	assert_int_equal(config.values[CONFIG_LOCK_MINUTES], 5);
}

static void
test_a_line_that_is_none_and_one_without_end(void **state)
{
	CONFIG config = {0};
	BUF text = {0};

	(void)state;
	buf_add_str(&text, "hello\nconfirm = ");
	for (int i = 0; i < 1000; i++)
		buf_add_str(&text, "yes");
	buf_add_str(&text, "\nlock-minutes = 7");
	write_config(buf_text(&text));
	load(&config);
	assert_problems(&config, ":2: is longer than 196 bytes\n"
		":1: must be \"name = value\"\n");
	assert_int_equal(config.values[CONFIG_CONFIRM], 0);
	assert_int_equal(config.values[CONFIG_LOCK_MINUTES], 7);
}

static void
test_a_file_of_another_kind_is_told_of_briefly(void **state)
{
	CONFIG config = {0};
	BUF text = {0};
	size_t lines = 0;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_add_str(&text, "x = y\n");
	write_config(buf_text(&text));
	load(&config);
	for (size_t i = 0; i < config.problems.len; i++)
		lines += config.problems.data[i] == '\n' ? 1 : 0;
	assert_true(lines > 0 && lines <= 20);
}

static void
test_a_folder_in_its_place_is_told(void **state)
{
	STRING parent = path("otp");
	STRING file = path("otp/config");
	CONFIG config = {0};

	(void)state;
	mkdir(parent, 0700);
	assert_int_equal(mkdir(file, 0700), 0);
	load(&config);
	assert_true(config.problems.len > 0);
	assert_int_equal(config.values[CONFIG_LOCK_MINUTES], 5);
	rmdir(file);
}

static void
test_a_change_leaves_all_other_lines_alone(void **state)
{
	CONFIG config = {0};
	struct err err;

	(void)state;
	write_config("# mine\nlock-minutes = 3\ncolour = red\n"
		"#confirm = no\nlock-minutes=4\n\n[keys]\nquit = x\n");
	load(&config);
	assert_true(config_set(&config, CONFIG_LOCK_MINUTES, 9, &err));
	assert_true(config_set(&config, CONFIG_CONFIRM, 1, &err));
	assert_int_equal(config.values[CONFIG_LOCK_MINUTES], 9);
	assert_config("# mine\nlock-minutes = 3\ncolour = red\n"
		"confirm = yes\nlock-minutes = 9\n\n[keys]\nquit = x\n");
	assert_true(config_bind(&config, "quit", "Q", &err));
	assert_true(config_bind(&config, "copy", "c Enter", &err));
	assert_config("# mine\nlock-minutes = 3\ncolour = red\n"
		"confirm = yes\nlock-minutes = 9\n\n[keys]\nquit = Q\n"
		"copy = c Enter\n");
	assert_true(config_bind(&config, "quit", NULL, &err));
	assert_config("# mine\nlock-minutes = 3\ncolour = red\n"
		"confirm = yes\nlock-minutes = 9\n\n[keys]\ncopy = c Enter\n");
	assert_int_equal(config.binding_count, 1);
}

static void
test_a_new_line_goes_before_the_sections(void **state)
{
	CONFIG config = {0}, again = {0};
	struct err err;

	(void)state;
	write_config("[keys]\nquit = x");
	load(&config);
	assert_true(config_set(&config, CONFIG_CONFIRM, 1, &err));
	assert_true(config_bind(&config, "copy", "c", &err));
	load(&again);
	assert_problems(&again, "");
	assert_int_equal(again.values[CONFIG_CONFIRM], 1);
	assert_int_equal(again.binding_count, 2);
}

static void
test_a_new_file_has_every_option_and_reads_back(void **state)
{
	STRING file = path("otp/config");
	CONFIG config = {0}, again = {0};
	BUF text = {0};
	struct stat st;
	struct err err;

	(void)state;
	load(&config);
	assert_true(config_set(&config, CONFIG_CLIPBOARD_SECONDS, 5, &err));
	assert_true(config_bind(&config, "quit", "x", &err));
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(file_read(file, CONFIG_FILE_MAX, &text, &err));
	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		STRING line = str_format(&err, "\n%s%s = ",
			i == CONFIG_CLIPBOARD_SECONDS ? "" : "#",
			config_defs[i].name);

		assert_non_null(line);
		assert_non_null(strstr(buf_text(&text), line));
	}
	for (const char *at = buf_text(&text); *at != '\0';
	     at += strcspn(at, "\n") + 1)
		assert_true(strcspn(at, "\n") <= 80);
	load(&again);
	assert_problems(&again, "");
	assert_int_equal(again.values[CONFIG_CLIPBOARD_SECONDS], 5);
	assert_int_equal(again.binding_count, 1);
}

static void
test_a_link_stays_a_link(void **state)
{
	STRING parent = path("otp");
	STRING file = path("otp/config");
	STRING real = path("real");
	CONFIG config = {0};
	struct stat st;
	struct err err;

	(void)state;
	mkdir(parent, 0700);
	assert_true(file_create(real, "confirm = no\n", 13, true, &err));
	assert_int_equal(symlink(real, file), 0);
	load(&config);
	assert_true(config_set(&config, CONFIG_CONFIRM, 1, &err));
	assert_int_equal(lstat(file, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_config("confirm = yes\n");
}

static void
test_what_cannot_be_written_keeps_the_old_value(void **state)
{
	STRING parent = path("otp");
	CONFIG config = {0};
	struct err err;

	(void)state;
	load(&config);
	/* A file where the folder should be. */
	assert_true(file_create(parent, "", 0, true, &err));
	assert_false(config_set(&config, CONFIG_CONFIRM, 1, &err));
	assert_true(str_starts(err.where, config.shown));
	assert_int_equal(config.values[CONFIG_CONFIRM], 0);
	unlink(parent);
}

/* The manual names each option with its range or words, and its default. */
static void
test_the_manual_has_every_option(void **state)
{
	const char *tests = getenv("OTP_TESTS");
	struct err err;
	STRING file = str_format(&err, "%s/../man/otp-config.5",
		tests != NULL ? tests : "tests");
	BUF page = {0};

	(void)state;
	assert_non_null(file);
	assert_true(file_read(file, CONFIG_FILE_MAX, &page, &err));
	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		const struct config_def *def = &config_defs[i];
		char value[CONFIG_VALUE_SIZE], range[300], item[400];
		const char *at;
		size_t len = 0;

		config_format(def, def->fallback, value);
		for (size_t j = 0; def->words[j] != NULL; j++)
			len += (size_t)snprintf(range + len,
				sizeof(range) - len, "%s%s",
				j == 0 ? "Cm " : " | ", def->words[j]);
		if (def->kind == CONFIG_NUMBER)
			snprintf(range, sizeof(range), "Ar %d No to Ar %d",
				def->min, def->max);
		else if (def->kind == CONFIG_SWITCH)
			snprintf(range, sizeof(range), "Cm yes | no");
		snprintf(item, sizeof(item), "\n.It Cm %s No = %s\n",
			def->name, range);
		at = strstr(buf_text(&page), item);
		if (at == NULL) {
			fail_msg("otp-config.5 lacks%s", item);
			return;
		}
		snprintf(item, sizeof(item), "\nDefault:\n.Cm %s .\n", value);
		assert_ptr_equal(strstr(at, "\nDefault:"), strstr(at, item));
	}
}

#define TEST(function) \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_without_a_file_all_is_default),
		TEST(test_every_default_is_a_value),
		TEST(test_values_are_read),
		TEST(test_what_is_wrong_is_told_with_its_line_and_leaves_the_default),
		TEST(test_a_line_that_is_none_and_one_without_end),
		TEST(test_a_file_of_another_kind_is_told_of_briefly),
		TEST(test_a_folder_in_its_place_is_told),
		TEST(test_a_change_leaves_all_other_lines_alone),
		TEST(test_a_new_line_goes_before_the_sections),
		TEST(test_a_new_file_has_every_option_and_reads_back),
		TEST(test_a_link_stays_a_link),
		TEST(test_what_cannot_be_written_keeps_the_old_value),
		TEST(test_the_manual_has_every_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
