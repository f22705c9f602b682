#include <setjmp.h>
#include <stdarg.h>

#include "core/entries.h"

#include <cmocka.h>

static const struct row {
	const char *id, *issuer, *account, *note;
	bool trashed;
} rows[] = {
	{"aaaa1111-0000-4000-8000-000000000001", "GitHub", "alice", "", false},
	{"aaaa2222-0000-4000-8000-000000000002", "GitHub", "bob@example.org",
		"spare phone", false},
	{"bbbb3333-0000-4000-8000-000000000003", "Git", "carol", "", false},
	{"cccc4444-0000-4000-8000-000000000004",
		"\xC3\x89" "cole Z\xC3\xBCrich", "dora", "", false},
	{"dddd5555-0000-4000-8000-000000000005", "Big Company",
		"a:b", "", false},
	{"eeee6666-0000-4000-8000-000000000006", "", "solo", "", false},
	{"ffff7777-0000-4000-8000-000000000007", "GitHub", "gone", "", true},
	{"0000abcd-0000-4000-8000-000000000008", "Colon:Corp", "eve", "",
		false},
	{"0000bcde-0000-4000-8000-000000000009", "aaaa", "frank", "", false},
};

static void
fill(struct entries *entries)
{
	struct err err = {0};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ENTRY entry = {0};

		assert_true(entry_init(&entry, &err));
		memcpy(entry.id, rows[i].id, ENTRY_ID_SIZE);
		assert_true(str_replace(&entry.issuer, rows[i].issuer, &err));
		assert_true(str_replace(&entry.account, rows[i].account, &err));
		assert_true(str_replace(&entry.note, rows[i].note, &err));
		assert_true(secret_set(&entry.secret, &i, sizeof(i), &err));
		entry.trashed = rows[i].trashed ? 1700000000 : 0;
		assert_true(entries_add(entries, &entry, &err));
		assert_null(entry.issuer);
	}
}

/* Accounts of a selection, joined by blanks. */
static void
expect_accounts(const struct selection *got, const char *wanted)
{
	BUF names = {0};

	for (size_t i = 0; i < got->len; i++) {
		if (i > 0)
			buf_add_byte(&names, ' ');
		buf_add_str(&names, got->items[i]->account);
	}
	assert_string_equal(buf_text(&names), wanted);
}

static void
test_selectors_decide_at_the_first_level_that_matches(void **state)
{
	static const struct {
		const char *selector;
		enum err_kind kind;
		const char *accounts;
	} cases[] = {
		/* id, and a unique prefix of it */
		{"bbbb3333-0000-4000-8000-000000000003", ERR_NONE, "carol"},
		{"BBBB3333-0000", ERR_NONE, "carol"},
		{"eeee", ERR_NONE, "solo"},
		/* too short for an id */
		{"eee", ERR_NO_MATCH, ""},
		/* the prefix of two ids is no match, but an issuer is */
		{"aaaa", ERR_NONE, "frank"},
		/* ... and with nothing better the ids are the candidates */
		{"0000", ERR_AMBIGUOUS, "eve frank"},
		/* issuer and account */
		{"GitHub:alice", ERR_NONE, "alice"},
		{"github:ALICE", ERR_NONE, "alice"},
		{"Big Company:a:b", ERR_NONE, "a:b"},
		{"Colon:Corp:eve", ERR_NONE, "eve"},
		{":solo", ERR_NONE, "solo"},
		/* exactly one of both, before a word that begins so */
		{"git", ERR_NONE, "carol"},
		{"GITHUB", ERR_AMBIGUOUS, "alice bob@example.org"},
		{"Solo", ERR_NONE, "solo"},
		/* beginning of a word */
		{"gith", ERR_AMBIGUOUS, "alice bob@example.org"},
		{"example", ERR_NONE, "bob@example.org"},
		{"comp", ERR_NONE, "a:b"},
		{"company", ERR_NONE, "a:b"},
		{"\xC3\x89" "COLE", ERR_NONE, "dora"},
		{"Z\xC3\x9C", ERR_NONE, "dora"},
		{"big c", ERR_NONE, "a:b"},
		/* substring */
		{"hub", ERR_AMBIGUOUS, "alice bob@example.org"},
		{"rich", ERR_NONE, "dora"},
		{"@", ERR_NONE, "bob@example.org"},
		/* nothing */
		{"gone", ERR_NO_MATCH, ""}, {"nobody", ERR_NO_MATCH, ""},
		{"", ERR_NO_MATCH, ""}, {"git:hub", ERR_NO_MATCH, ""},
	};
	ENTRIES entries = {0};

	(void)state;
	fill(&entries);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		SELECTION got = {0};
		struct err err = {0};
		bool one = entries_select(&entries, cases[i].selector,
			SCOPE_LIVE, &got, &err);

		if (one != (cases[i].kind == ERR_NONE) ||
		    err.kind != cases[i].kind)
			fail_msg("\"%s\": %s", cases[i].selector, err.text);
		expect_accounts(&got, cases[i].accounts);
	}
}

