#include <setjmp.h>
#include <stdarg.h>

#include "core/code.h"

#include <cmocka.h>

/* The key of RFC 4226, and of RFC 6238 with its errata: as long as the digest
 * of each hash. */
static const char digits_key[] = "12345678901234567890123456789012"
	"34567890123456789012345678901234";
static const size_t key_sizes[] = {
	[ENTRY_SHA1] = 20, [ENTRY_SHA256] = 32, [ENTRY_SHA512] = 64,
};

static void
make(struct entry *entry, enum entry_type type, enum entry_algorithm algorithm,
	unsigned int digits)
{
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	entry_set_type(entry, type);
	entry->algorithm = algorithm;
	entry->digits = digits;
	assert_true(secret_set(&entry->secret, digits_key,
		key_sizes[algorithm], &err));
}

static void
expect_code(const struct entry *entry, int64_t now, unsigned int steps,
	const char *wanted)
{
	struct code code;
	struct err err = {0};

	if (!code_at(entry, now, steps, &code, &err))
		fail_msg("%s: %s", err.where, err.text);
	assert_string_equal(code.text, wanted);
}

static void
test_hotp_agrees_with_rfc_4226_appendix_d(void **state)
{
	static const char *const codes[] = {"755224", "287082", "359152",
		"969429", "338314", "254676", "287922", "162583", "399871",
		"520489"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		ENTRY entry = {0};

		make(&entry, ENTRY_HOTP, ENTRY_SHA1, 6);
		entry.counter = i;
		expect_code(&entry, 0, 0, codes[i]);
		entry.counter = 0;
		expect_code(&entry, 0, (unsigned int)i, codes[i]);
	}
}

static void
test_totp_agrees_with_rfc_6238_appendix_b(void **state)
{
	static const struct {
		int64_t at;
		const char *codes[3];
	} rows[] = {
		{59, {"94287082", "46119246", "90693936"}},
		{1111111109, {"07081804", "68084774", "25091201"}},
		{1111111111, {"14050471", "67062674", "99943326"}},
		{1234567890, {"89005924", "91819424", "93441116"}},
		{2000000000, {"69279037", "90698825", "38618901"}},
		{20000000000, {"65353130", "77737706", "47863826"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (int a = ENTRY_SHA1; a <= ENTRY_SHA512; a++) {
			ENTRY entry = {0};

			make(&entry, ENTRY_TOTP, (enum entry_algorithm)a, 8);
			expect_code(&entry, rows[i].at, 0, rows[i].codes[a]);
			/* the same code, one period after an earlier time */
			expect_code(&entry, rows[i].at - 30, 1,
				rows[i].codes[a]);
		}
	}
}

/* Published by KeePassXC's and Proton's own tests. */
static void
test_steam_agrees_with_other_programs(void **state)
{
	static const struct {
		const char *secret;
		size_t len;
		int64_t at;
		const char *code;
	} rows[] = {
		{"\xf6\xc2\x41\xd8\x50\xca\xa7\x0b\x3c\x92"
			"\x04\x50\x48\xaf\xa3\x9c\xe0\x51\x26\x6a", 20,
			1511200518, "FR8RV"},
		{"\x94\xc8\x06\x28\x98", 5, 1742298317, "VKFDN"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ENTRY entry = {0};
		struct err err = {0};

		assert_true(entry_init(&entry, &err));
		entry_set_type(&entry, ENTRY_STEAM);
		assert_true(secret_set(&entry.secret, rows[i].secret,
			rows[i].len, &err));
		expect_code(&entry, rows[i].at, 0, rows[i].code);
	}
}

static void
test_validity_spans_one_period(void **state)
{
	static const struct {
		int64_t now;
		unsigned int period, steps;
		int64_t from, until;
	} rows[] = {
		{0, 30, 0, 0, 30}, {29, 30, 0, 0, 30}, {30, 30, 0, 30, 60},
		{59, 30, 1, 60, 90}, {100, 1, 0, 100, 101},
		{86399, 86400, 0, 0, 86400}, {20000000000, 45, 0,
			19999999980, 20000000025},
		{INT64_MAX, 86400, 0, INT64_MAX - INT64_MAX % 86400,
			INT64_MAX},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ENTRY entry = {0};
		struct code code;
		struct err err = {0};

		make(&entry, ENTRY_TOTP, ENTRY_SHA1, 6);
		entry.period = rows[i].period;
		assert_true(code_at(&entry, rows[i].now, rows[i].steps, &code,
			&err));
		assert_int_equal(code.valid_from, rows[i].from);
		assert_int_equal(code.valid_until, rows[i].until);
	}
}

static void
test_hotp_has_no_validity_and_is_not_advanced(void **state)
{
	ENTRY entry = {0};
	struct code code;
	struct err err = {0};

	(void)state;
	make(&entry, ENTRY_HOTP, ENTRY_SHA1, 6);
	entry.counter = 9;
	assert_true(code_at(&entry, 1000, 0, &code, &err));
	assert_int_equal(code.valid_from, 0);
	assert_int_equal(code.valid_until, 0);
	assert_int_equal(entry.counter, 9);
}

static void
expect_error(const struct entry *entry, int64_t now, unsigned int steps,
	const char *wanted)
{
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];
	struct code code;
	struct err err = {0};

	assert_false(code_at(entry, now, steps, &code, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	err_format(&err, line, sizeof(line));
	assert_string_equal(line, wanted);
}

static void
test_what_cannot_make_a_code_is_named(void **state)
{
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	make(&entry, ENTRY_TOTP, ENTRY_SHA1, 6);
	expect_error(&entry, -1, 0,
		"the time must not be before 1970, is -1 s");
	entry.period = 0;
	expect_error(&entry, 0, 0, "period: must be 1 to 86400, is 0");
	entry.period = 30;
	entry.digits = 11;
	expect_error(&entry, 0, 0, "digits: must be 4 to 10, is 11");
	entry.digits = 6;
	entry.type = ENTRY_HOTP;
	entry.counter = UINT64_MAX;
	expect_error(&entry, 0, 1, "counter: is used up");
	secret_wipe(&entry.secret);
	expect_error(&entry, 0, 0, "secret: must be 1 to 1024 bytes, is 0");
	entry.reason = str_dup("line 3: is odd", &err);
	expect_error(&entry, 0, 0, "cannot be used: line 3: is odd");
}

static void
test_groups_for_reading(void **state)
{
	static const struct {
		const char *code, *grouped;
	} rows[] = {
		{"1234", "1234"}, {"12345", "12345"}, {"123456", "123 456"},
		{"1234567", "123 4567"}, {"12345678", "1234 5678"},
		{"123456789", "123 456 789"}, {"1234567890", "12345 67890"},
		{"FR8RV", "FR8RV"}, {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[CODE_GROUPED_SIZE];

		code_group(rows[i].code, out);
		assert_string_equal(out, rows[i].grouped);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hotp_agrees_with_rfc_4226_appendix_d),
		cmocka_unit_test(test_totp_agrees_with_rfc_6238_appendix_b),
		cmocka_unit_test(test_steam_agrees_with_other_programs),
		cmocka_unit_test(test_validity_spans_one_period),
		cmocka_unit_test(
			test_hotp_has_no_validity_and_is_not_advanced),
		cmocka_unit_test(test_what_cannot_make_a_code_is_named),
		cmocka_unit_test(test_groups_for_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
