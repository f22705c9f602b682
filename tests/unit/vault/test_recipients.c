#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"
#include "recipients.h"

#include <cmocka.h>

#define RECIPIENTS CLEANUP(recipients_wipe) struct recipients

static int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

static void
test_keys_are_added_once_and_written_in_lower_case(void **state)
{
	RECIPIENTS list = {0};
	struct err err = {0};
	char upper[] = RECIPIENT;

	(void)state;
	for (char *at = upper; *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	assert_true(recipients_add(&list, upper, &err));
	assert_string_equal(list.items[0], RECIPIENT);
	assert_false(recipients_add(&list, RECIPIENT, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(list.count, 1);
}

static void
test_what_is_no_public_key_is_named_but_not_shown(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{IDENTITY, "must be a public key (age1...), is an identity, "
			"which is to be kept secret; age-keygen -y tells its "
			"public key"},
		{"age1yubikey1qqqq", "must be a key of age-keygen (X25519), "
			"is of another kind"},
		{"age1qqqq", "must be Bech32, is malformed"},
		{"ssh-ed25519 AAAA", "must be all in lower or all in upper "
			"case"},
		{"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujw"
			"q", "is mistyped: its checksum is wrong"},
		{"", "must begin with \"age1\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		RECIPIENTS list = {0};
		struct err err = {0};

		assert_false(recipients_add(&list, rows[i].text, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
		assert_string_equal(err.text, rows[i].want);
		assert_int_equal(list.count, 0);
	}
}

static void
test_all_but_the_last_can_be_removed(void **state)
{
	RECIPIENTS list = {0};
	struct err err = {0};

	(void)state;
	assert_true(recipients_add(&list, RECIPIENT, &err));
	assert_true(recipients_add(&list, OTHER_RECIPIENT, &err));
	assert_true(recipients_remove(&list, RECIPIENT, &err));
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0], OTHER_RECIPIENT);
	assert_false(recipients_remove(&list, RECIPIENT, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_false(recipients_remove(&list, OTHER_RECIPIENT, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(list.count, 1);
}

static void
test_no_more_than_a_header_can_hold(void **state)
{
	RECIPIENTS list = {0};
	struct err err = {0};

	(void)state;
	for (int i = 0; i < AGE_STANZAS_MAX; i++)
		assert_true(recipients_put(&list, "x", &err));
	assert_false(recipients_add(&list, RECIPIENT, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_vault_knows_its_recipients_and_each_opens_it(void **state)
{
	const char *both[] = {RECIPIENT, OTHER_RECIPIENT, NULL};
	static const char *const identities[] = {IDENTITY, OTHER};
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault_for(place.vault, both);
	assert_non_null(vault);
	assert_true(add_one(vault, "alice", &err));
	for (size_t i = 0; i < COUNT_OF(identities); i++) {
		OPEN_VAULT again = open_with(place.vault, identities[i], &err);

		assert_non_null(again);
		assert_int_equal(again->payload.entries.len, 1);
		assert_int_equal(again->payload.recipients.count, 2);
		assert_string_equal(again->payload.recipients.items[1],
			OTHER_RECIPIENT);
	}
	assert_null(new_vault_for(place.vault, both));
}

static void
test_rekeyed_vault_opens_with_the_new_key_only(void **state)
{
	const char *both[] = {RECIPIENT, OTHER_RECIPIENT, NULL};
	const char *one[] = {OTHER_RECIPIENT, NULL};
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT again = NULL;
	SECRET before = {0};
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault_for(place.vault, both);
	assert_true(add_one(vault, "alice", &err));
	assert_true(secret_set(&before, vault->file_key.bytes,
		vault->file_key.len, &err));
	assert_true(vault_rekey(vault, &now, make_for, one, &err));
	assert_int_equal(vault->payload.revision, 3);
	assert_false(secret_equal(&before, &vault->file_key));
	assert_null(open_with(place.vault, IDENTITY, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	again = open_with(place.vault, OTHER, &err);
	assert_non_null(again);
	assert_int_equal(again->header.stanza_count, 1);
	assert_int_equal(again->payload.revision, 3);
	assert_string_equal(again->payload.entries.items[0]->account, "alice");
	assert_int_equal(again->payload.recipients.count, 1);
	/* The open one goes on. */
	assert_true(add_one(vault, "bob", &err));
	assert_true(vault_reload(again, &err));
	assert_int_equal(again->payload.entries.len, 2);
}

static void
test_open_copy_notices_that_the_key_was_changed(void **state)
{
	const char *one[] = {RECIPIENT, NULL};
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	OPEN_VAULT other = NULL;
	BUF before = {0};
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault_for(place.vault, one);
	other = open_with(place.vault, IDENTITY, &err);
	assert_non_null(other);
	assert_true(vault_rekey(vault, &now, make_for, one, &err));
	read_bytes(place.vault, &before);
	assert_false(add_one(other, "alice", &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_false(vault_rekey(other, &now, make_for, one, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_true(same_bytes(place.vault, &before));
}

static void
test_failed_rekey_changes_nothing(void **state)
{
	const char *one[] = {RECIPIENT, NULL};
	const char *bad[] = {OTHER_RECIPIENT, "age1", NULL};
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	BUF before = {0};
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault_for(place.vault, one);
	read_bytes(place.vault, &before);
	assert_false(vault_rekey(vault, &now, make_for, bad, &err));
	assert_true(same_bytes(place.vault, &before));
	assert_string_equal(vault->payload.recipients.items[0], RECIPIENT);
	assert_true(add_one(vault, "alice", &err));
}

/* As when an older state is brought back. */
static bool
forget_recipients(struct payload *payload, void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	recipients_wipe(&payload->recipients);
	return true;
}

static void
test_change_cannot_touch_the_recipients(void **state)
{
	const char *one[] = {RECIPIENT, NULL};
	PLACE place = {0};
	OPEN_VAULT vault = NULL;
	struct err err = {0};

	(void)state;
	place_init(&place);
	vault = new_vault_for(place.vault, one);
	assert_true(vault_change(vault, &now, forget_recipients, NULL, &err));
	assert_int_equal(vault->payload.recipients.count, 1);
	assert_true(vault_reload(vault, &err));
	assert_int_equal(vault->payload.recipients.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_keys_are_added_once_and_written_in_lower_case),
		cmocka_unit_test(
			test_what_is_no_public_key_is_named_but_not_shown),
		cmocka_unit_test(test_all_but_the_last_can_be_removed),
		cmocka_unit_test(test_no_more_than_a_header_can_hold),
		cmocka_unit_test(
			test_vault_knows_its_recipients_and_each_opens_it),
		cmocka_unit_test(
			test_rekeyed_vault_opens_with_the_new_key_only),
		cmocka_unit_test(
			test_open_copy_notices_that_the_key_was_changed),
		cmocka_unit_test(test_failed_rekey_changes_nothing),
		cmocka_unit_test(test_change_cannot_touch_the_recipients),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