/* "I" is the capital of either letter, and so is "İ". */
static void
test_the_turkish_letters_i_are_one(void **state)
{
	static const char istanbul[] = "\xC4\xB0stanbul";
	static const char isik[] = "\xC4\xB1\xC5\x9F\xC4\xB1k";
	static const char *const selectors[] = {
		"istanbul", "ISTANBUL", istanbul, "i\xCC\x87stanbul",
		"\xC4\xB1stanbul", isik, "I\xC5\x9EIK", "i\xC5\x9F",
		"\xC4\xB0STANBUL:I\xC5\x9E\xC4\xB0K",
	};
	ENTRIES entries = {0};
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.issuer, istanbul, &err));
	assert_true(str_replace(&entry.account, isik, &err));
	assert_true(secret_set(&entry.secret, "k", 1, &err));
	assert_true(entries_add(&entries, &entry, &err));
	for (size_t i = 0; i < COUNT_OF(selectors); i++) {
		SELECTION one = {0}, listed = {0};

		if (!entries_select(&entries, selectors[i], SCOPE_LIVE, &one,
			    &err))
			fail_msg("\"%s\": %s", selectors[i], err.text);
		expect_accounts(&one, isik);
		assert_true(entries_filter(&entries, selectors[i], NULL,
			SCOPE_LIVE, &listed, &err));
		expect_accounts(&listed, isik);
	}
}

static void
test_selector_errors_say_what_was_typed(void **state)
{
	ENTRIES entries = {0};
	SELECTION none = {0}, many = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	assert_false(entries_select(&entries, "nobody", SCOPE_LIVE, &none,
		&err));
	assert_string_equal(err.text, "no account matches \"nobody\"");
	assert_false(entries_select(&entries, "github", SCOPE_LIVE, &many,
		&err));
	assert_string_equal(err.text, "\"github\" matches 2 accounts");
}

static void
test_scopes_keep_the_trash_apart(void **state)
{
	ENTRIES entries = {0};
	SELECTION trash = {0}, all = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	assert_true(entries_select(&entries, "github", SCOPE_TRASH, &trash,
		&err));
	expect_accounts(&trash, "gone");
	assert_false(entries_select(&entries, "github", SCOPE_ALL, &all,
		&err));
	assert_int_equal(all.len, 3);
}

