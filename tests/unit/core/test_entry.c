#include <setjmp.h>
#include <stdarg.h>

#include "core/entry.h"

#include <cmocka.h>

static void
make(struct entry *entry)
{
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	assert_true(str_replace(&entry->issuer, "Example", &err));
	assert_true(str_replace(&entry->account, "alice", &err));
	assert_true(secret_set(&entry->secret, "12345", 5, &err));
}

static void
expect_line(const struct err *err, const char *wanted)
{
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

	assert_int_equal(err->kind, ERR_FORMAT);
	err_format(err, line, sizeof(line));
	assert_string_equal(line, wanted);
}

static void
expect_refused(const struct entry *entry, const char *wanted)
{
	struct err err = {0};

	assert_false(entry_check(entry, &err));
	expect_line(&err, wanted);
}

static void
test_starts_with_the_usual_parameters(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	assert_true(entry_init(&entry, &err));
	assert_int_equal(entry.type, ENTRY_TOTP);
	assert_int_equal(entry.algorithm, ENTRY_SHA1);
	assert_int_equal(entry.digits, 6);
	assert_int_equal(entry.period, 30);
	assert_string_equal(entry.issuer, "");
	assert_string_equal(entry.account, "");
	assert_string_equal(entry.note, "");
}

static void
test_check_names_field_wanted_and_found(void **state)
{
	ENTRY entry = {0};
	char long_name[ENTRY_NAME_MAX + 2];
	struct err err = {0};

	(void)state;
	make(&entry);
	assert_true(entry_check(&entry, &err));
	entry.digits = 60;
	expect_refused(&entry, "digits: must be 4 to 10, is 60");
	entry.digits = 10;
	entry.period = 86401;
	expect_refused(&entry, "period: must be 1 to 86400, is 86401");
	entry.period = 1;
	memset(long_name, 'x', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	assert_true(str_replace(&entry.issuer, long_name, &err));
	expect_refused(&entry, "issuer: must be at most 1024 bytes, is 1025");
	assert_true(str_replace(&entry.issuer, "a\nb", &err));
	expect_refused(&entry,
		"issuer: must not have control characters, has U+000A");
	assert_true(str_replace(&entry.issuer, "", &err));
	assert_true(str_replace(&entry.account, "a\xff", &err));
	expect_refused(&entry, "account: must be UTF-8, is not");
	assert_true(str_replace(&entry.account, "", &err));
	assert_true(str_replace(&entry.note, "two\nlines\tand", &err));
	assert_true(entry_check(&entry, &err));
	assert_true(str_replace(&entry.note, "\x1b[2J", &err));
	expect_refused(&entry,
		"note: must not have control characters, has U+001B");
	assert_true(str_replace(&entry.note, "", &err));
	secret_wipe(&entry.secret);
	expect_refused(&entry, "secret: must be 1 to 1024 bytes, is 0");
}

static void
test_hotp_needs_no_period(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	entry.period = 0;
	entry.type = ENTRY_HOTP;
	assert_true(entry_check(&entry, &err));
}

static void
test_steam_has_fixed_parameters(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	entry.digits = 8;
	entry.algorithm = ENTRY_SHA256;
	entry.type = ENTRY_STEAM;
	expect_refused(&entry, "algorithm: must be SHA1 for Steam, is SHA256");
	entry.algorithm = ENTRY_SHA1;
	expect_refused(&entry, "digits: must be 5 for Steam, is 8");
	entry_set_type(&entry, ENTRY_STEAM);
	assert_true(entry_check(&entry, &err));
}

static void
test_check_names_the_item_of_a_list(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	assert_true(entry_add_tag(&entry, "fine", &err));
	assert_true(entry_add_tag(&entry, "bad\r", &err));
	expect_refused(&entry,
		"tags[1]: must not have control characters, has U+000D");
	str_free(&entry.tags[1]);
	entry.tag_count = 1;
	for (unsigned int i = 0; i <= ENTRY_RECOVERY_MAX; i++)
		assert_true(entry_add_recovery(&entry, "x", 0, &err));
	expect_refused(&entry, "recovery: must be 0 to 128, is 129");
}

static void
test_tags_are_kept_once_whatever_their_case(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	assert_true(entry_add_tag(&entry, "B\xC3\xBCro", &err));
	assert_true(entry_add_tag(&entry, "B\xC3\x9CRO", &err));
	assert_true(entry_add_tag(&entry, "work", &err));
	assert_int_equal(entry.tag_count, 2);
	assert_string_equal(entry.tags[0], "B\xC3\xBCro");
	assert_true(entry_has_tag(&entry, "WORK"));
	assert_false(entry_has_tag(&entry, "wor"));
}

static void
test_recovery_codes_left_are_the_unused_ones(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	assert_true(entry_add_recovery(&entry, "one", 0, &err));
	assert_true(entry_add_recovery(&entry, "two", 1700000000, &err));
	assert_true(entry_add_recovery(&entry, "three", 0, &err));
	assert_int_equal(entry_recovery_left(&entry), 2);
}

static void
test_copies_share_nothing(void **state)
{
	ENTRY entry = {0}, copy = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	memcpy(entry.id, "0b5c6d0e-1111-4222-8333-444455556666", ENTRY_ID_SIZE);
	entry.counter = UINT64_MAX;
	entry.trashed = 5;
	assert_true(entry_add_tag(&entry, "t", &err));
	assert_true(entry_add_recovery(&entry, "r", 7, &err));
	entry.extra = str_dup("{}", &err);
	assert_true(entry_copy(&entry, &copy, &err));
	assert_true(entry_is_duplicate(&entry, &copy));
	assert_string_equal(copy.id, entry.id);
	assert_true(copy.counter == UINT64_MAX);
	assert_int_equal(copy.trashed, 5);
	assert_string_equal(copy.tags[0], "t");
	assert_ptr_not_equal(copy.tags[0], entry.tags[0]);
	assert_string_equal(copy.recovery[0].code, "r");
	assert_int_equal(copy.recovery[0].used, 7);
	assert_string_equal(copy.extra, "{}");
	assert_null(copy.raw.bytes);
	entry.secret.bytes[0] = 'x';
	assert_false(entry_is_duplicate(&entry, &copy));
}

static void
test_duplicates_have_all_four_alike(void **state)
{
	ENTRY a = {0}, b = {0};
	struct err err = {0};

	(void)state;
	make(&a);
	make(&b);
	b.digits = 8;
	assert_true(entry_is_duplicate(&a, &b));
	assert_true(str_replace(&b.account, "Alice", &err));
	assert_false(entry_is_duplicate(&a, &b));
	assert_true(str_replace(&b.account, "alice", &err));
	b.type = ENTRY_HOTP;
	assert_false(entry_is_duplicate(&a, &b));
}

static void
test_algorithm_spellings(void **state)
{
	static const struct {
		const char *text;
		enum entry_algorithm algorithm;
	} rows[] = {
		{"SHA1", ENTRY_SHA1}, {"sha1", ENTRY_SHA1},
		{"SHA-1", ENTRY_SHA1}, {"sha_256", ENTRY_SHA256},
		{"HmacSHA512", ENTRY_SHA512}, {"HMAC-SHA-256", ENTRY_SHA256},
		{"Algorithm.sha1", ENTRY_SHA1}, {"", ENTRY_SHA1},
		{"Algorithm.HmacSHA512", ENTRY_SHA512}, {"null", ENTRY_SHA1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum entry_algorithm got = ENTRY_SHA1;
		struct err err = {0};

		assert_true(entry_algorithm_parse(rows[i].text, &got, &err));
		assert_int_equal(got, rows[i].algorithm);
	}
}

static void
test_unknown_words_list_the_known_ones(void **state)
{
	enum entry_algorithm algorithm;
	enum entry_type type;
	struct err err = {0};

	(void)state;
	assert_false(entry_algorithm_parse("SHA128", &algorithm, &err));
	expect_line(&err, "must be SHA1, SHA256 or SHA512, is SHA128");
	assert_false(entry_algorithm_parse("MD5", &algorithm, &err));
	expect_line(&err, "must be SHA1, SHA256 or SHA512, is MD5");
	assert_false(entry_type_parse("xotp", &type, &err));
	expect_line(&err, "must be totp, hotp or steam, is xotp");
	assert_false(entry_type_parse("", &type, &err));
	expect_line(&err, "must be totp, hotp or steam, is empty");
	assert_true(entry_type_parse("HOTP", &type, &err));
	assert_int_equal(type, ENTRY_HOTP);
}

static void
test_titles(void **state)
{
	ENTRY entry = {0};
	BUF out = {0};
	struct err err = {0};

	(void)state;
	make(&entry);
	entry_title(&entry, &out);
	buf_add_byte(&out, '|');
	assert_true(str_replace(&entry.issuer, "", &err));
	entry_title(&entry, &out);
	buf_add_byte(&out, '|');
	assert_true(str_replace(&entry.issuer, "Example", &err));
	str_free(&entry.account); /* as in a broken entry */
	entry_title(&entry, &out);
	assert_string_equal(buf_text(&out), "Example:alice|alice|Example");
}

static void
test_names_from_outside_are_cleaned(void **state)
{
	BUF out = {0};

	(void)state;
	entry_clean_name("a\nb\0c\x7f", 6, &out);
	assert_string_equal(buf_text(&out), "a b c ");
	buf_clear(&out);
	entry_clean_name("Z\xFCrich", 6, &out);
	assert_string_equal(buf_text(&out), "Z\xC3\xBCrich");
	buf_clear(&out);
	entry_clean_name("Z\xC3\xBCrich", 7, &out);
	assert_string_equal(buf_text(&out), "Z\xC3\xBCrich");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_with_the_usual_parameters),
		cmocka_unit_test(test_check_names_field_wanted_and_found),
		cmocka_unit_test(test_hotp_needs_no_period),
		cmocka_unit_test(test_steam_has_fixed_parameters),
		cmocka_unit_test(test_check_names_the_item_of_a_list),
		cmocka_unit_test(test_tags_are_kept_once_whatever_their_case),
		cmocka_unit_test(test_recovery_codes_left_are_the_unused_ones),
		cmocka_unit_test(test_copies_share_nothing),
		cmocka_unit_test(test_duplicates_have_all_four_alike),
		cmocka_unit_test(test_algorithm_spellings),
		cmocka_unit_test(test_unknown_words_list_the_known_ones),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_names_from_outside_are_cleaned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
