#include <setjmp.h>
#include <stdarg.h>

#include "lines.h"

#include <cmocka.h>

/* Reads and writes; the result must be lines and nothing but padding. */
static void
assert_round_trip(const char *text, const char *lines)
{
	PAYLOAD payload = {0};
	BUF out = {0};
	struct err err = {0};

	assert_true(read_text(text, &payload, &err));
	assert_true(payload_write(&payload, collect, &out, &err));
	assert_int_equal(out.len % PAYLOAD_PAD_BYTES, 0);
	assert_int_equal(out.data[out.len - 1], '\n');
	for (size_t i = out.len - 1; i > strlen(lines); i--)
		assert_int_equal(out.data[i - 1], ' ');
	assert_memory_equal(out.data, lines, strlen(lines));
}

static void
test_reads_every_key_of_an_account(void **state)
{
	PAYLOAD payload = {0};
	const struct entry *entry;
	struct err err = {0};

	(void)state;
	assert_true(read_text(FIRST TOTP "\n" HOTP, &payload, &err));
	assert_string_equal(payload.id, VAULT_ID);
	assert_int_equal(payload.version, 1);
	assert_int_equal(payload.revision, 42);
	assert_int_equal(payload.saved, 1700000000);
	assert_int_equal(payload.entries.len, 2);
	entry = payload.entries.items[0];
	assert_false(entry_is_broken(entry));
	assert_string_equal(entry->id, ID);
	assert_string_equal(entry->issuer, "GitHub");
	assert_string_equal(entry->account, "alice");
	assert_int_equal(entry->type, ENTRY_TOTP);
	assert_int_equal(entry->algorithm, ENTRY_SHA256);
	/* RFC 4648: base32 of "Hello!" and DE AD BE EF. */
	assert_int_equal(entry->secret.len, 10);
	assert_memory_equal(entry->secret.bytes, "Hello!\xde\xad\xbe\xef", 10);
	assert_int_equal(entry->digits, 8);
	assert_int_equal(entry->period, 60);
	assert_int_equal(entry->tag_count, 2);
	assert_string_equal(entry->tags[1], "a b");
	assert_string_equal(entry->note, "two\nlines");
	assert_true(entry->favorite);
	assert_int_equal(entry->recovery_count, 2);
	assert_string_equal(entry->recovery[0].code, "abc");
	assert_int_equal(entry->recovery[0].used, 0);
	assert_string_equal(entry->recovery[1].code, "d\"e");
	assert_int_equal(entry->recovery[1].used, 1600000000);
	assert_int_equal(entry->created, 1);
	assert_int_equal(entry->modified, 2);
	assert_int_equal(entry->trashed, 3);
	entry = payload.entries.items[1];
	assert_int_equal(entry->type, ENTRY_HOTP);
	assert_int_equal(entry->counter, 7);
}

static void
test_writes_what_it_read(void **state)
{
	(void)state;
	assert_round_trip(FIRST, FIRST);
	assert_round_trip(FIRST TOTP "\n" HOTP "\n", FIRST TOTP "\n" HOTP "\n");
	assert_round_trip(FIRST TOTP, FIRST TOTP "\n");
	assert_round_trip(FIRST "\n  \t\r\n" HOTP "\n     ", FIRST HOTP "\n");
}

static void
test_earlier_keys_and_counters_are_read_and_written(void **state)
{
	static const char line[] = "{\"id\":\"" ID "\",\"issuer\":\"\","
		"\"account\":\"a\",\"type\":\"totp\",\"secret\":"
		"\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\",\"digits\":6,"
		"\"period\":30,\"counter\":9,\"history\":[{\"secret\":"
		"\"MFRGG\",\"until\":5,\"counter\":3},{\"secret\":"
		"\"MFRGGZA\"}]}\n";
	PAYLOAD payload = {0};
	BUF text = {0};
	const struct entry *entry;
	struct err err = {0};

	(void)state;
	assert_round_trip("{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
		"\"revision\":42,\"recipients\":[\"age1x\",\"y\"]}\n",
		"{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
		"\"revision\":42,\"recipients\":[\"age1x\",\"y\"]}\n");
	assert_round_trip("{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
		"\"revision\":42,\"saved\":1700000000,\"backup\":6}\n",
		"{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
		"\"revision\":42,\"saved\":1700000000,\"backup\":6}\n");
	buf_add_str(&text, FIRST);
	buf_add_str(&text, line);
	assert_round_trip(buf_text(&text), buf_text(&text));
	assert_true(read_text(buf_text(&text), &payload, &err));
	entry = payload.entries.items[0];
	assert_false(entry_is_broken(entry));
	assert_int_equal(entry->counter, 9);
	assert_int_equal(entry->history_count, 2);
	/* RFC 4648: base32 of "abc". */
	assert_int_equal(entry->history[0].secret.len, 3);
	assert_memory_equal(entry->history[0].secret.bytes, "abc", 3);
	assert_int_equal(entry->history[0].until, 5);
	assert_int_equal(entry->history[0].counter, 3);
}

