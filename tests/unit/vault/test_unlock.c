#include <setjmp.h>
#include <stdarg.h>

#include "support.h"
#include "vault/unlock.h"

#include <cmocka.h>

static void
assert_secret(const struct secret *secret, const char *text)
{
	assert_int_equal(secret->len, strlen(text));
	assert_memory_equal(secret->bytes, text, secret->len);
}

static void
test_first_line_is_the_passphrase(void **state)
{
	static const struct {
		const char *text, *passphrase;
	} rows[] = {
		{"hunter2", "hunter2"}, {"hunter2\n", "hunter2"},
		{"hunter2\r\n", "hunter2"}, {"hunter2\nmore\n", "hunter2"},
		{"  two words \n", "  two words "}, {"\xc3\xa4\n", "\xc3\xa4"},
		{"carriage\r", "carriage\r"},
	};
	PLACE place = {0};
	struct err err = {0};
	char warning[160];

	(void)state;
	place_init(&place);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET found = {0};

		write_bytes(place.vault, rows[i].text, strlen(rows[i].text));
		assert_true(unlock_from_file(place.vault, &found, warning,
			&err));
		assert_secret(&found, rows[i].passphrase);
		assert_string_equal(warning, "");
	}
}

static void
test_file_without_a_passphrase_is_locked(void **state)
{
	static const char *const rows[] = {"", "\n", "\r\n", "\nhunter2\n"};
	PLACE place = {0};
	SECRET found = {0};
	struct err err = {0};
	char warning[160];

	(void)state;
	place_init(&place);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		write_bytes(place.vault, rows[i], strlen(rows[i]));
		assert_false(unlock_from_file(place.vault, &found, warning,
			&err));
		assert_int_equal(err.kind, ERR_LOCKED);
		assert_string_equal(err.text,
			"has no passphrase in its first line");
	}
}

static void
test_missing_file_and_folder_are_told(void **state)
{
	PLACE place = {0};
	SECRET found = {0};
	struct err err = {0};
	char warning[160];

	(void)state;
	place_init(&place);
	assert_false(unlock_from_file(place.vault, &found, warning, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(unlock_from_file(place.folder, &found, warning, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static void
test_longest_passphrase(void **state)
{
	PLACE place = {0};
	SECRET found = {0};
	SECRET line = {0};
	struct err err = {0};
	char warning[160];

	(void)state;
	place_init(&place);
	assert_true(secret_init(&line, PASSPHRASE_MAX + 1, &err));
	memset(line.bytes, 'x', line.len);
	line.bytes[PASSPHRASE_MAX] = '\n';
	write_bytes(place.vault, line.bytes, line.len);
	assert_true(unlock_from_file(place.vault, &found, warning, &err));
	assert_int_equal(found.len, PASSPHRASE_MAX);
	secret_wipe(&found);
	line.bytes[PASSPHRASE_MAX] = 'x';
	write_bytes(place.vault, line.bytes, line.len);
	assert_false(unlock_from_file(place.vault, &found, warning, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static void
test_file_that_others_can_read_warns(void **state)
{
	PLACE place = {0};
	SECRET found = {0};
	struct err err = {0};
	char warning[160];

	(void)state;
	place_init(&place);
	write_bytes(place.vault, "x\n", 2);
	assert_int_equal(chmod(place.vault, 0644), 0);
	assert_true(unlock_from_file(place.vault, &found, warning, &err));
	assert_string_equal(warning, "has mode 644, so others may get at the "
		"passphrase; better: chmod 600");
}

static void
test_descriptor_keeps_what_is_behind_the_line(void **state)
{
	SECRET found = {0};
	struct err err = {0};
	int ends[2];
	char rest[8] = {0};

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "one\ntwo", 7), 7);
	close(ends[1]);
	assert_true(unlock_from_fd(ends[0], &found, &err));
	assert_secret(&found, "one");
	assert_int_equal(read(ends[0], rest, sizeof(rest)), 3);
	assert_string_equal(rest, "two");
	close(ends[0]);
	secret_wipe(&found);
	assert_false(unlock_from_fd(ends[0], &found, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static void
test_command_gives_the_passphrase(void **state)
{
	SECRET found = {0};
	struct err err = {0};

	(void)state;
	assert_true(unlock_from_command("printf 'a b\\nnotes\\n'", &found,
		&err));
	assert_secret(&found, "a b");
}

static void
test_failing_commands_are_told(void **state)
{
	static const struct {
		const char *command, *text;
	} rows[] = {
		{"echo secret; exit 3", "gave no passphrase but exit status 3"},
		{"true", "has no passphrase in its first line"},
		{"kill -9 $$", "was ended by signal 9"},
		{"exec 2>/dev/null; no-such-command",
			"gave no passphrase but exit status 127"},
	};
	SECRET found = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_false(unlock_from_command(rows[i].command, &found,
			&err));
		assert_int_equal(err.kind, ERR_LOCKED);
		assert_string_equal(err.text, rows[i].text);
	}
}

static void
test_advice_names_what_is_weak(void **state)
{
	static const struct {
		const char *passphrase, *begins;
	} rows[] = {
		{"", "empty: "}, {"hunter2", "short: "},
		{"Tr0ub4dor&3", "short: "}, {"Password123!", "guessable: "},
		{"aaaaaaaaaaaaaaaaaaaaaaa", "guessable: "},
		{"abababababababababababab", "guessable: "},
		{"abcdefghijklmnopqrstuvwxyz", "guessable: "},
		{"qwertyuiop1234567890", "guessable: "},
		{"0987654321poiuytrewq", "guessable: "},
		{"kxwqvzrtpmsdn", "short: "},
		{"kxwqvzrtpmsdnb", "short for one kind of character: "},
		{"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f", "short: "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET passphrase = {0};
		struct err err;
		const char *advice;

		assert_true(secret_set(&passphrase, rows[i].passphrase,
			strlen(rows[i].passphrase), &err));
		advice = unlock_advice(&passphrase);
		assert_non_null(advice);
		assert_memory_equal(advice, rows[i].begins,
			strlen(rows[i].begins));
	}
}

static void
test_good_passphrases_get_no_advice(void **state)
{
	static const char *const rows[] = {
		"correct horse battery staple", "vK8#mQ2$xR7!pL",
		"kxwqvzrtpmsdnbhgfy",
		"f\xc3\xbcnf zuf\xc3\xa4llige W\xc3\xb6rter",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET passphrase = {0};
		struct err err;

		assert_true(secret_set(&passphrase, rows[i], strlen(rows[i]),
			&err));
		assert_null(unlock_advice(&passphrase));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_line_is_the_passphrase),
		cmocka_unit_test(test_file_without_a_passphrase_is_locked),
		cmocka_unit_test(test_missing_file_and_folder_are_told),
		cmocka_unit_test(test_longest_passphrase),
		cmocka_unit_test(test_file_that_others_can_read_warns),
		cmocka_unit_test(
			test_descriptor_keeps_what_is_behind_the_line),
		cmocka_unit_test(test_command_gives_the_passphrase),
		cmocka_unit_test(test_failing_commands_are_told),
		cmocka_unit_test(test_advice_names_what_is_weak),
		cmocka_unit_test(test_good_passphrases_get_no_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
