/* otpauth-migration:// lines, made here field by field. */
#include <setjmp.h>
#include <stdarg.h>

#include "codec/base64.h"
#include "codec/json.h"
#include "codec/uri.h"
#include "import_lines.h"

#include <cmocka.h>

#define START "otpauth-migration://offline?data="
/* Two secrets of three bytes. */
#define SECRET_A "\x0a\x03" "foo"
#define SECRET_B "\x0a\x03" "bar"

/* A length below 128 needs one byte. */
static void
add_bytes(struct buf *out, uint8_t tag, const void *bytes, size_t len)
{
	assert_true(len < 128);
	buf_add_byte(out, tag);
	buf_add_byte(out, (uint8_t)len);
	buf_add(out, bytes, len);
}

static void
add_account(struct buf *payload, const char *fields, size_t len)
{
	add_bytes(payload, 0x0a, fields, len);
}

#define ACCOUNT(payload, fields) \
	add_account(payload, fields, sizeof(fields) - 1)

static void
add_line(struct buf *out, const struct buf *payload)
{
	BUF text = {0};

	base64_encode(payload->data, payload->len, BASE64_STRICT, &text);
	buf_add_str(out, START);
	uri_encode(buf_text(&text), text.len, out);
	buf_add_byte(out, '\n');
}

static void
expect(const char *text, const char *wanted)
{
	IMPORT import = {0};
	BUF lines = {0};
	struct err err = {0};

	assert_true(format_find("uri")->read((const uint8_t *)text,
		strlen(text), NULL, &import, &err));
	import_lines(&import, &lines);
	assert_string_equal(buf_text(&lines), wanted);
}

static void
expect_payload(const struct buf *payload, const char *wanted)
{
	BUF line = {0};

	add_line(&line, payload);
	expect(buf_text(&line), wanted);
}

static void
test_all_fields(void **state)
{
	BUF payload = {0};

	(void)state;
	ACCOUNT(&payload, SECRET_A "\x12\x04" "Ex:a" "\x1a\x02" "Ex"
		"\x20\x02\x28\x02\x30\x02");
	ACCOUNT(&payload, SECRET_B "\x12\x01" "b" "\x20\x01\x28\x01\x30\x01"
		"\x38\x2a");
	ACCOUNT(&payload, SECRET_B "\x12\x01" "c" "\x20\x03"
		"\x42\x04" "uuid" "\x48\x07");
	buf_add(&payload, "\x10\x01\x18\x01\x28\x07", 6);
	expect_payload(&payload,
		"totp \"Ex\" \"a\" MZXW6 SHA256 8 30s\n"
		"hotp \"\" \"b\" MJQXE SHA1 6 #42\n"
		"totp \"\" \"c\" MJQXE SHA512 6 30s\n");
}

static void
test_names_may_hold_the_issuer(void **state)
{
	BUF payload = {0};

	(void)state;
	ACCOUNT(&payload, SECRET_A "\x12\x05" "Ex: a" "\x1a\x02" "Ex");
	ACCOUNT(&payload, SECRET_A "\x12\x04" "Ex:b");
	ACCOUNT(&payload, SECRET_A "\x12\x04" "Ot:c" "\x1a\x02" "Ex");
	ACCOUNT(&payload, SECRET_A "\x12\x04" "ex:d" "\x1a\x02" "Ex");
	ACCOUNT(&payload, SECRET_A);
	expect_payload(&payload,
		"totp \"Ex\" \"a\" MZXW6 SHA1 6 30s\n"
		"totp \"Ex\" \"b\" MZXW6 SHA1 6 30s\n"
		"totp \"Ex\" \"Ot:c\" MZXW6 SHA1 6 30s\n"
		"totp \"Ex\" \"d\" MZXW6 SHA1 6 30s\n"
		"totp \"\" \"\" MZXW6 SHA1 6 30s\n");
}

