#include <setjmp.h>
#include <stdarg.h>

#include <signal.h>
#include <sys/resource.h>

#include "codec/json.h"
#include "support.h"

#include <cmocka.h>

static int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

static void
test_what_is_no_vault_is_told_in_one_line(void **state)
{
	static const struct {
		const char *bytes;
		const char *line;
	} rows[] = {
		{"", "is not a vault"},
		{"PK\x03\x04", "is not a vault"},
		{"age-encryption.org/v1\n", "header: line 2: the file is cut "
			"off here"},
		{"-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n", "armor: the "
			"end line is missing"},
	};
	PLACE place = {0};
	struct err err = {0};
	char line[200];

	(void)state;
	place_init(&place);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		VAULT_FILE file = {0};

		write_bytes(place.vault, rows[i].bytes, strlen(rows[i].bytes));
		assert_false(vault_file_read(place.vault, &file, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, rows[i].line);
	}
}

static void
test_missing_vault_and_folder_are_told(void **state)
{
	PLACE place = {0};
	VAULT_FILE file = {0};
	struct err err = {0};

	(void)state;
	place_init(&place);
	assert_false(vault_file_read(place.vault, &file, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text,
		"there is no vault; make one with: otp init");
	assert_false(vault_file_read(place.folder, &file, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_string_equal(err.text, "is not a vault: not a regular file");
}

/* Any way of refusing will do, but for taking it as good. */
static void
assert_refused(const char *path)
{
	struct err err = {0};
	OPEN_VAULT vault = open_vault(path, &err);

	assert_null(vault);
	assert_true(err.kind == ERR_DAMAGED || err.kind == ERR_LOCKED);
}

static void
test_every_truncation_is_refused(void **state)
{
	PLACE place = {0};
	BUF whole = {0};
	OPEN_VAULT vault = NULL;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &whole);
	for (size_t len = 0; len < whole.len; len++) {
		assert_int_equal(truncate(place.vault,
			(off_t)(whole.len - len - 1)), 0);
		assert_refused(place.vault);
	}
}

/* Within one tick of the kernel's clock the file could not be told from the one
 * before: of the same length, with the same time. */
static void
write_later(const char *path, const struct buf *bytes, time_t *when)
{
	const struct timespec times[2] = {{.tv_sec = *when},
		{.tv_sec = *when}};

	write_bytes(path, bytes->data, bytes->len);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	(*when)++;
}

static void
test_every_flipped_bit_is_refused_and_changes_nothing(void **state)
{
	PLACE place = {0};
	BUF bytes = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	size_t header, i = 0;
	time_t when = NOW;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &bytes);
	header = vault->header.text.len;
	/* Each byte of the header and nonce, a selection of the rest. */
	while (i < bytes.len) {
		for (int bit = 0; bit < 8; bit++) {
			bytes.data[i] ^= (uint8_t)(1 << bit);
			write_later(place.vault, &bytes, &when);
			assert_refused(place.vault);
			assert_false(add_one(vault, "x", &err));
			assert_true(same_bytes(place.vault, &bytes));
			bytes.data[i] ^= (uint8_t)(1 << bit);
		}
		i += i < header + AGE_NONCE_BYTES || i + 24 > bytes.len ? 1
			: 101;
	}
	write_later(place.vault, &bytes, &when);
	assert_true(add_one(vault, "x", &err));
}

static void
test_full_disk_leaves_all_as_it_was(void **state)
{
	static const rlim_t limits[] = {0, 100, 1000, 4000};
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	struct rlimit limit, full;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		bool added;

		full = limit;
		full.rlim_cur = limits[i];
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
		added = add_one(vault, "alice", &err);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		assert_false(added);
		assert_int_equal(err.kind, ERR_SYSTEM);
		assert_string_equal(err.text, "cannot write: File too large");
		assert_true(same_bytes(place.vault, &before));
		assert_int_equal(count_names(place.folder, ".vault.age.tmp-"),
			0);
		assert_int_equal(vault->payload.revision, 1);
	}
	assert_true(add_one(vault, "alice", &err));
}

static void
test_folder_without_write_permission_is_told(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	bool added;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	assert_int_equal(chmod(place.vault, 0444), 0);
	assert_int_equal(chmod(place.folder, 0555), 0);
	/* Permissions do not bind root. */
	if (geteuid() == 0)
		assert_int_equal(seteuid(65534), 0);
	/* Left by a writer who could: only the new one cannot be made. */
	added = add_one(vault, "alice", &err);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(place.folder, 0700), 0);
	assert_false(added);
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text,
		"cannot write in its folder: Permission denied");
	assert_string_equal(err.where, place.vault);
	assert_true(same_bytes(place.vault, &before));
}

/* As a program does that keeps folders in step: it knows no lock. */
static bool
replace_beneath(struct payload *payload, void *arg, struct err *err)
{
	const struct place *place = arg;
	STRING other = str_format(err, "%s/other", place->folder);
	BUF bytes = {0};

	assert_non_null(other);
	read_bytes(place->vault, &bytes);
	write_bytes(other, (const char *)bytes.data, bytes.len);
	assert_int_equal(rename(other, place->vault), 0);
	payload->saved++;
	return true;
}

static void
test_a_file_that_came_during_a_save_is_not_replaced(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "alice", &err));
	read_bytes(place.vault, &before);
	assert_false(vault_change(vault, &now, replace_beneath, &place,
		&err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_string_equal(err.text, "another program changed it at the same "
		"moment; nothing was changed, try again");
	assert_true(same_bytes(place.vault, &before));
	assert_int_equal(vault->payload.revision, 2);
	assert_true(add_one(vault, "bob", &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_no_vault_is_told_in_one_line),
		cmocka_unit_test(test_missing_vault_and_folder_are_told),
		cmocka_unit_test(test_every_truncation_is_refused),
		cmocka_unit_test(
			test_every_flipped_bit_is_refused_and_changes_nothing),
		cmocka_unit_test(test_full_disk_leaves_all_as_it_was),
		cmocka_unit_test(test_folder_without_write_permission_is_told),
		cmocka_unit_test(
			test_a_file_that_came_during_a_save_is_not_replaced),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