static void
test_missing_keys_have_defaults(void **state)
{
	(void)state;
	assert_round_trip(FIRST LEAST, FIRST "{\"id\":\"" ID "\","
		"\"issuer\":\"\",\"account\":\"\",\"type\":\"totp\","
		"\"secret\":\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\","
		"\"digits\":6,\"period\":30}\n");
	assert_round_trip(FIRST "{\"id\":\"" ID "\",\"note\":null,"
		"\"type\":\"steam\",\"secret\":\"jbsw y3dp ehpk 3pxp\"}",
		FIRST "{\"id\":\"" ID "\","
		"\"issuer\":\"\",\"account\":\"\",\"type\":\"steam\","
		"\"secret\":\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\","
		"\"digits\":5,\"period\":30}\n");
}

#define UNKNOWN "\"x\":{\"a\":[1,\"\u00e4\",null]},\"icon\":\"e\""

static void
test_unknown_keys_are_kept(void **state)
{
	static const char least[] = "{\"id\":\"" ID "\",\"issuer\":\"\","
		"\"account\":\"\",\"type\":\"totp\","
		"\"secret\":\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\","
		"\"digits\":6,\"period\":30," UNKNOWN "}\n";
	static const char first[] = "{\"otp-vault\":1,\"id\":\"" VAULT_ID
		"\",\"revision\":42,\"saved\":1700000000," UNKNOWN "}\n";
	static const char tombstone[] = "{\"deleted\":\"" ID_2
		"\",\"at\":5," UNKNOWN "}\n";
	BUF lines = {0};

	(void)state;
	buf_add_str(&lines, first);
	buf_add_str(&lines, least);
	buf_add_str(&lines, tombstone);
	assert_round_trip(buf_text(&lines), buf_text(&lines));
}

static void
test_large_numbers_become_text(void **state)
{
	static const char hotp[] = "{\"id\":\"" ID "\",\"issuer\":\"\","
		"\"account\":\"\",\"type\":\"hotp\","
		"\"secret\":\"JBSWY3DPEHPK3PXP\",\"algorithm\":\"SHA1\","
		"\"digits\":6,\"counter\":%s}\n";
	static const struct {
		const char *in, *out;
	} rows[] = {
		{"9007199254740992", "9007199254740992"},
		{"9007199254740993", "\"9007199254740993\""},
		{"\"18446744073709551615\"", "\"18446744073709551615\""},
		{"\"7\"", "7"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		BUF in = {0};
		BUF out = {0};

		buf_add_str(&in, FIRST);
		buf_add_str(&out, FIRST);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		buf_addf(&in, hotp, rows[i].in);
		buf_addf(&out, hotp, rows[i].out);
#pragma GCC diagnostic pop
		assert_round_trip(buf_text(&in), buf_text(&out));
	}
}

/* Each broken line, and why. */
static const struct {
	const char *line, *reason;
} broken[] = {
	{"hello", "column: must be JSON, is malformed"},
	{"{\"id\":\"" ID "\"", "column: must be JSON, ends too early"},
	{"[1,2]", "must be an object, is an array"},
	{"{}", "id: is missing"},
	{"{\"id\":7}", "id: must be text, is a number"},
	{"{\"id\":\"11111111-1111-4111-8111-11111111111\"}",
		"id: must be a UUID in lower case"},
	{"{\"id\":\"" ID "0\"}", "id: must be a UUID in lower case"},
	{"{\"id\":\"" ID "\"}", "type: is missing"},
	{"{\"id\":\"" ID "\",\"type\":\"motp\"}",
		"type: must be totp, hotp or steam, is motp"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\"}", "secret: is missing"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\",\"digits\":60}",
		"digits: must be 4 to 10, is 60"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\",\"period\":0}",
		"period: must be 1 to 86400, is 0"},
	{"{\"id\":\"" ID "\",\"type\":\"hotp\",\"secret\":\"AE\"}",
		"counter: is missing"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\",\"tags\":[1]}",
		"tags[0]: must be text"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\","
	 "\"recovery\":[{\"code\":\"x\"},{}]}", "recovery[1].code: is missing"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\","
	 "\"favorite\":\"yes\"}", "favorite: must be true or false, is text"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"secret\":\"AE\","
	 "\"issuer\":\"a\\nb\"}",
		"issuer: must not have control characters, has U+000A"},
	{"{\"id\":\"" ID "\",\"type\":\"totp\",\"type\":\"totp\"}",
		"column: must be JSON, has the same name twice in "
		"an object"},
	{"{\"id\":\"" ID "\",\"issuer\":\"\xff\"}",
		"column: must be JSON, is not UTF-8"},
	{"{\"deleted\":\"x\"}", "deleted: must be a UUID in lower case"},
	{"{\"deleted\":\"" ID "\",\"at\":-1}",
		"at: must be 0 to 9223372036854775807, is -1"},
};

static void
test_broken_lines_are_kept_and_say_why(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		PAYLOAD payload = {0};
		BUF text = {0};
		const struct entry *entry;
		char reason[300];

		buf_add_str(&text, FIRST);
		buf_add_str(&text, broken[i].line);
		buf_add_str(&text, "\n" HOTP "\n");
		assert_true(read_text(buf_text(&text), &payload, &err));
		assert_int_equal(payload.entries.len, 2);
		entry = payload.entries.items[0];
		assert_true(entry_is_broken(entry));
		without_column(entry->reason, reason);
		assert_string_equal(reason, broken[i].reason);
		assert_int_equal(strlen(entry->id), ENTRY_ID_SIZE - 1);
		assert_false(entry_is_broken(payload.entries.items[1]));
		assert_round_trip(buf_text(&text), buf_text(&text));
	}
}