static void
test_bad_accounts_are_skipped_by_field(void **state)
{
	BUF payload = {0};

	(void)state;
	ACCOUNT(&payload, "\x12\x01" "a");
	ACCOUNT(&payload, SECRET_A "\x12\x01" "b" "\x20\x04");
	ACCOUNT(&payload, SECRET_A "\x28\x03");
	ACCOUNT(&payload, SECRET_A "\x30\x03");
	ACCOUNT(&payload, SECRET_A "\x30\x01\x38"
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
	ACCOUNT(&payload, "\x08\x01");
	ACCOUNT(&payload, SECRET_A "\x12\x09" "short");
	ACCOUNT(&payload, SECRET_B "\x12\x01" "z");
	expect_payload(&payload, "totp \"\" \"z\" MJQXE SHA1 6 30s\n"
		"skipped \"a\": line 1: accounts[0].secret: must be 1 to 1024 "
		"bytes, is 0\n"
		"skipped \"b\": line 1: accounts[1].algorithm: must be SHA1, "
		"SHA256 or SHA512, is MD5\n"
		"skipped \"\": line 1: accounts[2].digits: must be 0 to 2, "
		"is 3\n"
		"skipped \"\": line 1: accounts[3].type: must be 0 to 2, is "
		"3\n"
		"skipped \"\": line 1: accounts[4].counter: must be 0 to "
		"9223372036854775807, is 18446744073709551615\n"
		"skipped \"\": line 1: accounts[5].secret: is of another "
		"type\n"
		"skipped \"\": line 1: accounts[6]: is cut short\n");
}

static void
test_bad_payloads_are_skipped_by_line(void **state)
{
	BUF cut = {0}, empty = {0}, other = {0};

	(void)state;
	expect(START "!!!!\n",
		"skipped \"\": line 1: data: must be Base64, is malformed\n");
	expect("otpauth-migration://offline\n",
		"skipped \"\": line 1: data: is missing\n");
	expect("otpauth-migration://offline?data=\n",
		"skipped \"\": line 1: data: is missing\n");
	ACCOUNT(&cut, SECRET_A);
	buf_add(&cut, "\x0a\x7f" "zz", 4);
	expect_payload(&cut, "skipped \"\": line 1: data: is cut short\n");
	buf_add(&empty, "\x10\x01", 2);
	expect_payload(&empty, "skipped \"\": line 1: data: holds no "
		"account\n");
	buf_add(&other, "\x08\x01", 2);
	expect_payload(&other, "skipped \"\": line 1: data: is no export of "
		"Google Authenticator\n");
}

static void
test_base64_as_programs_mangle_it(void **state)
{
	static const char wanted[] = "totp \"\" \"\" MZXW6 SHA1 6 30s\n"
		"totp \"\" \"\xC3\xBB\xC3\xAF\xC2\xBE\xC3\xBB\xC3\xAF\xC2\xBE"
		"\" MZXW6 SHA1 6 30s\n";
	BUF payload = {0}, text = {0}, safe = {0}, plain = {0}, blanks = {0};

	(void)state;
	ACCOUNT(&payload, SECRET_A);
	/* Bytes whose Base64 is "++++", where they are a multiple of three
	 * from the start. */
	ACCOUNT(&payload, SECRET_A "\x48\x07\x12\x06"
		"\xfb\xef\xbe\xfb\xef\xbe");
	base64_encode(payload.data, payload.len, BASE64_RAW_STRICT, &text);
	assert_non_null(strchr(buf_text(&text), '+'));
	buf_add_str(&plain, START);
	buf_add_str(&safe, "otpauth-migration://offline?x=1&data=");
	buf_add_str(&blanks, START);
	for (size_t i = 0; i < text.len; i++) {
		bool plus = text.data[i] == '+';

		buf_add_byte(&plain, text.data[i]);
		buf_add_byte(&safe, plus ? '-' : text.data[i]);
		buf_add_str(&blanks, plus ? "%20" : "");
		if (!plus)
			buf_add_byte(&blanks, text.data[i]);
	}
	buf_add_str(&safe, "&y=2");
	expect(buf_text(&plain), wanted);
	expect(buf_text(&safe), wanted);
	expect(buf_text(&blanks), wanted);
}

static void
make_part_of(struct buf *out, uint8_t index, uint8_t size, uint8_t id)
{
	BUF payload = {0};
	const uint8_t fields[] = {0x10, 1, 0x18, size, 0x20, index, 0x28, id};

	ACCOUNT(&payload, SECRET_A);
	buf_add(&payload, fields, sizeof(fields));
	add_line(out, &payload);
}

static void
make_part(struct buf *out, uint8_t index)
{
	make_part_of(out, index, 3, 0x55);
}

static void
test_parts_that_were_seen_are_told(void **state)
{
#define LINE "totp \"\" \"\" MZXW6 SHA1 6 30s\n"
	BUF one = {0}, two = {0}, all = {0};

	(void)state;
	make_part(&one, 1);
	expect(buf_text(&one), LINE "export 85 of 3: 1\n");
	make_part(&two, 2);
	make_part(&two, 2);
	make_part(&two, 0);
	expect(buf_text(&two), LINE LINE LINE "export 85 of 3: 0 2\n");
	make_part(&all, 2);
	make_part(&all, 0);
	make_part_of(&all, 1, 2, 7);
	make_part(&all, 1);
	expect(buf_text(&all), LINE LINE LINE LINE "export 85 of 3: 0 1 2\n"
		"export 7 of 2: 1\n");
}

/* A single code, a part beyond the last, and more parts than anybody has. */
static void
test_parts_that_make_no_sense_are_ignored(void **state)
{
	BUF text = {0};

	(void)state;
	make_part_of(&text, 0, 1, 7);
	make_part_of(&text, 3, 3, 7);
	make_part_of(&text, 64, 65, 7);
	make_part_of(&text, 70, 100, 7);
	expect(buf_text(&text), LINE LINE LINE LINE);
}

/* The id is a signed number of 32 bits, in ten bytes when negative. */
static void
test_a_negative_id_is_an_id(void **state)
{
	BUF payload = {0};

	(void)state;
	ACCOUNT(&payload, SECRET_A);
	buf_add(&payload, "\x10\x01\x18\x02\x28"
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 15);
	expect_payload(&payload, LINE "export 18446744073709551615 of 2: 0\n");
}

static void
make_entry(struct entries *all, const char *issuer, const char *account,
	const char *key)
{
	struct err err = {0};
	ENTRY entry = {0};

	assert_true(entry_init(&entry, &err));
	assert_true(str_replace(&entry.issuer, issuer, &err));
	assert_true(str_replace(&entry.account, account, &err));
	assert_true(secret_set(&entry.secret, key, strlen(key), &err));
	assert_true(entries_add(all, &entry, &err));
}

/* The bytes of the last line's payload. */
static void
write_payload(const struct entries *all, size_t per_page, struct buf *out)
{
	struct selection selection = {all->items, all->len};
	BUF text = {0}, encoded = {0};
	struct err err = {0};
	const char *line;

	assert_true(format_find("google")->write_pages(&selection, per_page,
		&text, &err));
	assert_int_equal(text.data[text.len - 1], '\n');
	text.data[--text.len] = '\0';
	line = strrchr(buf_text(&text), '\n');
	line = line != NULL ? line + 1 : buf_text(&text);
	assert_true(str_starts(line, START));
	line += strlen(START);
	assert_null(strpbrk(line, "+/="));
	uri_decode(line, strlen(line), false, &encoded);
	assert_true(base64_decode(buf_text(&encoded), encoded.len,
		BASE64_STRICT, out, &err));
}

/* Every byte is told by the .proto of formats like this: field << 3 | type. */
static void
test_written_bytes(void **state)
{
	/* An account with a colon and no issuer has one in front. The batch's
	 * id is behind. */
	static const char start[] = "\x0a\x12" SECRET_A "\x12\x01" "a"
		"\x1a\x02" "Ex" "\x20\x02\x28\x02\x30\x02"
		"\x0a\x16" SECRET_B "\x12\x04" ":b:c" "\x1a\x00"
		"\x20\x01\x28\x01\x30\x01\x38\xac\x02"
		"\x10\x01\x18\x01\x20\x00\x28";
	ENTRIES all = {0};
	BUF payload = {0};

	(void)state;
	make_entry(&all, "Ex", "a", "foo");
	all.items[0]->algorithm = ENTRY_SHA256;
	all.items[0]->digits = 8;
	make_entry(&all, "", "b:c", "bar");
	all.items[1]->type = ENTRY_HOTP;
	all.items[1]->counter = 300;
	write_payload(&all, 10, &payload);
	assert_true(payload.len > sizeof(start));
	assert_memory_equal(payload.data, start, sizeof(start) - 1);
}

static void
test_written_pages_are_counted(void **state)
{
	ENTRIES all = {0};
	BUF payload = {0};

	(void)state;
	for (size_t i = 0; i < 7; i++)
		make_entry(&all, "Ex", "a", "foo");
	write_payload(&all, 3, &payload);
	/* The third of three, with the last account. */
	assert_memory_equal(payload.data, "\x0a\x12", 2);
	assert_memory_equal(payload.data + 2 + 18,
		"\x10\x01\x18\x03\x20\x02\x28", 7);
}

static void
test_names_come_back(void **state)
{
	static const char *const names[][2] = {
		{"Ex", "a"}, {"", "a"}, {"", "a:b"}, {"", ":a"}, {"Ex", ""},
		{"Ex", "ex:a"}, {"Ex", "Ex:Ex:a"}, {"Ex", "Ot:a"}, {"Ex", ":a"},
		{"Ex:Am", "a"}, {"Ex:Am", "Ex:a"}, {"Ex", " a "}, {"Ex", "a:"},
		{"\xc3\x89x", "\xc3\xa9x:a"}, {"", " a"},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		ENTRIES all = {0};
		BUF lost = {0};

		make_entry(&all, names[i][0], names[i][1], "foo");
		assert_true(format_fits(format_find("google"), all.items[0],
			&lost, &err));
		if (lost.len > 0)
			fail_msg("%s:%s: without %s", names[i][0], names[i][1],
				buf_text(&lost));
	}
}

static void
expect_fits(const struct entry *entry, bool wanted, const char *reason)
{
	struct err err = {0};
	BUF lost = {0};

	assert_int_equal(format_fits(format_find("google"), entry, &lost,
		&err), wanted);
	assert_string_equal(wanted ? buf_text(&lost) : err.text, reason);
}

static void
test_what_does_not_fit_is_told(void **state)
{
	char longest[ENTRY_NAME_MAX + 1];
	struct err err = {0};
	ENTRIES all = {0};
	BUF lost = {0};
	struct entry *entry;

	(void)state;
	make_entry(&all, "Ex", "Ex: a", "foo");
	entry = all.items[0];
	entry->favorite = true;
	expect_fits(entry, true, "favorite");
	entry->digits = 7;
	expect_fits(entry, false, "digits: must be 6 or 8, is 7");
	entry->digits = 6;
	entry->period = 31;
	expect_fits(entry, false, "period: must be 30, is 31");
	entry->type = ENTRY_HOTP;
	entry->counter = (uint64_t)INT64_MAX;
	expect_fits(entry, true, "favorite");
	entry->counter++;
	expect_fits(entry, false,
		"counter: must be at most 9223372036854775807, is more");
	entry->counter = 0;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_true(str_replace(&entry->account, longest, &err));
	expect_fits(entry, true, "favorite");
	assert_true(str_replace(&entry->issuer, longest, &err));
	expect_fits(entry, true, "favorite");
	secret_wipe(&entry->secret);
	assert_true(secret_set(&entry->secret, longest, ENTRY_SECRET_MAX,
		&err));
	assert_false(format_fits(format_find("google"), entry, &lost, &err));
	assert_non_null(strstr(err.text, "must fit into a QR code"));
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
		cmocka_unit_test(test_all_fields),
		cmocka_unit_test(test_names_may_hold_the_issuer),
		cmocka_unit_test(test_bad_accounts_are_skipped_by_field),
		cmocka_unit_test(test_bad_payloads_are_skipped_by_line),
		cmocka_unit_test(test_base64_as_programs_mangle_it),
		cmocka_unit_test(test_parts_that_were_seen_are_told),
		cmocka_unit_test(test_parts_that_make_no_sense_are_ignored),
		cmocka_unit_test(test_a_negative_id_is_an_id),
		cmocka_unit_test(test_written_bytes),
		cmocka_unit_test(test_written_pages_are_counted),
		cmocka_unit_test(test_names_come_back),
		cmocka_unit_test(test_what_does_not_fit_is_told),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
