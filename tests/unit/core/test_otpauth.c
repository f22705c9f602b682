/* URIs as real programs write them, and what is wrong with bad ones. */
#include <setjmp.h>
#include <stdarg.h>

#include "codec/base32.h"
#include "codec/json.h"
#include "core/otpauth.h"

#include <cmocka.h>

#define KEY "JBSWY3DPEHPK3PXP"
#define USUAL .counter = 0 /* the rest is the default, too */

struct row {
	const char *uri;
	const char *type, *issuer, *account, *secret;
	enum entry_algorithm algorithm; /* SHA1 is 0 */
	unsigned int digits;            /* 0: the default, as of period */
	uint64_t period, counter;
};

static void
parse(const char *uri, struct entry *entry, char *warning)
{
	struct err err = {0};

	if (!otpauth_parse(uri, strlen(uri), entry, warning, &err))
		fail_msg("%s: %s: %s", uri, err.where, err.text);
}

static void
expect_row(const struct row *row)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};
	BUF secret = {0};
	bool steam = strcmp(row->type, "steam") == 0;

	parse(row->uri, &entry, warning);
	base32_encode(entry.secret.bytes, entry.secret.len, &secret);
	if (strcmp(entry_type_name(entry.type), row->type) != 0 ||
	    strcmp(entry.issuer, row->issuer) != 0 ||
	    strcmp(entry.account, row->account) != 0 ||
	    strcmp(buf_text(&secret), row->secret) != 0 ||
	    entry.algorithm != row->algorithm ||
	    entry.digits != (row->digits != 0 ? row->digits : steam ? 5 : 6) ||
	    entry.period != (row->period != 0 ? row->period : 30) ||
	    entry.counter != row->counter)
		fail_msg("%s is %s, \"%s\", \"%s\", %s, %s, %u, %u, %llu",
			row->uri, entry_type_name(entry.type), entry.issuer,
			entry.account, buf_text(&secret),
			entry_algorithm_name(entry.algorithm), entry.digits,
			entry.period, (unsigned long long)entry.counter);
}

static void
expect_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_row(&rows[i]);
}

static void
test_all_parameters(void **state)
{
	static const struct row rows[] = {
		{"otpauth://totp/ACME%20Co:john@example.com?secret=" KEY
			"&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30",
			"totp", "ACME Co", "john@example.com", KEY, USUAL},
		{"otpauth://totp/a?secret=" KEY "&issuer=P&algorithm=SHA512"
			"&digits=8&period=45", "totp", "P", "a", KEY,
			ENTRY_SHA512, .digits = 8, .period = 45},
		{"otpauth://hotp/Example:alice?secret=" KEY
			"&issuer=Example&counter=42&digits=6", "hotp",
			"Example", "alice", KEY, .counter = 42},
		{"otpauth://hotp/Example:alice?secret=" KEY
			"&counter=18446744073709551615", "hotp",
			"Example", "alice", KEY, .counter = UINT64_MAX},
		{"OTPAUTH://TOTP/a?SECRET=" KEY "&Digits=7", "totp", "",
			"a", KEY, .digits = 7},
		{"apple-otpauth://totp/Example:alice?secret=" KEY
			"&issuer=Example", "totp", "Example", "alice",
			KEY, USUAL},
		{"otpauth://totp/a?secret=" KEY "&digits=10&period=3",
			"totp", "", "a", KEY, .digits = 10, .period = 3},
		{"otpauth://totp/a?secret=" KEY "&period=86400&digits=4",
			"totp", "", "a", KEY, .digits = 4,
			.period = 86400},
		{"\xEF\xBB\xBF \totpauth://totp/a?secret=" KEY "\r\n",
			"totp", "", "a", KEY, USUAL},
	};

	(void)state;
	expect_rows(rows, COUNT_OF(rows));
}

