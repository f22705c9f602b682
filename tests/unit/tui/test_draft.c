#include <setjmp.h>
#include <stdarg.h>

#include "tui/draft.h"

#include <cmocka.h>

static struct draft
sample(void)
{
	return (struct draft){.text = {
		[DRAFT_KEY] = "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
		[DRAFT_ISSUER] = "GitHub",
		[DRAFT_ACCOUNT] = "alice",
		[DRAFT_TAGS] = "work, vpn",
		[DRAFT_NOTE] = "",
		[DRAFT_TYPE] = "totp",
		[DRAFT_ALGORITHM] = "SHA1",
		[DRAFT_DIGITS] = "6",
		[DRAFT_MOVING] = "30",
	}};
}

static void
test_fields_become_an_account(void **state)
{
	struct draft draft = sample();
	ENTRY entry = {0};
	struct err err;

	(void)state;
	assert_true(draft_entry(&draft, &entry, &err));
	assert_int_equal(entry.secret.len, 20);
	assert_memory_equal(entry.secret.bytes, "12345678901234567890", 20);
	assert_string_equal(entry.issuer, "GitHub");
	assert_string_equal(entry.account, "alice");
	assert_int_equal(entry.tag_count, 2);
	assert_string_equal(entry.tags[0], "work");
	assert_string_equal(entry.tags[1], "vpn");
	assert_int_equal(entry.period, 30);
}

static void
test_without_a_new_key_it_keeps_its_own(void **state)
{
	struct draft draft = sample();
	struct draft_verdict verdict;
	ENTRY was = {0};
	ENTRY entry = {0};
	ENTRY other = {0};
	struct err err;

	(void)state;
	assert_string_equal(draft_label(&draft, DRAFT_KEY), "Key or URI");
	assert_true(draft_entry(&draft, &was, &err));
	draft.was = &was;
	draft.text[DRAFT_KEY] = "";
	draft.text[DRAFT_ISSUER] = "GitLab";
	draft.text[DRAFT_NOTE] = "two\nlines";
	draft.text[DRAFT_TAGS] = "\"my team\" work";
	assert_string_equal(draft_label(&draft, DRAFT_KEY), "New key");
	draft_check(&draft, DRAFT_KEY, &verdict);
	assert_int_equal(verdict.state, DRAFT_EMPTY);
	assert_true(draft_entry(&draft, &entry, &err));
	assert_true(secret_equal(&entry.secret, &was.secret));
	assert_string_equal(entry.issuer, "GitLab");
	assert_string_equal(entry.note, "two\nlines");
	assert_int_equal(entry.tag_count, 2);
	assert_string_equal(entry.tags[0], "my team");
	draft.text[DRAFT_KEY] = "MFXG65DIMVZA";
	assert_true(draft_entry(&draft, &other, &err));
	assert_int_equal(other.secret.len, 7);
	assert_memory_equal(other.secret.bytes, "another", 7);
}

static void
test_a_counter_begins_anew_with_a_key(void **state)
{
	struct draft draft = sample();
	struct draft_verdict verdict;
	ENTRY was = {0};
	struct err err;

	(void)state;
	draft.text[DRAFT_TYPE] = "hotp";
	draft.text[DRAFT_MOVING] = "18446744073709551614";
	assert_true(draft_entry(&draft, &was, &err));
	assert_true(was.counter == ENTRY_COUNTER_MAX);
	draft.was = &was;
	draft_check(&draft, DRAFT_MOVING, &verdict);
	assert_string_equal(verdict.note, "begins anew with the key");
	draft.text[DRAFT_KEY] = "";
	draft_check(&draft, DRAFT_MOVING, &verdict);
	assert_string_equal(verdict.note, "the next to use");
}

static void
test_counter_and_steam_have_their_own_numbers(void **state)
{
	struct draft draft = sample();
	ENTRY hotp = {0};
	ENTRY steam = {0};
	struct draft_verdict verdict;
	struct err err;

	(void)state;
	draft.text[DRAFT_TYPE] = "hotp";
	draft.text[DRAFT_MOVING] = "9007199254740993";
	assert_string_equal(draft_label(&draft, DRAFT_MOVING), "Counter");
	assert_true(draft_entry(&draft, &hotp, &err));
	assert_true(hotp.counter == UINT64_C(9007199254740993));
	assert_false(draft_is_fixed(&draft));
	draft.text[DRAFT_TYPE] = "steam";
	draft.text[DRAFT_MOVING] = "not asked for";
	draft_check(&draft, DRAFT_MOVING, &verdict);
	assert_int_not_equal(verdict.state, DRAFT_BAD);
	assert_true(draft_is_fixed(&draft));
	draft.text[DRAFT_DIGITS] = "9";
	assert_true(draft_entry(&draft, &steam, &err));
	assert_int_equal(steam.digits, ENTRY_STEAM_DIGITS);
}

