#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "tui/complete.h"

#include <cmocka.h>

static int
setup(void **state)
{
	static char folder[] = "/tmp/otp-complete-XXXXXX";
	static const char *const files[] = {"shot-a.png", "shot-b.png",
		".hidden", "größe.png", "größer.png"};

	if (mkdtemp(folder) == NULL || chdir(folder) != 0 ||
	    mkdir("shots", 0700) != 0)
		return -1;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		int fd = open(files[i], O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

		if (fd < 0 || close(fd) != 0)
			return -1;
	}
	*state = folder;
	return 0;
}

static int
teardown(void **state)
{
	static const char *const files[] = {"shot-a.png", "shot-b.png",
		".hidden", "größe.png", "größer.png"};

	for (size_t i = 0; i < COUNT_OF(files); i++)
		unlink(files[i]);
	rmdir("shots");
	return chdir("/") + rmdir(*state);
}

static void
check(const char *typed, const char *home, const char *text, size_t count)
{
	COMPLETION completion = {0};
	struct err err;

	assert_true(complete_path(typed, home, &completion, &err));
	assert_string_equal(buf_text(&completion.text), text);
	assert_int_equal(completion.count, count);
}

static void
test_extends_as_far_as_names_agree(void **state)
{
	(void)state;
	check("sh", NULL, "shot", 3);
	check("shot-", NULL, "shot-", 2);
	check("shot-a", NULL, "shot-a.png", 1);
	check("shots", NULL, "shots/", 1);
	check("gr", NULL, "größe", 2);
}

static void
test_nothing_to_complete_leaves_what_was_typed(void **state)
{
	(void)state;
	check("none", NULL, "none", 0);
	check("/no/such/folder/x", NULL, "/no/such/folder/x", 0);
	check("shots/", NULL, "shots/", 0);
}

static void
test_hidden_files_want_their_dot(void **state)
{
	(void)state;
	check("", NULL, "", 5);
	check(".h", NULL, ".hidden", 1);
}

static void
test_tilde_stays_on_the_screen(void **state)
{
	BUF expanded = {0};
	struct err err;

	check("~/shot-a", *state, "~/shot-a.png", 1);
	assert_true(complete_expand("~/x", "/home/a", &expanded, &err));
	assert_string_equal(buf_text(&expanded), "/home/a/x");
	buf_clear(&expanded);
	assert_true(complete_expand("~", "/home/a", &expanded, &err));
	assert_string_equal(buf_text(&expanded), "/home/a");
	buf_clear(&expanded);
	assert_true(complete_expand("~x", "/home/a", &expanded, &err));
	assert_string_equal(buf_text(&expanded), "~x");
}

static void
test_names_are_sorted_and_folders_marked(void **state)
{
	COMPLETION completion = {0};
	struct err err;

	(void)state;
	assert_true(complete_path("sh", NULL, &completion, &err));
	assert_string_equal(completion.names[0], "shot-a.png");
	assert_string_equal(completion.names[1], "shot-b.png");
	assert_string_equal(completion.names[2], "shots/");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_extends_as_far_as_names_agree),
		cmocka_unit_test(
			test_nothing_to_complete_leaves_what_was_typed),
		cmocka_unit_test(test_hidden_files_want_their_dot),
		cmocka_unit_test(test_tilde_stays_on_the_screen),
		cmocka_unit_test(test_names_are_sorted_and_folders_marked),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
