/* Stand-ins for otp-scan, put where this program looks for it, answer in all
 * the ways that the real one must not. */
#include <setjmp.h>
#include <stdarg.h>

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "base/file.h"
#include "qr/scan.h"

#include <cmocka.h>

#define PICTURE (const uint8_t *)"picture", (size_t)7

static void
helper_path(char *path, size_t size, const char *name)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(len > 0);
	self[len] = '\0';
	*strrchr(self, '/') = '\0';
	snprintf(path, size, "%s/../libexec%s", self, name);
}

static void
stand_in(const char *script)
{
	char path[PATH_MAX + 32];
	FILE *file;

	helper_path(path, sizeof(path), "");
	mkdir(path, 0700);
	helper_path(path, sizeof(path), "/otp");
	mkdir(path, 0700);
	helper_path(path, sizeof(path), "/otp/otp-scan");
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static int
remove_stand_in(void **state)
{
	char path[PATH_MAX + 32];

	(void)state;
	helper_path(path, sizeof(path), "/otp/otp-scan");
	unlink(path);
	return 0;
}

static void
test_frames_become_payloads(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};

	(void)state;
	stand_in("cat >/dev/null; "
		"printf '\\0\\0\\0\\003a\\0b\\0\\0\\0\\0\\0\\0\\0\\001c'");
	assert_true(scan_bytes(PICTURE, false, &result, &err));
	assert_int_equal(result.len, 3);
	assert_int_equal(result.payloads[0].len, 3);
	assert_memory_equal(result.payloads[0].data, "a\0b", 3);
	assert_int_equal(result.payloads[1].len, 0);
	assert_string_equal(buf_text(&result.payloads[2]), "c");
}

static void
test_the_picture_reaches_the_helper(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};
	int ends[2];

	(void)state;
	stand_in("printf '\\0\\0\\0\\007'; cat");
	assert_true(scan_bytes(PICTURE, false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "picture");
	scan_result_wipe(&result);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], "picture", 7), 7);
	close(ends[1]);
	assert_true(scan_fd(ends[0], false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "picture");
	close(ends[0]);
}

static void
test_the_helper_is_told_to_go_without_a_sandbox(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};

	(void)state;
	stand_in("cat >/dev/null; printf '\\0\\0\\0\\014%12s' \"$*\"");
	assert_true(scan_bytes(PICTURE, true, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "--no-sandbox");
	scan_result_wipe(&result);
	assert_true(scan_bytes(PICTURE, false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "            ");
}

/* What can be read twice is, and a pipe is read with all at once. */
static void
test_the_helper_is_ready_for_all_encodings_if_it_asks(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	FD file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct err err = {0};
	int ends[2];

	(void)state;
	stand_in("head -c 4 >/dev/null; case $1 in "
		"--encodings) printf '\\0\\0\\0\\003all' ;; "
		"*) echo one; exit 6 ;; esac");
	assert_true(scan_bytes(PICTURE, false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "all");
	scan_result_wipe(&result);
	stand_in("head -c 4 | od -An -c >&2; case $1 in "
		"--encodings) exit 4 ;; *) exit 6 ;; esac");
	assert_false(scan_fd(file, false, &result, &err));
	assert_non_null(strstr(err.text, "E   L   F"));
	stand_in("[ \"$1\" = --encodings ] && cat >/dev/null && "
		"printf '\\0\\0\\0\\003all'");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	close(ends[1]);
	assert_true(scan_fd(ends[0], false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "all");
	close(ends[0]);
}

static void
test_the_helper_has_no_environment(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};

	(void)state;
	assert_int_equal(setenv("OTP_TEST_MARK", "seen", 1), 0);
	stand_in("printf '\\0\\0\\0\\001'; "
		"printf %s \"${OTP_TEST_MARK:+y}${OTP_TEST_MARK:-n}\"");
	assert_true(scan_bytes(PICTURE, false, &result, &err));
	assert_string_equal(buf_text(&result.payloads[0]), "n");
}

static void
test_each_bad_end_has_its_line(void **state)
{
	static const char nonsense[] = "otp-scan gave an answer that makes "
		"no sense: is it of another version?";
	static const struct {
		const char *script;
		enum err_kind kind;
		const char *text;
	} rows[] = {
		{"echo 'no QR code in the picture' >&2; exit 3",
			ERR_NO_MATCH, "no QR code in the picture"},
		{"echo 'is a damaged PNG picture' >&2; exit 1",
			ERR_FORMAT, "is a damaged PNG picture"},
		{"echo 'cannot be read' >&2; exit 4",
			ERR_UNREADABLE, "cannot be read"},
		{"echo 'is refused' >&2; exit 5", ERR_REFUSED, "is refused"},
		{"echo 'is of no encoding' >&2; exit 6", ERR_UNREADABLE,
			"is of no encoding"},
		{"echo 'of a later version' >&2; exit 7",
			ERR_FORMAT, "of a later version"},
		{"printf 'by a library\\nred \\033[31mline\\n' >&2; exit 1",
			ERR_FORMAT, "red \xef\xbf\xbd[31mline"},
		{"exit 1", ERR_FORMAT,
			"otp-scan failed without saying why (status 1)"},
		{"kill -SEGV $$", ERR_FORMAT,
			"could not be decoded: otp-scan was ended by "
			"signal 11"},
		{"kill -XCPU $$", ERR_FORMAT,
			"takes too long to decode: more than 20 s"},
		{"exit 0", ERR_SYSTEM, nonsense},
		{"printf '\\0\\0'", ERR_SYSTEM, nonsense},
		{"printf '\\0\\0\\0\\005four'", ERR_SYSTEM, nonsense},
		{"printf '\\377\\377\\377\\377x'", ERR_SYSTEM, nonsense},
		{"head -c 260 /dev/zero", ERR_SYSTEM, nonsense},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		CLEANUP(scan_result_wipe) struct scan_result result = {0};
		struct err err = {0};

		stand_in(rows[i].script);
		assert_false(scan_bytes(PICTURE, false, &result, &err));
		assert_string_equal(err.text, rows[i].text);
		assert_int_equal(err.kind, rows[i].kind);
		assert_int_equal(result.len, 0);
	}
}

static void
test_too_much_output_is_an_error(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};

	(void)state;
	stand_in("cat /dev/zero");
	assert_false(scan_bytes(PICTURE, false, &result, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

static void
test_a_missing_helper_is_named(void **state)
{
	CLEANUP(scan_result_wipe) struct scan_result result = {0};
	struct err err = {0};
	char line[1200];

	remove_stand_in(state);
	assert_false(scan_bytes(PICTURE, false, &result, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	err_format(&err, line, sizeof(line));
	assert_non_null(strstr(line, "otp-scan"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frames_become_payloads),
		cmocka_unit_test(test_the_picture_reaches_the_helper),
		cmocka_unit_test(
			test_the_helper_is_told_to_go_without_a_sandbox),
		cmocka_unit_test(
			test_the_helper_is_ready_for_all_encodings_if_it_asks),
		cmocka_unit_test(test_the_helper_has_no_environment),
		cmocka_unit_test(test_each_bad_end_has_its_line),
		cmocka_unit_test(test_too_much_output_is_an_error),
		cmocka_unit_test(test_a_missing_helper_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, remove_stand_in);
}