static void
test_labels(void **state)
{
	static const struct row rows[] = {
		{"otpauth://totp/issuer%3Aaccount%20name?secret=" KEY
			"&issuer=issuer", "totp", "issuer", "account name",
			KEY, USUAL},
		{"otpauth://totp/test%40example.com?secret=" KEY "&issuer=",
			"totp", "", "test@example.com", KEY, USUAL},
		{"otpauth://totp/%E8%8E%8E%E5%A3%AB?secret=" KEY, "totp",
			"", "\xE8\x8E\x8E\xE5\xA3\xAB", KEY, USUAL},
		{"otpauth://totp/\xF0\x9F\x98\x80:\xF0\x9F\x98\x81?secret=" KEY,
			"totp", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81",
			KEY, USUAL},
		{"otpauth://totp/Example%20Site%3A%20%20%20a@b?secret=" KEY,
			"totp", "Example Site", "a@b", KEY, USUAL},
		{"otpauth://totp/Example: a@b?secret=" KEY, "totp",
			"Example", "a@b", KEY, USUAL},
		/* a literal colon wins over an encoded one */
		{"otpauth://totp/issuer:label%3Awithcolon?secret=" KEY,
			"totp", "issuer", "label:withcolon", KEY, USUAL},
		{"otpauth://totp/a%3Ab:c?secret=" KEY, "totp", "a:b", "c",
			KEY, USUAL},
		{"otpauth://totp/Matrix:@edent_:matrix.org?secret=" KEY,
			"totp", "Matrix", "@edent_:matrix.org", KEY, USUAL},
		{"otpauth://totp/alice@google.com:443?secret=" KEY
			"&issuer=alice@google.com", "totp",
			"alice@google.com", "443", KEY, USUAL},
		{"otpauth://totp/:acc?secret=" KEY, "totp", "", "acc",
			KEY, USUAL},
		{"otpauth://totp/only?secret=" KEY, "totp", "", "only",
			KEY, USUAL},
		{"otpauth://totp?secret=" KEY, "totp", "", "", KEY, USUAL},
		{"otpauth://totp/?secret=" KEY "&issuer=I", "totp", "I",
			"", KEY, USUAL},
		/* neither a fragment nor a malformed escape is special */
		{"otpauth://totp/Org:account#EXT#@x.com?secret=" KEY
			"&issuer=Org", "totp", "Org", "account#EXT#@x.com",
			KEY, USUAL},
		{"otpauth://totp/100%ZZ%?secret=" KEY, "totp", "",
			"100%ZZ%", KEY, USUAL},
		{"otpauth://totp/Ex:a+b%2Bc?secret=" KEY, "totp", "Ex",
			"a+b+c", KEY, USUAL},
		{"otpauth://totp/a/b?secret=" KEY, "totp", "", "a/b",
			KEY, USUAL},
		/* not UTF-8 is taken for ISO 8859-1 */
		{"otpauth://totp/Z%FCrich?secret=" KEY, "totp", "",
			"Z\xC3\xBCrich", KEY, USUAL},
		{"otpauth://totp/a%0Ab%00c?secret=" KEY, "totp", "",
			"a b c", KEY, USUAL},
	};

	(void)state;
	expect_rows(rows, COUNT_OF(rows));
}

static void
test_issuers(void **state)
{
	static const struct row rows[] = {
		{"otpauth://totp/username?secret=" KEY "&issuer=issuer",
			"totp", "issuer", "username", KEY, USUAL},
		{"otpauth://totp/Foo:acc?secret=" KEY "&issuer", "totp",
			"Foo", "acc", KEY, USUAL},
		{"otpauth://totp/Big+Company:alice?secret=" KEY
			"&issuer=Big+Company", "totp", "Big Company",
			"alice", KEY, USUAL},
		/* cut at an '&' that should have been encoded */
		{"otpauth://totp/Z%C3%BCrich%20%26%20S%C3%B6hne:u?secret=" KEY
			"&issuer=Z\xC3\xBCrich & S\xC3\xB6hne&digits=6",
			"totp", "Z\xC3\xBCrich & S\xC3\xB6hne", "u", KEY,
			USUAL},
		{"otpauth://totp/A%26B:u?secret=" KEY "&issuer=A&B",
			"totp", "A&B", "u", KEY, USUAL},
		/* the beginning of the prefix, but not cut at an '&' */
		{"otpauth://totp/Google%20Apps:u?secret=" KEY "&issuer=Google",
			"totp", "Google", "u", KEY, USUAL},
		{"otpauth://totp/a?secret=" KEY "&issuer=One&issuer=Two",
			"totp", "One", "a", KEY, USUAL},
		{"otpauth://totp/a?secret=" KEY "&amp;issuer=I&amp;digits=8",
			"totp", "I", "a", KEY, .digits = 8},
	};

	(void)state;
	expect_rows(rows, COUNT_OF(rows));
}

