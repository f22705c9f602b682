/* Writing a URI and reading it again changes no field, whatever it holds. */
#include <setjmp.h>
#include <stdarg.h>

#include "codec/json.h"
#include "core/otpauth.h"

#include <cmocka.h>

#define ROUNDS 20000
#define SEED UINT64_C(0x6f747020)

/* xorshift64: the same entries in every run. */
static uint64_t
draw(uint64_t *state, uint64_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state % below;
}

/* What the syntax gives a meaning, and what may be in a name. */
static const char *const pieces[] = {
	":", " ", "+", "%", "&", "=", "?", "#", "/", "%3A", "%20", "&amp;",
	"Steam", "steam", "Big Company", "alice@example.org", "a", "B", "7",
	"null", "issuer=", "secret=AA", "otpauth://", "\"", "'", "\\", ",",
	";", "\xC3\xA9", "\xE8\x8E\x8E", "\xF0\x9F\x98\x80",
	"\xC2\xA0", "\xE2\x80\xAE", "\xEF\xBB\xBF",
};

static void
random_name(uint64_t *state, char **out)
{
	BUF name = {0};
	struct err err = {0};
	uint64_t count = draw(state, 6);

	for (uint64_t i = 0; i < count; i++)
		buf_add_str(&name, pieces[draw(state, COUNT_OF(pieces))]);
	assert_true(str_replace(out, buf_text(&name), &err));
}

static void
random_entry(uint64_t *state, struct entry *entry)
{
	size_t len = (size_t)draw(state, draw(state, 10) == 0
		? ENTRY_SECRET_MAX : 40) + 1;
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	random_name(state, &entry->issuer);
	random_name(state, &entry->account);
	entry->algorithm = (enum entry_algorithm)draw(state, 3);
	entry->digits = ENTRY_DIGITS_MIN + (unsigned int)draw(state,
		ENTRY_DIGITS_MAX - ENTRY_DIGITS_MIN + 1);
	assert_true(secret_init(&entry->secret, len, &err));
	for (size_t i = 0; i < len; i++)
		entry->secret.bytes[i] = (uint8_t)draw(state, 256);
	entry_set_type(entry, (enum entry_type)draw(state, 3));
	if (entry->type == ENTRY_HOTP)
		entry->counter = draw(state, UINT64_MAX) >> draw(state, 64);
	if (entry->type == ENTRY_TOTP)
		entry->period = 1 + (unsigned int)draw(state,
			ENTRY_PERIOD_MAX);
}

typedef bool writer(const struct entry *entry, struct buf *out,
	struct err *err);

static void
expect_back(const struct entry *entry, writer *write_uri)
{
	char warning[OTPAUTH_WARNING_SIZE] = "";
	ENTRY back = {0};
	BUF uri = {0};
	struct err err = {0};

	if (!write_uri(entry, &uri, &err) ||
	    !otpauth_parse(buf_text(&uri), uri.len, &back, warning, &err))
		fail_msg("%s: %s: %s", buf_text(&uri), err.where, err.text);
	else if (!entry_is_duplicate(entry, &back) ||
	    back.algorithm != entry->algorithm ||
	    back.digits != entry->digits || back.period != entry->period ||
	    back.counter != entry->counter || warning[0] != '\0' ||
	    back.note[0] != '\0' || back.tag_count != 0)
		fail_msg("\"%s\" \"%s\" became \"%s\" \"%s\": %s",
			entry->issuer, entry->account, back.issuer,
			back.account, buf_text(&uri));
}

static void
expect_round_trip(const struct entry *entry)
{
	expect_back(entry, otpauth_write);
	expect_back(entry, otpauth_write_short);
}

static void
test_random_entries_come_back_unchanged(void **state)
{
	uint64_t seed = SEED;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		ENTRY entry = {0};

		random_entry(&seed, &entry);
		expect_round_trip(&entry);
	}
}