static void
test_filter_finds_every_word_in_any_field(void **state)
{
	static const struct {
		const char *pattern, *tag, *accounts;
	} cases[] = {
		{NULL, NULL, "solo frank a:b eve dora carol alice "
			"bob@example.org"},
		{"", NULL, "solo frank a:b eve dora carol alice "
			"bob@example.org"},
		{"git", NULL, "carol alice bob@example.org"},
		{"SPARE git", NULL, "bob@example.org"},
		{"  hub \t ali ", NULL, "alice"},
		{"ecole zurich", NULL, "dora"},
		{"github:alice", NULL, "alice"},
		{"Big Company:a", NULL, "a:b"},
		{"aliceb", NULL, ""},
		{NULL, "work", "carol alice"},
		{"hub", "WORK", "alice"},
		{"work", NULL, "carol alice"},
	};
	ENTRIES entries = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	assert_true(entry_add_tag(entries.items[0], "Work", &err));
	assert_true(entry_add_tag(entries.items[2], "work", &err));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		SELECTION got = {0};

		assert_true(entries_filter(&entries, cases[i].pattern,
			cases[i].tag, SCOPE_LIVE, &got, &err));
		expect_accounts(&got, cases[i].accounts);
	}
}

static void
test_ids_and_removal(void **state)
{
	ENTRIES entries = {0};

	(void)state;
	fill(&entries);
	assert_ptr_equal(entries_by_id(&entries, rows[2].id),
		entries.items[2]);
	assert_null(entries_by_id(&entries, "bbbb3333"));
	entries_remove(&entries, 2);
	assert_int_equal(entries.len, COUNT_OF(rows) - 1);
	assert_null(entries_by_id(&entries, rows[2].id));
	assert_string_equal(entries.items[2]->account, "dora");
	entries_remove(&entries, entries.len - 1);
	assert_string_equal(entries.items[entries.len - 1]->account, "eve");
}

static void
test_duplicates_are_live_ones(void **state)
{
	ENTRIES entries = {0};
	ENTRY twin = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	assert_true(entry_copy(entries.items[0], &twin, &err));
	assert_ptr_equal(entries_duplicate(&entries, &twin),
		entries.items[0]);
	entries.items[0]->trashed = 1;
	assert_null(entries_duplicate(&entries, &twin));
}

static void
test_broken_entries_are_found_by_name(void **state)
{
	ENTRIES entries = {0};
	ENTRY broken = {0};
	SELECTION got = {0}, all = {0};
	struct err err = {0};

	(void)state;
	fill(&entries);
	broken.account = str_dup("broken one", &err);
	broken.reason = str_dup("secret: is missing", &err);
	assert_true(entries_add(&entries, &broken, &err));
	assert_true(entries_select(&entries, "broken", SCOPE_LIVE, &got,
		&err));
	expect_accounts(&got, "broken one");
	assert_true(entries_filter(&entries, "ken", NULL, SCOPE_LIVE, &all,
		&err));
	expect_accounts(&all, "broken one");
}

static void
add_named(struct entries *entries, const char *issuer, const char *account,
	const char *reason)
{
	ENTRY entry = {0};
	struct err err = {0};

	assert_true(entry_init(&entry, &err));
	snprintf(entry.id, sizeof(entry.id), "%08zx", entries->len);
	assert_true(str_replace(&entry.issuer, issuer, &err));
	assert_true(str_replace(&entry.account, account, &err));
	assert_true(reason == NULL ||
		str_replace(&entry.reason, reason, &err));
	assert_true(entries_add(entries, &entry, &err));
}

static void
test_the_order_is_a_readers(void **state)
{
	/* "École" and a Chinese character among them */
	static const char *const sorted[] = {"", "alpha", "Beta", ("\xC3\x89"
		"cole"), "edge", "Zulu", "\xE4\xB8\xAD"};
	ENTRIES entries = {0};
	SELECTION got = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sorted); i++)
		add_named(&entries, sorted[(i * 3 + 2) % COUNT_OF(sorted)],
			"me", NULL);
	assert_true(entries_filter(&entries, NULL, NULL, SCOPE_LIVE, &got,
		&err));
	assert_int_equal(got.len, COUNT_OF(sorted));
	for (size_t i = 0; i < COUNT_OF(sorted); i++)
		assert_string_equal(got.items[i]->issuer, sorted[i]);
}