static void
test_steam_spellings(void **state)
{
	static const struct row rows[] = {
		{"otpauth://steam/Boeing:Sophia?secret=" KEY "&issuer=Boeing"
			"&algorithm=SHA256&digits=8&period=60", "steam",
			"Boeing", "Sophia", KEY, USUAL},
		{"otpauth://totp/Steam:user?secret=" KEY, "steam",
			"Steam", "user", KEY, USUAL},
		{"otpauth://totp/steam:user?secret=" KEY
			"&issuer=Steam&issuer=Steam&digits=6&period=bad",
			"steam", "Steam", "user", KEY, USUAL},
		{"otpauth://totp/test:a@b?secret=" KEY
			"&issuer=Valve&digits=5&encoder=steam", "steam",
			"Valve", "a@b", KEY, USUAL},
		{"otpauth://totp/Maybe:user?secret=" KEY "&steam", "steam",
			"Maybe", "user", KEY, USUAL},
		{"steam://STEAMKEY", "steam", "Steam", "", "STEAMKEY", USUAL},
		/* 20 bytes in Base64 */
		{"steam://MTIzNDU2Nzg5MDEyMzQ1Njc4OTA%3D", "steam",
			"Steam", "", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", USUAL},
		/* WinAuth: the record has the real secret */
		{"otpauth://totp/Steam:u?secret=AAAAAAAA&digits=5&issuer=Steam"
			"&data=%7b%22shared_secret%22%3a%22MTIzNDU%3d%22%7d",
			"steam", "Steam", "u", "GEZDGNBV", USUAL},
		/* ... whose '+' may have come raw: bytes fb ef be */
		{"otpauth://totp/Steam:u?secret=AAAAAAAA&issuer=Steam"
			"&data=%7b%22shared_secret%22%3a%22++++%22%7d",
			"steam", "Steam", "u", "7PX34", USUAL},
		{"otpauth://hotp/Steam:u?secret=" KEY "&counter=1",
			"hotp", "Steam", "u", KEY, .counter = 1},
		{"otpauth://totp/Steam:u?secret=" KEY "&encoder=totp",
			"totp", "Steam", "u", KEY, USUAL},
	};

	(void)state;
	expect_rows(rows, COUNT_OF(rows));
}

static void
test_values(void **state)
{
	static const struct row rows[] = {
		{"otpauth://totp/x:y?secret=" KEY "&algorithm=null&digits=null"
			"&period=null", "totp", "x", "y", KEY, USUAL},
		{"otpauth://totp/x:y?secret=" KEY "&algorithm=&digits=&period=",
			"totp", "x", "y", KEY, USUAL},
		{"otpauth://totp/x:y?secret=" KEY "&algorithm=Algorithm.sha256",
			"totp", "x", "y", KEY, ENTRY_SHA256, USUAL},
		{"otpauth://totp/x:y?secret=" KEY "&algorithm=HMAC-SHA-512",
			"totp", "x", "y", KEY, ENTRY_SHA512, USUAL},
		{"otpauth://totp/x:y?secret=JBSW%20Y3DP+EHPK-3PXP%3D%3D",
			"totp", "x", "y", KEY, USUAL},
		{"otpauth://totp/x:y?secret=ABCDEFG", "totp", "x", "y",
			"ABCDEFA", USUAL},
		{"otpauth://hotp/x:y?secret=" KEY "&counter=10counter=11",
			"hotp", "x", "y", KEY, .counter = 11},
		/* what a type does not use may be anything */
		{"otpauth://totp/x:y?secret=" KEY "&counter=-5", "totp",
			"x", "y", KEY, USUAL},
		{"otpauth://hotp/x:y?secret=" KEY "&counter=1&period=0",
			"hotp", "x", "y", KEY, .counter = 1},
		{"otpauth://totp/x:y?secret=" KEY "&lock=true&color=red&image="
			"content%3A%2F%2Fx&&=&x=?y=/#z", "totp", "x", "y",
			KEY, USUAL},
	};

	(void)state;
	expect_rows(rows, COUNT_OF(rows));
}

static void
test_a_differing_prefix_is_kept_in_the_note(void **state)
{
	static const struct {
		const char *uri, *note;
	} rows[] = {
		{"otpauth://totp/MyOrganization:a?secret=" KEY
			"&issuer=Microsoft", "Label: MyOrganization"},
		{"otpauth://totp/Google%20Apps:u?secret=" KEY "&issuer=Google",
			"Label: Google Apps"},
		{"otpauth://totp/Same:a?secret=" KEY "&issuer=Same", ""},
		{"otpauth://totp/same:a?secret=" KEY "&issuer=SAME", ""},
		{"otpauth://totp/Big+Co:a?secret=" KEY "&issuer=Big+Co", ""},
		{"otpauth://totp/a?secret=" KEY "&issuer=I", ""},
		{"otpauth://totp/A%26B:u?secret=" KEY "&issuer=A&B", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char warning[OTPAUTH_WARNING_SIZE];
		ENTRY entry = {0};

		parse(rows[i].uri, &entry, warning);
		assert_string_equal(entry.note, rows[i].note);
		assert_string_equal(warning, "");
	}
}

static void
test_repeated_tags_are_collected(void **state)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};

	(void)state;
	parse("otpauth://totp/a?secret=" KEY "&tags=work&tags=b%20c&tags=WORK"
		"&tags=", &entry, warning);
	assert_int_equal(entry.tag_count, 2);
	assert_string_equal(entry.tags[0], "work");
	assert_string_equal(entry.tags[1], "b c");
}