static void
test_what_is_wrong_is_named(void **state)
{
	static const struct {
		enum draft_field field;
		const char *text;
		const char *where;
	} rows[] = {
		{DRAFT_KEY, "", "key"},
		{DRAFT_KEY, "JBSW!", "key"},
		{DRAFT_DIGITS, "11", "digits"},
		{DRAFT_DIGITS, "", "digits"},
		{DRAFT_MOVING, "0", "period"},
		{DRAFT_MOVING, "86401", "period"},
		{DRAFT_TYPE, "totq", "type"},
		{DRAFT_ALGORITHM, "MD5", "algorithm"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct draft draft = sample();
		ENTRY entry = {0};
		struct err err = {0};

		draft.text[rows[i].field] = rows[i].text;
		assert_false(draft_entry(&draft, &entry, &err));
		assert_string_equal(err.where, rows[i].where);
	}
}

static void
test_a_name_is_needed(void **state)
{
	struct draft draft = sample();
	ENTRY entry = {0};
	struct err err;

	(void)state;
	draft.text[DRAFT_ISSUER] = "";
	draft.text[DRAFT_ACCOUNT] = "";
	assert_false(draft_entry(&draft, &entry, &err));
	draft.text[DRAFT_ACCOUNT] = "alice";
	assert_true(draft_entry(&draft, &entry, &err));
}

static enum draft_state
state_of(enum draft_field field, const char *text, char *note)
{
	struct draft draft = sample();
	struct draft_verdict verdict;

	draft.text[field] = text;
	draft_check(&draft, field, &verdict);
	memcpy(note, verdict.note, DRAFT_NOTE_SIZE);
	return verdict.state;
}

static void
test_each_field_is_judged_while_it_is_typed(void **state)
{
	char note[DRAFT_NOTE_SIZE];

	(void)state;
	assert_int_equal(state_of(DRAFT_KEY, "", note), DRAFT_EMPTY);
	assert_int_equal(state_of(DRAFT_KEY, "JBSWY3DPEHPK3PXP", note),
		DRAFT_FINE);
	assert_string_equal(note, "80 bits");
	assert_int_equal(state_of(DRAFT_KEY, "JBSW", note), DRAFT_ODD);
	assert_string_equal(note, "16 bits, is it whole?");
	assert_int_equal(state_of(DRAFT_KEY, "JBSW1", note), DRAFT_BAD);
	assert_non_null(strstr(note, "5"));
	assert_int_equal(state_of(DRAFT_KEY,
		"otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP", note),
		DRAFT_FINE);
	assert_int_equal(state_of(DRAFT_KEY, "otpauth://totp/A:b", note),
		DRAFT_BAD);
	assert_int_equal(state_of(DRAFT_DIGITS, "3", note), DRAFT_BAD);
	assert_int_equal(state_of(DRAFT_DIGITS, "8", note), DRAFT_EMPTY);
	assert_int_equal(state_of(DRAFT_MOVING, "x", note), DRAFT_BAD);
	assert_int_equal(state_of(DRAFT_ISSUER, "", note), DRAFT_EMPTY);
}

static void
test_words_go_round(void **state)
{
	(void)state;
	assert_string_equal(draft_cycle(DRAFT_TYPE, "totp", 1), "hotp");
	assert_string_equal(draft_cycle(DRAFT_TYPE, "totp", -1), "steam");
	assert_string_equal(draft_cycle(DRAFT_TYPE, "steam", 1), "totp");
	assert_string_equal(draft_cycle(DRAFT_ALGORITHM, "SHA1", 1),
		"SHA256");
	assert_null(draft_cycle(DRAFT_ISSUER, "x", 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_become_an_account),
		cmocka_unit_test(test_without_a_new_key_it_keeps_its_own),
		cmocka_unit_test(test_a_counter_begins_anew_with_a_key),
		cmocka_unit_test(test_counter_and_steam_have_their_own_numbers),
		cmocka_unit_test(test_what_is_wrong_is_named),
		cmocka_unit_test(test_a_name_is_needed),
		cmocka_unit_test(test_each_field_is_judged_while_it_is_typed),
		cmocka_unit_test(test_words_go_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