static void
test_a_broken_entry_is_not_in_the_way_of_a_good_one(void **state)
{
	static const char *const typed[] = {"GitHub:alice", "github:ALICE",
		"alice", "ali", "lic"};
	ENTRIES entries = {0};
	struct err err = {0};

	(void)state;
	add_named(&entries, "GITHUB", "Alice", "is broken");
	add_named(&entries, "GitHub", "alice", NULL);
	add_named(&entries, "GitHub", "alice", "is broken");
	add_named(&entries, "GitHub", "bob", "is broken");
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		SELECTION got = {0};

		assert_true(entries_select(&entries, typed[i], SCOPE_LIVE,
			&got, &err));
		assert_int_equal(got.len, 1);
		assert_ptr_equal(got.items[0], entries.items[1]);
	}
	for (size_t i = 0; i < entries.len; i++) {
		SELECTION got = {0};

		assert_true(entries_select(&entries, entries.items[i]->id,
			SCOPE_LIVE, &got, &err));
		assert_ptr_equal(got.items[0], entries.items[i]);
	}
}

/* It may be the one that was meant. */
static void
test_a_broken_entry_of_another_name_is_a_candidate(void **state)
{
	ENTRIES entries = {0};
	SELECTION got = {0}, only = {0}, two = {0};
	struct err err = {0};

	(void)state;
	add_named(&entries, "GitHub", "alice", NULL);
	add_named(&entries, "GitHub", "bob", "is broken");
	add_named(&entries, "GitHub", "carol", "is broken");
	add_named(&entries, "GitHub", "carol", "is broken");
	assert_false(entries_select(&entries, "github", SCOPE_LIVE, &got,
		&err));
	assert_int_equal(err.kind, ERR_AMBIGUOUS);
	assert_int_equal(got.len, 4);
	assert_true(entries_select(&entries, "bob", SCOPE_LIVE, &only, &err));
	assert_ptr_equal(only.items[0], entries.items[1]);
	assert_false(entries_select(&entries, "carol", SCOPE_LIVE, &two,
		&err));
	assert_int_equal(two.len, 2);
}

static void
test_ten_thousand_sort_as_one_pair_would(void **state)
{
	ENTRIES entries = {0};
	SELECTION got = {0};
	struct err err = {0};

	(void)state;
	for (unsigned int i = 0; i < 10000; i++) {
		ENTRY entry = {0};

		assert_true(entry_init(&entry, &err));
		str_free(&entry.issuer);
		entry.issuer = str_format(&err, "I%05u", i * 7919 % 10000);
		assert_non_null(entry.issuer);
		assert_true(entries_add(&entries, &entry, &err));
	}
	assert_true(entries_filter(&entries, NULL, NULL, SCOPE_ALL, &got,
		&err));
	assert_int_equal(got.len, 10000);
	for (size_t i = 1; i < got.len; i++)
		assert_true(strcmp(got.items[i - 1]->issuer,
			got.items[i]->issuer) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_selectors_decide_at_the_first_level_that_matches),
		cmocka_unit_test(test_the_turkish_letters_i_are_one),
		cmocka_unit_test(test_selector_errors_say_what_was_typed),
		cmocka_unit_test(test_scopes_keep_the_trash_apart),
		cmocka_unit_test(test_filter_finds_every_word_in_any_field),
		cmocka_unit_test(test_ids_and_removal),
		cmocka_unit_test(test_duplicates_are_live_ones),
		cmocka_unit_test(test_broken_entries_are_found_by_name),
		cmocka_unit_test(test_the_order_is_a_readers),
		cmocka_unit_test(
			test_a_broken_entry_is_not_in_the_way_of_a_good_one),
		cmocka_unit_test(
			test_a_broken_entry_of_another_name_is_a_candidate),
		cmocka_unit_test(test_ten_thousand_sort_as_one_pair_would),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