static void
test_broken_line_shows_what_can_be_read(void **state)
{
	PAYLOAD payload = {0};
	const struct entry *entry;
	struct err err = {0};

	(void)state;
	assert_true(read_text(FIRST "{\"id\":\"" ID "\",\"issuer\":\"GitHub\","
		"\"account\":\"alice\",\"type\":\"motp\"}", &payload, &err));
	entry = payload.entries.items[0];
	assert_string_equal(entry->id, ID);
	assert_string_equal(entry->issuer, "GitHub");
	assert_string_equal(entry->account, "alice");
}

static void
test_bytes_that_are_no_text_are_kept(void **state)
{
	static const char text[] = FIRST "a\0b\xff\xfe\x01\n" HOTP "\n";
	PAYLOAD payload = {0};
	PAYLOAD again = {0};
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_true(read_bytes(text, sizeof(text) - 1, 3, &payload, &err));
	assert_true(payload_write(&payload, collect, &out, &err));
	assert_memory_equal(out.data, text, sizeof(text) - 1);
	assert_true(read_bytes(text, sizeof(text) - 1, 1000, &again, &err));
	/* An id made from the bytes stays the same. */
	assert_string_equal(payload.entries.items[0]->id,
		again.entries.items[0]->id);
}

static void
test_second_line_with_an_id_is_kept_apart(void **state)
{
	static const char text[] = FIRST TOTP "\n{ \"id\":\"" ID "\",\"type\":"
		"\"totp\",\"secret\":\"AE\",\"issuer\":\"other\"}\n";
	PAYLOAD payload = {0};
	struct entry *second;
	struct err err = {0};

	(void)state;
	assert_true(read_text(text, &payload, &err));
	assert_int_equal(payload.entries.len, 2);
	assert_false(entry_is_broken(payload.entries.items[0]));
	second = payload.entries.items[1];
	assert_string_equal(second->reason,
		"id: is that of an earlier account");
	assert_string_equal(second->issuer, "other");
	assert_string_not_equal(second->id, ID);
	assert_ptr_equal(entries_by_id(&payload.entries, second->id), second);
	assert_round_trip(text, text);
}

