#include <setjmp.h>
#include <stdarg.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "base/file.h"
#include "codec/json.h"
#include "os/signals.h"
#include "support.h"

#include <cmocka.h>

#define WRITERS 8
#define CHANGES_EACH 5

static int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
test_new_vault_and_its_folders_are_private(void **state)
{
	PLACE place = {0};
	char path[160], folder[128];
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;

	(void)state;
	place_init(&place);
	snprintf(folder, sizeof(folder), "%s/a/b", place.folder);
	snprintf(path, sizeof(path), "%s/vault.age", folder);
	assert_false(vault_exists(path));
	vault = new_vault(path);
	assert_non_null(vault);
	assert_true(vault_exists(path));
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(mode_of(folder), 0700);
	assert_int_equal(vault->payload.revision, 1);
	assert_false(vault_is_stale(vault));
	again = open_vault(path, &err);
	assert_non_null(again);
	assert_string_equal(again->payload.id, vault->payload.id);
	assert_int_equal(again->payload.saved, NOW);
	assert_int_equal(again->payload.entries.len, 0);
	assert_int_equal(count_names(folder, ".vault.age.tmp-"), 0);
}

static void
test_existing_file_is_never_replaced_by_a_new_vault(void **state)
{
	PLACE place = {0};
	SECRET passphrase = {0};
	BUF before = {0};
	struct err err = {0};
	char link[128];

	(void)state;
	place_init(&place);
	set_passphrase(&passphrase);
	write_bytes(place.vault, "mine", 4);
	read_bytes(place.vault, &before);
	assert_null(vault_new(place.vault, &passphrase, FAST_LOG_N, &now,
		&err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(same_bytes(place.vault, &before));
	snprintf(link, sizeof(link), "%s/link.age", place.folder);
	assert_int_equal(symlink("nothing", link), 0);
	assert_null(vault_new(link, &passphrase, FAST_LOG_N, &now, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_change_is_saved_and_the_old_state_kept(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	BUF after = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;
	char kept[160];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	assert_true(add_one(vault, "alice", &err));
	assert_int_equal(vault->payload.revision, 2);
	assert_int_equal(vault->payload.entries.len, 1);
	assert_false(vault_is_stale(vault));
	again = open_vault(place.vault, &err);
	assert_non_null(again);
	assert_int_equal(again->payload.revision, 2);
	assert_string_equal(again->payload.entries.items[0]->account, "alice");
	/* date -u -d @1700000000 */
	snprintf(kept, sizeof(kept),
		"%s/revisions/vault.age.1.20231114T221320Z", place.folder);
	assert_true(same_bytes(kept, &before));
	/* The header stays, the payload gets a nonce of its own. */
	read_bytes(place.vault, &after);
	assert_memory_equal(after.data, before.data, vault->header.text.len);
	assert_memory_not_equal(after.data + vault->header.text.len,
		before.data + vault->header.text.len, AGE_NONCE_BYTES);
	assert_int_equal(count_names(place.folder, ".vault.age.tmp-"), 0);
}

static bool
spoil(struct payload *payload, void *arg, struct err *err)
{
	(void)arg;
	entries_wipe(&payload->entries);
	return err_set(err, ERR_REFUSED, "no");
}

static void
test_failed_change_changes_nothing(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char line[200];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "alice", &err));
	read_bytes(place.vault, &before);
	assert_false(vault_change(vault, &now, spoil, NULL, &err));
	err_format(&err, line, sizeof(line));
	assert_string_equal(line, "no");
	assert_true(same_bytes(place.vault, &before));
	assert_int_equal(vault->payload.entries.len, 1);
	assert_int_equal(vault->payload.revision, 2);
}

static void
test_waiting_for_the_lock_ends_with_a_signal_held_back(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	struct signals_held held;
	char path[160];
	OPEN_VAULT vault = NULL;
	FD lock = -1, signals = -1;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	read_bytes(place.vault, &before);
	snprintf(path, sizeof(path), "%s/.vault.age.lock", place.folder);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	signals_hold(&held);
	assert_int_equal(raise(SIGINT), 0);
	assert_false(add_one(vault, "alice", &err));
	signals = signals_open(&err);
	assert_int_equal(signals_take(signals), SIGINT);
	signals_release(&held);
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_true(same_bytes(place.vault, &before));
}

static void
test_changes_of_two_holders_add_up(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT a = NULL;
	OPEN_VAULT b = NULL;

	(void)state;
	place_init(&place);
	a = new_vault(place.vault);
	b = open_vault(place.vault, &err);
	assert_true(add_one(a, "alice", &err));
	assert_true(vault_is_stale(b));
	assert_int_equal(b->taken, 0);
	assert_true(add_one(b, "bob", &err));
	assert_int_equal(b->taken, 1);
	assert_int_equal(b->payload.entries.len, 2);
	assert_int_equal(b->payload.revision, 3);
	assert_true(vault_is_stale(a));
	assert_int_equal(a->taken, 1);
	assert_true(vault_reload(a, &err));
	assert_int_equal(a->taken, 2);
	assert_false(vault_is_stale(a));
	assert_int_equal(a->payload.entries.len, 2);
}

static void
test_link_to_a_vault_stays_a_link(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT made = NULL;
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;
	char link[160], folder[128];
	struct stat st;

	(void)state;
	place_init(&place);
	made = new_vault(place.vault);
	snprintf(folder, sizeof(folder), "%s/elsewhere", place.folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(link, sizeof(link), "%s/link.age", folder);
	assert_int_equal(symlink("../vault.age", link), 0);
	vault = open_vault(link, &err);
	assert_non_null(vault);
	assert_true(add_one(vault, "alice", &err));
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	again = open_vault(place.vault, &err);
	assert_int_equal(again->payload.entries.len, 1);
	/* Only the link is in its folder. */
	assert_int_equal(count_names(folder, ""), 3);
}

static void
test_permissions_of_the_file_are_kept(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_int_equal(chmod(place.vault, 0640), 0);
	assert_true(add_one(vault, "alice", &err));
	assert_int_equal(mode_of(place.vault), 0640);
}

static void
test_another_passphrase_meanwhile_locks_out(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT other = NULL;
	char path[128];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	snprintf(path, sizeof(path), "%s/other.age", place.folder);
	other = new_vault(path);
	assert_int_equal(rename(path, place.vault), 0);
	read_bytes(place.vault, &before);
	assert_false(add_one(vault, "alice", &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(vault_reload(vault, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_int_equal(vault->taken, 0);
	assert_true(same_bytes(place.vault, &before));
	assert_string_not_equal(vault->payload.id, other->payload.id);
}

static bool
make_newer(struct payload *payload, void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	payload->version = PAYLOAD_VERSION + 1;
	return true;
}

static void
test_newer_vault_can_be_read_but_not_changed(void **state)
{
	PLACE place = {0};
	BUF before = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(vault_change(vault, &now, make_newer, NULL, &err));
	read_bytes(place.vault, &before);
	again = open_vault(place.vault, &err);
	assert_non_null(again);
	assert_false(add_one(again, "alice", &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_string_equal(err.text, "is of a newer version of otp (2), "
		"which alone can change it");
	assert_true(same_bytes(place.vault, &before));
}

static void
test_armored_vault_opens(void **state)
{
	/* otp's own vault of one account, through "age -d | age -p -a" is too
	 * slow here: the armor of a file of ours. */
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
		"mnopqrstuvwxyz0123456789+/";
	PLACE place = {0};
	BUF bytes = {0};
	BUF text = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "alice", &err));
	read_bytes(place.vault, &bytes);
	buf_add_str(&text, "\n-----BEGIN AGE ENCRYPTED FILE-----\n");
	for (size_t i = 0; i < bytes.len; i += 3) {
		uint32_t three = (uint32_t)bytes.data[i] << 16;

		three |= i + 1 < bytes.len ? bytes.data[i + 1] << 8 : 0;
		three |= i + 2 < bytes.len ? bytes.data[i + 2] : 0;
		buf_add_byte(&text, (uint8_t)alphabet[three >> 18]);
		buf_add_byte(&text, (uint8_t)alphabet[three >> 12 & 63]);
		buf_add_byte(&text, (uint8_t)(i + 1 < bytes.len
			? alphabet[three >> 6 & 63] : '='));
		buf_add_byte(&text, (uint8_t)(i + 2 < bytes.len
			? alphabet[three & 63] : '='));
		if (i % 48 == 45)
			buf_add_byte(&text, '\n');
	}
	buf_add_str(&text, "\n-----END AGE ENCRYPTED FILE-----\n\n");
	write_bytes(place.vault, text.data, text.len);
	again = open_vault(place.vault, &err);
	assert_non_null(again);
	assert_int_equal(again->payload.entries.len, 1);
	assert_true(add_one(again, "bob", &err));
	assert_int_equal(again->payload.entries.len, 2);
}

static void
test_left_overs_of_killed_writers_are_removed(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char path[128];

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	snprintf(path, sizeof(path), "%s/.vault.age.tmp-0badcafe",
		place.folder);
	write_bytes(path, "x", 1);
	snprintf(path, sizeof(path), "%s/.other.age.tmp-0badcafe",
		place.folder);
	write_bytes(path, "x", 1);
	assert_true(add_one(vault, "alice", &err));
	assert_int_equal(count_names(place.folder, ".vault.age.tmp-"), 0);
	assert_int_equal(count_names(place.folder, ".other.age.tmp-"), 1);
}

static void
test_parallel_writers_lose_nothing(void **state)
{
	PLACE place = {0};
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	pid_t writers[WRITERS];
	bool seen[WRITERS][CHANGES_EACH] = {0};

	(void)state;
	place_init(&place);
	vault_close(new_vault(place.vault));
	for (int i = 0; i < WRITERS; i++) {
		char number[12];

		snprintf(number, sizeof(number), "%d", i);
		writers[i] = fork();
		assert_true(writers[i] >= 0);
		/* Anew: secret memory does not survive a fork. */
		if (writers[i] == 0) {
			execl("/proc/self/exe", "writer", place.vault, number,
				(char *)NULL);
			_exit(127);
		}
	}
	for (int i = 0; i < WRITERS; i++) {
		int status;

		assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
		assert_int_equal(status, 0);
	}
	vault = open_vault(place.vault, &err);
	assert_non_null(vault);
	assert_int_equal(vault->payload.revision,
		1 + WRITERS * CHANGES_EACH);
	assert_int_equal(vault->payload.entries.len, WRITERS * CHANGES_EACH);
	for (size_t i = 0; i < vault->payload.entries.len; i++) {
		const char *name = vault->payload.entries.items[i]->account;
		int writer = name[0] - '0', change = name[2] - '0';

		assert_in_range(writer, 0, WRITERS - 1);
		assert_in_range(change, 0, CHANGES_EACH - 1);
		assert_false(seen[writer][change]);
		seen[writer][change] = true;
	}
}

/* Once more where the others were writing for all of the time that it waits. */
static bool
add_patiently(struct vault *vault, const char *name, struct err *err)
{
	bool added;

	do {
		added = add_one(vault, name, err);
	} while (!added && strstr(err->text, "gave up after") != NULL);
	return added;
}

/* The program as one of the parallel writers. */
static int
write_as(const char *path, const char *number)
{
	struct err err = {0};
	OPEN_VAULT vault = NULL;
	char name[32];

	json_start();
	vault = open_vault(path, &err);
	for (int i = 0; vault != NULL && i < CHANGES_EACH; i++) {
		snprintf(name, sizeof(name), "%s-%d", number, i);
		if (!add_patiently(vault, name, &err))
			return 1;
	}
	return vault != NULL ? 0 : 1;
}

static void
test_measured_work_factor_is_within_reason(void **state)
{
	struct err err = {0};
	unsigned int log_n = 0;

	(void)state;
	assert_true(vault_measure_log_n(&log_n, &err));
	assert_in_range(log_n, VAULT_LOG_N_DEFAULT, VAULT_LOG_N_MEASURED_MAX);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_vault_and_its_folders_are_private),
		cmocka_unit_test(
			test_existing_file_is_never_replaced_by_a_new_vault),
		cmocka_unit_test(test_change_is_saved_and_the_old_state_kept),
		cmocka_unit_test(test_failed_change_changes_nothing),
		cmocka_unit_test(
			test_waiting_for_the_lock_ends_with_a_signal_held_back),
		cmocka_unit_test(test_changes_of_two_holders_add_up),
		cmocka_unit_test(test_link_to_a_vault_stays_a_link),
		cmocka_unit_test(test_permissions_of_the_file_are_kept),
		cmocka_unit_test(test_another_passphrase_meanwhile_locks_out),
		cmocka_unit_test(test_newer_vault_can_be_read_but_not_changed),
		cmocka_unit_test(test_armored_vault_opens),
		cmocka_unit_test(test_left_overs_of_killed_writers_are_removed),
		cmocka_unit_test(test_parallel_writers_lose_nothing),
		cmocka_unit_test(test_measured_work_factor_is_within_reason),
	};

	if (argc == 3)
		return write_as(argv[1], argv[2]);
	return cmocka_run_group_tests(tests, setup, NULL);
}
