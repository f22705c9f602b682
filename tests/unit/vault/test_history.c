#include <setjmp.h>
#include <stdarg.h>

#include "lines.h"
#define read_bytes read_file_bytes /* lines.h has one of its own */
#define setup place_setup
#include "support.h"
#undef read_bytes
#undef setup
#include "vault/history.h"

#include <cmocka.h>

#define KEYED "\"secret\":\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\","
#define ALICE(rest) "{\"id\":\"" ID "\",\"issuer\":\"GitHub\"," \
	"\"account\":\"alice\",\"type\":\"totp\"," KEYED rest "}\n"
#define BOB(rest) "{\"id\":\"" ID_2 "\",\"issuer\":\"\"," \
	"\"account\":\"bob\",\"type\":\"hotp\"," KEYED rest "}\n"

static void
read_into(struct payload *payload, const char *lines)
{
	struct err err = {0};
	BUF text = {0};

	buf_add_str(&text, FIRST);
	buf_add_str(&text, lines);
	assert_true(read_text(buf_text(&text), payload, &err));
}

static void
test_each_change_is_told_in_words(void **state)
{
	static const struct {
		const char *before, *after, *told;
	} rows[] = {
		{"", ALICE("\"digits\":6"), "added GitHub:alice"},
		{ALICE("\"digits\":6"), "", "removed GitHub:alice"},
		{ALICE("\"digits\":6"), ALICE("\"digits\":8"),
			"changed GitHub:alice: digits"},
		{ALICE("\"digits\":6"), ALICE("\"note\":\"x\",\"tags\":[\"t\"]"),
			"changed GitHub:alice: tags, note"},
		{ALICE("\"digits\":6"), ALICE("\"trashed\":5"),
			"trashed GitHub:alice"},
		{ALICE("\"trashed\":5"), ALICE("\"digits\":6"),
			"restored GitHub:alice"},
		{BOB("\"counter\":5"), BOB("\"counter\":6"),
			"counter of bob 5 -> 6"},
		{ALICE("\"digits\":6,\"verified\":30"),
			ALICE("\"digits\":6,\"verified\":60"),
			"verified a code of GitHub:alice"},
		{BOB("\"counter\":5"), BOB("\"counter\":5,\"recovery\":"
			"[{\"code\":\"a\"},{\"code\":\"b\"}]"),
			"added 2 recovery codes of bob"},
		{BOB("\"counter\":5,\"recovery\":[{\"code\":\"a\"}]"),
			BOB("\"counter\":5,\"recovery\":"
			"[{\"code\":\"a\",\"used\":7}]"),
			"used a recovery code of bob"},
		{ALICE("\"digits\":6"), ALICE("\"history\":[{\"secret\":"
			"\"MFRGG\"}]"), "changed GitHub:alice: earlier keys"},
		{"", "{\"account\":\"x\",\"type\":\"new\"}\n",
			"added the unreadable line x"},
		{ALICE("\"digits\":6"), ALICE("\"modified\":9"), NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		PAYLOAD before = {0};
		PAYLOAD after = {0};
		HISTORY_CHANGES changes = {0};
		struct err err = {0};

		read_into(&before, rows[i].before);
		read_into(&after, rows[i].after);
		assert_true(history_difference(&before, &after, &changes,
			&err));
		assert_int_equal(changes.len, rows[i].told != NULL);
		if (rows[i].told != NULL)
			assert_string_equal(changes.items[0].text,
				rows[i].told);
	}
}

static void
test_going_back_and_forth(void **state)
{
	PAYLOAD before = {0};
	PAYLOAD after = {0};
	PAYLOAD now_is = {0};
	struct err err = {0};
	const struct entry *bob;

	(void)state;
	read_into(&before, ALICE("\"modified\":5") BOB("\"counter\":5,"
		"\"recovery\":[{\"code\":\"a\"}],\"modified\":5"));
	read_into(&after, BOB("\"counter\":9,\"recovery\":[{\"code\":\"a\","
		"\"used\":8}],\"modified\":7,\"note\":\"new\"")
		"{\"deleted\":\"" ID "\",\"at\":100}\n");
	assert_true(payload_copy(&after, &now_is, &err));
	assert_true(history_revert(&now_is, &before, 50, &err));
	assert_true(payload_purge(&now_is, 50, &err));
	assert_int_equal(now_is.entries.len, 2);
	/* Later than the tombstone, or the next save would remove it again. */
	assert_true(now_is.entries.items[0]->modified > 100);
	bob = now_is.entries.items[1];
	assert_string_equal(bob->note, "");
	assert_int_equal(bob->counter, 9);
	assert_int_equal(bob->recovery[0].used, 8);
	assert_int_equal(bob->modified, 50);
	assert_int_equal(now_is.revision, 42);
	/* Undoing that. */
	assert_true(history_revert(&now_is, &after, 51, &err));
	assert_true(payload_purge(&now_is, 51, &err));
	assert_int_equal(now_is.entries.len, 1);
	assert_string_equal(now_is.entries.items[0]->note, "new");
	assert_non_null(payload_tombstone(&now_is, ID));
	assert_true(payload_tombstone(&now_is, ID)->deleted > 100);
}

static void
test_counter_of_an_account_that_was_gone(void **state)
{
	PAYLOAD target = {0};
	PAYLOAD between = {0};
	PAYLOAD present = {0};
	struct err err = {0};
	bool needs = false;

	(void)state;
	read_into(&target, BOB("\"counter\":5"));
	read_into(&between, BOB("\"counter\":9"));
	read_into(&present, "");
	assert_true(history_needs_facts(&present, &target, &needs, &err));
	assert_true(needs);
	assert_true(history_needs_facts(&between, &target, &needs, &err));
	assert_false(needs);
	assert_true(history_revert(&present, &target, 50, &err));
	assert_int_equal(present.entries.items[0]->counter, 5);
	assert_true(history_keep_facts(&present, &between, &err));
	assert_int_equal(present.entries.items[0]->counter, 9);
}

static void
test_a_code_that_was_verified_stays_so(void **state)
{
	PAYLOAD target = {0};
	PAYLOAD present = {0};
	PAYLOAD copy = {0};
	struct err err = {0};

	(void)state;
	read_into(&target, ALICE("\"note\":\"x\",\"verified\":60"));
	read_into(&present, ALICE("\"verified\":90"));
	assert_true(history_revert(&present, &target, 50, &err));
	assert_string_equal(present.entries.items[0]->note, "x");
	assert_int_equal(present.entries.items[0]->verified, 90);
	assert_true(payload_copy(&present, &copy, &err));
	assert_int_equal(copy.entries.items[0]->verified, 90);
}

static void
test_other_vaults_and_versions_are_refused(void **state)
{
	PAYLOAD present = {0};
	PAYLOAD other = {0};
	struct err err = {0};

	(void)state;
	read_into(&present, "");
	read_into(&other, "");
	other.version = PAYLOAD_VERSION + 1;
	assert_false(history_revert(&present, &other, 50, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	other.version = PAYLOAD_VERSION;
	other.id[0] = '0';
	assert_false(history_revert(&present, &other, 50, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_list_is_newest_first_and_finds_by_number(void **state)
{
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	HISTORY history = {0};
	PAYLOAD payload = {0};
	SECRET other_key = {0};
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault(place.vault);
	assert_true(add_one(vault, "one", &err));
	assert_true(add_one(vault, "two", &err));
	assert_true(history_list(place.vault, &vault->file_key, &history,
		&err));
	assert_int_equal(history.len, 2);
	assert_int_equal(history.items[0].number, 2);
	assert_int_equal(history.items[1].number, 1);
	assert_int_equal(history.items[0].state, HISTORY_OPENS);
	assert_int_equal(history.items[0].saved, NOW);
	assert_ptr_equal(history_find(&history, "2", &err),
		&history.items[0]);
	assert_ptr_equal(history_find(&history,
		"vault.age.1.20231114T221320Z", &err), &history.items[1]);
	assert_null(history_find(&history, "3", &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_true(history_open(&history.items[0], &vault->file_key,
		&payload, &err));
	assert_int_equal(payload.entries.len, 1);
	/* Damage, and another key. */
	assert_int_equal(truncate(history.items[0].path,
		(off_t)history.items[0].size - 1), 0);
	assert_ptr_equal(history_newest_good(&history, &vault->file_key),
		&history.items[1]);
	write_bytes(history.items[0].path, "age", 3);
	history_wipe(&history);
	assert_true(secret_init(&other_key, AGE_FILE_KEY_BYTES, &err));
	assert_true(history_list(place.vault, &other_key, &history, &err));
	assert_int_equal(history.items[0].state, HISTORY_DAMAGED);
	assert_int_equal(history.items[1].state, HISTORY_OTHER_KEY);
	assert_null(history_newest_good(&history, &other_key));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_change_is_told_in_words),
		cmocka_unit_test(test_going_back_and_forth),
		cmocka_unit_test(test_counter_of_an_account_that_was_gone),
		cmocka_unit_test(test_a_code_that_was_verified_stays_so),
		cmocka_unit_test(test_other_vaults_and_versions_are_refused),
		cmocka_unit_test(
			test_list_is_newest_first_and_finds_by_number),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