static void
test_overlong_line_is_kept(void **state)
{
	PAYLOAD payload = {0};
	BUF text = {0};
	struct err err = {0};

	(void)state;
	buf_add_str(&text, FIRST "{\"id\":\"" ID "\",\"x\":\"");
	while (text.len <= PAYLOAD_LINE_MAX)
		buf_add_str(&text, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	buf_add_str(&text, "\"}\n");
	assert_true(read_bytes(buf_text(&text), text.len, 65536, &payload,
		&err));
	assert_int_equal(payload.entries.len, 1);
	assert_true(entry_is_broken(payload.entries.items[0]));
	assert_round_trip(buf_text(&text), buf_text(&text));
}

static void
test_entry_too_large_for_a_line_is_refused(void **state)
{
	ENTRY entry = {0};
	BUF extra = {0};
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_true(entry_init(&entry, &err));
	buf_add_str(&extra, "{\"x\":\"");
	while (extra.len <= PAYLOAD_LINE_MAX)
		buf_add_str(&extra, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	buf_add_str(&extra, "\"}");
	entry.extra = str_dup(buf_text(&extra), &err);
	assert_false(payload_write_entry(&entry, &out, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
test_bad_first_line_is_damage(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{"", "contents: line 1: is missing"},
		{"\n" FIRST, "contents: line 1: column: must be "
			"JSON, ends too early"},
		{TOTP, "contents: line 1: otp-vault: is missing"},
		{"{\"otp-vault\":0}",
			"contents: line 1: otp-vault: must be 1 to "
			"18446744073709551615, is 0"},
		{"{\"otp-vault\":1}", "contents: line 1: id: is missing"},
		{"{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
			"\"recipients\":\"age1x\"}", "contents: line 1: "
			"recipients: must be an array, is text"},
		{"{\"otp-vault\":1,\"id\":\"" VAULT_ID "\","
			"\"recipients\":[1]}", "contents: line 1: "
			"recipients[0]: must be text"},
		{"secret words", "contents: line 1: column: must be "
			"JSON, is malformed"},
	};
	struct err err = {0};
	char whole[300], line[300];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		PAYLOAD payload = {0};

		assert_false(read_text(rows[i].text, &payload, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		err_format(&err, whole, sizeof(whole));
		without_column(whole, line);
		assert_string_equal(line, rows[i].line);
	}
}

static void
test_newer_version_is_readable(void **state)
{
	PAYLOAD payload = {0};
	struct err err = {0};

	(void)state;
	assert_true(read_text("{\"otp-vault\":2,\"id\":\"" VAULT_ID "\"}\n"
		LEAST, &payload, &err));
	assert_int_equal(payload.version, 2);
	assert_int_equal(payload.entries.len, 1);
}

static void
test_deleting_leaves_a_tombstone(void **state)
{
	PAYLOAD payload = {0};
	BUF out = {0};
	struct err err = {0};
	static const char want[] = FIRST HOTP "\n{\"deleted\":\"" ID
		"\",\"at\":1800000000}\n";

	(void)state;
	assert_true(read_text(FIRST TOTP "\n" HOTP "\n", &payload, &err));
	assert_true(payload_delete(&payload, ID, 1800000000, &err));
	assert_false(payload_delete(&payload, ID, 1800000000, &err));
	assert_int_equal(err.kind, ERR_NO_MATCH);
	assert_true(payload_write(&payload, collect, &out, &err));
	assert_memory_equal(out.data, want, strlen(want));
}

static void
test_size_does_not_tell_a_few_accounts(void **state)
{
	static const char *const texts[] = {
		FIRST, FIRST TOTP "\n", FIRST TOTP "\n" HOTP "\n",
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		PAYLOAD payload = {0};
		BUF out = {0};

		assert_true(read_text(texts[i], &payload, &err));
		assert_true(payload_write(&payload, collect, &out, &err));
		assert_int_equal(out.len, PAYLOAD_PAD_BYTES);
	}
}

static void
test_new_payload_is_an_empty_vault(void **state)
{
	PAYLOAD payload = {0};
	PAYLOAD again = {0};
	BUF out = {0};
	struct err err = {0};

	(void)state;
	assert_true(payload_init(&payload, &err));
	assert_int_equal(payload.revision, 0);
	assert_true(payload_write(&payload, collect, &out, &err));
	assert_true(read_text(buf_text(&out), &again, &err));
	assert_string_equal(again.id, payload.id);
	assert_int_equal(again.version, PAYLOAD_VERSION);
}

static void
test_numbers_of_revisions_end_and_do_not_begin_anew(void **state)
{
	(void)state;
	assert_true(payload_revision_after(0, 1) == 1);
	assert_true(payload_revision_after(41, 2) == 43);
	assert_true(payload_revision_after(UINT64_MAX - 2, 1) ==
		UINT64_MAX - 1);
	assert_true(payload_revision_after(UINT64_MAX - 2, 2) == UINT64_MAX);
	assert_true(payload_revision_after(UINT64_MAX - 1, 2) == UINT64_MAX);
	assert_true(payload_revision_after(UINT64_MAX, 1) == UINT64_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_every_key_of_an_account),
		cmocka_unit_test(test_writes_what_it_read),
		cmocka_unit_test(
			test_earlier_keys_and_counters_are_read_and_written),
		cmocka_unit_test(test_missing_keys_have_defaults),
		cmocka_unit_test(test_unknown_keys_are_kept),
		cmocka_unit_test(test_large_numbers_become_text),
		cmocka_unit_test(test_broken_lines_are_kept_and_say_why),
		cmocka_unit_test(test_broken_line_shows_what_can_be_read),
		cmocka_unit_test(test_bytes_that_are_no_text_are_kept),
		cmocka_unit_test(test_second_line_with_an_id_is_kept_apart),
		cmocka_unit_test(test_overlong_line_is_kept),
		cmocka_unit_test(test_entry_too_large_for_a_line_is_refused),
		cmocka_unit_test(test_bad_first_line_is_damage),
		cmocka_unit_test(test_newer_version_is_readable),
		cmocka_unit_test(test_deleting_leaves_a_tombstone),
		cmocka_unit_test(test_size_does_not_tell_a_few_accounts),
		cmocka_unit_test(test_new_payload_is_an_empty_vault),
		cmocka_unit_test(
			test_numbers_of_revisions_end_and_do_not_begin_anew),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
