#include <setjmp.h>
#include <stdarg.h>

#include "app/session_path.h"

#include <pwd.h>

#include "base/str.h"

#include <cmocka.h>

static int
set_up(void **state)
{
	(void)state;
	unsetenv("OTP_VAULT");
	unsetenv("XDG_DATA_HOME");
	setenv("HOME", "/home/jo", 1);
	return 0;
}

static void
check(const char *option, const char *want)
{
	struct err err = {0};
	STRING path = session_find_vault(option, &err);

	assert_non_null(path);
	assert_string_equal(path, want);
}

static void
test_option_goes_first_then_each_variable_in_turn(void **state)
{
	(void)state;
	check(NULL, "/home/jo/.local/share/otp/vault.age");
	setenv("XDG_DATA_HOME", "/data", 1);
	check(NULL, "/data/otp/vault.age");
	setenv("OTP_VAULT", "/else/where.age", 1);
	check(NULL, "/else/where.age");
	check("given.age", "given.age");
}

static void
test_empty_and_relative_variables_do_not_count(void **state)
{
	(void)state;
	setenv("OTP_VAULT", "", 1);
	setenv("XDG_DATA_HOME", "", 1);
	check(NULL, "/home/jo/.local/share/otp/vault.age");
	setenv("XDG_DATA_HOME", "data", 1);
	check(NULL, "/home/jo/.local/share/otp/vault.age");
}

static void
test_relative_otp_vault_is_refused(void **state)
{
	struct err err = {0};

	(void)state;
	setenv("OTP_VAULT", "vault.age", 1);
	assert_null(session_find_vault(NULL, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_string_equal(err.where, "OTP_VAULT");
	assert_string_equal(err.text,
		"must be an absolute path, is vault.age");
}

static void
test_empty_option_is_refused(void **state)
{
	struct err err = {0};

	(void)state;
	assert_null(session_find_vault("", &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_string_equal(err.where, "--vault");
}

static void
test_without_home_the_password_file_tells_it(void **state)
{
	const struct passwd *entry = getpwuid(getuid());
	struct err err = {0};
	STRING want = NULL;

	(void)state;
	if (entry == NULL || entry->pw_dir[0] != '/') {
		skip();
		return;
	}
	want = str_format(&err, "%s/.local/share/otp/vault.age",
		entry->pw_dir);
	unsetenv("HOME");
	check(NULL, want);
	setenv("HOME", "not/absolute", 1);
	check(NULL, want);
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup(name, set_up)
	const struct CMUnitTest tests[] = {
		CASE(test_option_goes_first_then_each_variable_in_turn),
		CASE(test_empty_and_relative_variables_do_not_count),
		CASE(test_relative_otp_vault_is_refused),
		CASE(test_empty_option_is_refused),
		CASE(test_without_home_the_password_file_tells_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