static void
test_warnings(void **state)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY hotp = {0}, steam = {0};

	(void)state;
	parse("otpauth://hotp/a?secret=" KEY, &hotp, warning);
	assert_string_equal(warning, "no counter given, so it begins at 0");
	parse("otpauth://totp/Steam:a?secret=" KEY "&data=%7Bodd", &steam,
		warning);
	assert_string_equal(warning, "Steam's own record in \"data\" cannot "
		"be read; \"secret\" is taken");
	assert_int_equal(steam.secret.len, 10);
}

static void
test_bad_uris_are_refused_by_part(void **state)
{
	static const struct {
		const char *uri, *wanted;
	} rows[] = {
		{"", "must begin with otpauth://, does not"},
		{"https://example.com", "must begin with otpauth://, does not"},
		{"otpauth:totp/a", "must begin with otpauth://, does not"},
		{"otpauth://?secret=" KEY,
			"type: must be totp, hotp or steam, is empty"},
		{"otpauth://Xotp/a?secret=" KEY,
			"type: must be totp, hotp or steam, is Xotp"},
		{"otpauth://" KEY KEY "/a",
			"type: must be totp, hotp or steam, is something else"},
		{"otpauth://totp/a?issuer=I", "secret: is missing"},
		{"otpauth://totp/a", "secret: is missing"},
		{"otpauth://totp/a?secret=", "secret: must not be empty"},
		{"otpauth://totp/a?secret=0000", "secret: character 1 must be "
			"A-Z or 2-7, is '0' (did you mean the letter O?)"},
		{"otpauth://totp/a?secret=JBSW%21", "secret: character 5 must "
			"be A-Z or 2-7, is '!'"},
		{"otpauth://totp/a?secret=" KEY "&digits=100",
			"digits: must be 4 to 10, is 100"},
		{"otpauth://totp/a?secret=" KEY "&digits=0",
			"digits: must be 4 to 10, is 0"},
		{"otpauth://totp/a?digits=6secret=" KEY "&secret=" KEY,
			"digits: must be 4 to 10, is no number"},
		{"otpauth://totp/a?secret=" KEY "&period=0",
			"period: must be 1 to 86400, is 0"},
		{"otpauth://totp/a?secret=" KEY "&period=-30",
			"period: must be 1 to 86400, is -30"},
		{"otpauth://totp/a?secret=" KEY "&period=86401",
			"period: must be 1 to 86400, is 86401"},
		{"otpauth://hotp/a?secret=" KEY "&counter=-1", "counter: must "
			"be 0 to 18446744073709551615, is -1"},
		{"otpauth://hotp/a?secret=" KEY
			"&counter=18446744073709551616", "counter: must be 0 "
			"to 18446744073709551615, is 18446744073709551616"},
		{"otpauth://totp/a?secret=" KEY "&algorithm=MD5",
			"algorithm: must be SHA1, SHA256 or SHA512, is MD5"},
		{"otpauth://totp/a?algorithm=SHA1secret=" KEY "&secret=" KEY,
			"algorithm: must be SHA1, SHA256 or SHA512, is "
			"something else"},
		{"otpauth://motp/a?secret=0123456789abcdef",
			"type: mOTP is not supported yet"},
		{"motp://issuer:account?secret=e3152afee62599c8",
			"type: mOTP is not supported yet"},
		{"otpauth://yaotp/a?secret=" KEY,
			"type: Yandex (yaotp) is not supported yet"},
		{"steam://", "secret: must not be empty"},
		/* one wrong character must not make it Base64 */
		{"steam://JBSWY3DPEHPK3PX1", "secret: character 16 must be "
			"A-Z or 2-7, is '1' (did you mean the letter I or "
			"L?)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char warning[OTPAUTH_WARNING_SIZE];
		char line[ERR_WHERE_MAX + ERR_TEXT_MAX];
		ENTRY entry = {0};
		struct err err = {0};

		assert_false(otpauth_parse(rows[i].uri, strlen(rows[i].uri),
			&entry, warning, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, rows[i].wanted);
		assert_null(strstr(line, KEY));
	}
}

static void
test_sizes_are_limited(void **state)
{
	static const char start[] = "otpauth://totp/a?secret=" KEY "&tags=x";
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};
	BUF uri = {0}, tags = {0};
	struct err err = {0};

	(void)state;
	buf_add_str(&uri, start);
	while (uri.len <= OTPAUTH_URI_MAX)
		buf_add_byte(&uri, 'x');
	assert_false(otpauth_parse(buf_text(&uri), uri.len, &entry, warning,
		&err));
	assert_string_equal(err.text, "must be at most 65536 bytes, is 65537");
	buf_add_str(&tags, start);
	for (int i = 0; i < 5000; i++)
		buf_addf(&tags, "&tags=%d", i);
	assert_false(otpauth_parse(buf_text(&tags), tags.len, &entry, warning,
		&err));
	assert_string_equal(err.where, "tags");
	assert_string_equal(err.text, "must be at most 64, are more");
}

static void
test_what_looks_like_a_uri(void **state)
{
	static const struct {
		const char *text;
		bool match;
	} rows[] = {
		{"otpauth://totp/", true}, {" OtpAuth://x", true},
		{"apple-otpauth://totp/", true}, {"steam://X", true},
		{"motp://x", true}, {"otpauth-migration://offline", false},
		{"https://x", false}, {"", false}, {"otpauth", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(otpauth_match(rows[i].text,
			strlen(rows[i].text)), rows[i].match);
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
		cmocka_unit_test(test_all_parameters),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_issuers),
		cmocka_unit_test(test_steam_spellings),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_a_differing_prefix_is_kept_in_the_note),
		cmocka_unit_test(test_repeated_tags_are_collected),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_bad_uris_are_refused_by_part),
		cmocka_unit_test(test_sizes_are_limited),
		cmocka_unit_test(test_what_looks_like_a_uri),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