static void
test_hard_names_come_back_unchanged(void **state)
{
	static const struct {
		enum entry_type type;
		const char *issuer, *account;
	} rows[] = {
		{ENTRY_TOTP, "", ""}, {ENTRY_TOTP, "", "a:b"},
		{ENTRY_TOTP, "", ":a"}, {ENTRY_TOTP, "", " a"},
		{ENTRY_TOTP, "I", " a:b"}, {ENTRY_TOTP, "", "  :b"},
		{ENTRY_TOTP, " I ", "a "}, {ENTRY_TOTP, "A:B", "c:d"},
		{ENTRY_TOTP, "A&B", "c"}, {ENTRY_TOTP, "A+B", "c+d"},
		{ENTRY_TOTP, "Steam", "a"}, {ENTRY_TOTP, "STEAM", ""},
		{ENTRY_HOTP, "Steam", "a"}, {ENTRY_STEAM, "Steam", "a"},
		{ENTRY_STEAM, "", ""}, {ENTRY_STEAM, "Valve", "a:b"},
		{ENTRY_STEAM, "", " a:b"}, {ENTRY_TOTP, "null", "null"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ENTRY entry = {0};
		struct err err = {0};

		assert_true(entry_init(&entry, &err));
		entry_set_type(&entry, rows[i].type);
		assert_true(str_replace(&entry.issuer, rows[i].issuer, &err));
		assert_true(str_replace(&entry.account, rows[i].account,
			&err));
		assert_true(secret_set(&entry.secret, "x", 1, &err));
		expect_round_trip(&entry);
	}
}

static void
test_the_longest_entry_comes_back_unchanged(void **state)
{
	char name[ENTRY_NAME_MAX + 1];
	ENTRY entry = {0};
	struct err err = {0};

	(void)state;
	memset(name, ' ', sizeof(name));
	name[ENTRY_NAME_MAX] = '\0';
	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.issuer, name, &err));
	assert_true(str_replace(&entry.account, name, &err));
	assert_true(secret_init(&entry.secret, ENTRY_SECRET_MAX, &err));
	expect_round_trip(&entry);
}

static void
expect_uri(enum entry_type type, const char *issuer, const char *account,
	writer *write_uri, const char *wanted)
{
	ENTRY entry = {0};
	BUF uri = {0};
	struct err err = {0};

	assert_true(entry_init(&entry, &err));
	entry_set_type(&entry, type);
	entry.counter = 7;
	assert_true(str_replace(&entry.issuer, issuer, &err));
	assert_true(str_replace(&entry.account, account, &err));
	assert_true(secret_set(&entry.secret, "foobar", 6, &err));
	assert_true(write_uri(&entry, &uri, &err));
	assert_string_equal(buf_text(&uri), wanted);
}

static void
test_uris_are_written_as_other_programs_read_them(void **state)
{
	(void)state;
	expect_uri(ENTRY_TOTP, "ACME Co", "john@x.org", otpauth_write,
		"otpauth://totp/ACME%20Co:john%40x.org?secret=MZXW6YTBOI"
		"&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30");
	expect_uri(ENTRY_HOTP, "", "john", otpauth_write,
		"otpauth://hotp/john?secret=MZXW6YTBOI"
		"&algorithm=SHA1&digits=6&counter=7");
	expect_uri(ENTRY_STEAM, "Steam", "john", otpauth_write,
		"otpauth://totp/Steam:john?secret=MZXW6YTBOI"
		"&issuer=Steam&digits=5&encoder=steam");
}

static void
test_short_uris_leave_the_defaults_out(void **state)
{
	(void)state;
	expect_uri(ENTRY_TOTP, "ACME Co", "john@x.org", otpauth_write_short,
		"otpauth://totp/ACME%20Co:john%40x.org?secret=MZXW6YTBOI"
		"&issuer=ACME%20Co");
	expect_uri(ENTRY_HOTP, "", "john", otpauth_write_short,
		"otpauth://hotp/john?secret=MZXW6YTBOI&counter=7");
	expect_uri(ENTRY_STEAM, "Steam", "john", otpauth_write_short,
		"otpauth://totp/Steam:john?secret=MZXW6YTBOI"
		"&issuer=Steam&digits=5&encoder=steam");
}

static void
test_a_broken_entry_has_no_uri(void **state)
{
	ENTRY entry = {0};
	BUF uri = {0};
	struct err err = {0};

	(void)state;
	assert_true(entry_init(&entry, &err));
	entry.reason = str_dup("odd", &err);
	assert_false(otpauth_write(&entry, &uri, &err));
	assert_string_equal(err.text, "cannot be used: odd");
	assert_int_equal(uri.len, 0);
}

static int
start(void **state)
{
	(void)state;
	json_start();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_entries_come_back_unchanged),
		cmocka_unit_test(test_hard_names_come_back_unchanged),
		cmocka_unit_test(test_the_longest_entry_comes_back_unchanged),
		cmocka_unit_test(
			test_uris_are_written_as_other_programs_read_them),
		cmocka_unit_test(test_short_uris_leave_the_defaults_out),
		cmocka_unit_test(test_a_broken_entry_has_no_uri),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
