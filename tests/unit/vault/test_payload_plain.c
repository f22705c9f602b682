#include <setjmp.h>
#include <stdarg.h>

#include "lines.h"

#include <cmocka.h>

/* Lines as we write them take a shorter way; a blank leads off it. */
#define HEAD "\"id\":\"" ID "\",\"issuer\":\"GitHub\",\"account\":\"a@b.c\","
#define SECRET_AE "\"secret\":\"JBSWY3DPEHPK3PXP\","
#define MIDDLE "\"type\":\"totp\"," SECRET_AE "\"algorithm\":\"SHA1\"," \
	"\"digits\":6,\"period\":30"

static const char *const ways[] = {
	HEAD MIDDLE "}",
	HEAD MIDDLE ",\"created\":1,\"modified\":2}",
	HEAD MIDDLE ",\"tags\":[\"a\",\"b c\"],\"favorite\":true,"
		"\"created\":1,\"modified\":2,\"trashed\":3}",
	HEAD MIDDLE ",\"tags\":[\"a\",\"A\"]}",
	HEAD MIDDLE ",\"tags\":[]}",
	HEAD MIDDLE ",\"tags\":[\"a\",]}",
	HEAD MIDDLE ",\"favorite\":false}",
	HEAD MIDDLE ",\"note\":\"x\"}",
	HEAD MIDDLE ",\"x\":1}",
	HEAD MIDDLE ",\"modified\":2,\"created\":1}",
	HEAD MIDDLE ",\"created\":01}",
	HEAD MIDDLE ",\"created\":\"1\"}",
	HEAD MIDDLE ",\"created\":}",
	HEAD MIDDLE ",\"created\":1234567890123456}",
	HEAD MIDDLE "}}",
	HEAD MIDDLE,
	HEAD "\"type\":\"hotp\"," SECRET_AE
		"\"algorithm\":\"SHA512\",\"digits\":8,\"counter\":0}",
	HEAD "\"type\":\"hotp\"," SECRET_AE "\"algorithm\":\"SHA256\","
		"\"digits\":8,\"counter\":999999999999999}",
	HEAD "\"type\":\"hotp\"," SECRET_AE "\"algorithm\":\"SHA256\","
		"\"digits\":8,\"counter\":9999999999999999}",
	HEAD "\"type\":\"hotp\"," SECRET_AE
		"\"algorithm\":\"SHA1\",\"digits\":8,\"period\":30}",
	HEAD "\"type\":\"steam\"," SECRET_AE
		"\"algorithm\":\"SHA1\",\"digits\":5,\"period\":30}",
	HEAD "\"type\":\"totp\"," SECRET_AE
		"\"algorithm\":\"SHA1\",\"digits\":11,\"period\":30}",
	HEAD "\"type\":\"totp\"," SECRET_AE
		"\"algorithm\":\"SHA1\",\"digits\":6,\"period\":86401}",
	HEAD "\"type\":\"totp\"," SECRET_AE "\"algorithm\":\"SHA1\","
		"\"digits\":6,\"period\":4294967326}",
	HEAD "\"type\":\"totp\",\"secret\":\"J1\","
		"\"algorithm\":\"SHA1\",\"digits\":6,\"period\":30}",
	HEAD "\"type\":\"totp\",\"secret\":\"jb sw\","
		"\"algorithm\":\"SHA1\",\"digits\":6,\"period\":30}",
	HEAD "\"type\":\"totp\",\"secret\":\"JBSWY3DP\","
		"\"algorithm\":\"MD5\",\"digits\":6,\"period\":30}",
	"\"id\":\"X\"," MIDDLE "}",
	"\"id\":\"" ID "\",\"issuer\":\"\\u0041\\\"\\n\",\"account\":\"\","
		MIDDLE "}",
	"\"id\":\"" ID "\",\"issuer\":\"\xc3\xa4\",\"account\":\"\","
		MIDDLE "}",
	"\"id\":\"" ID "\",\"issuer\":\"\xff\",\"account\":\"\"," MIDDLE
		"}",
	"\"id\":\"" ID "\",\"issuer\":\"\x7f\",\"account\":\"\"," MIDDLE
		"}",
};

/* What comes of "{" and the rest of a line, with a reason if broken. */
static void
read_way(const char *start, const char *rest, struct buf *out)
{
	PAYLOAD payload = {0};
	BUF text = {0};
	const struct entry *entry;
	struct err err = {0};
	char reason[300];

	buf_add_str(&text, FIRST);
	buf_add_str(&text, start);
	buf_add_str(&text, rest);
	assert_true(read_text(buf_text(&text), &payload, &err));
	assert_int_equal(payload.entries.len, 1);
	entry = payload.entries.items[0];
	if (entry_is_broken(entry)) {
		without_column(entry->reason, reason);
		buf_add_str(out, reason);
	} else {
		assert_true(payload_write_entry(entry, out, &err));
	}
}

static void
test_short_way_reads_no_differently(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		BUF plain = {0};
		BUF general = {0};

		read_way("{", ways[i], &plain);
		read_way("{ ", ways[i], &general);
		assert_string_equal(buf_text(&plain), buf_text(&general));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_way_reads_no_differently),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
