/*
 * Thousands of random parameter sets, the same in every run, against other
 * people's programs: oathtool where it goes (6 to 8 digits, HOTP with SHA1
 * only), and Perl's Digest::SHA for everything. Left out, and said so, where
 * the program is missing.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <inttypes.h>

#include "codec/hex.h"
#include "core/code.h"
#include "core/entries.h"
#include "os/proc.h"

#include <cmocka.h>

#define OATHTOOL_ROUNDS 2000
#define PERL_ROUNDS 5000
#define OUTPUT_MAX ((size_t)1024 * 1024)
#define DEADLINE_MS 60000
#define TIME_MAX UINT64_C(300000000000) /* the year 11476 */

/* One line a code: hash, hexadecimal key, moving factor, digits. */
static const char reference[] =
	"use strict; use warnings; use Digest::SHA qw(hmac_sha1_hex "
	"hmac_sha256_hex hmac_sha512_hex);\n"
	"while (<STDIN>) {\n"
	"  my ($hash, $hex, $factor, $digits) = split;\n"
	"  my $key = pack('H*', $hex);\n"
	"  my $data = pack('Q>', $factor);\n"
	"  my $mac = pack('H*', $hash eq 'SHA1' ? hmac_sha1_hex($data, $key)\n"
	"    : $hash eq 'SHA256' ? hmac_sha256_hex($data, $key)\n"
	"    : hmac_sha512_hex($data, $key));\n"
	"  my $at = ord(substr($mac, -1)) & 15;\n"
	"  my $value = unpack('N', substr($mac, $at, 4)) & 0x7fffffff;\n"
	"  printf \"%0*d\\n\", $digits, $value % 10 ** $digits;\n"
	"}\n";

/* xorshift64 */
static uint64_t
draw(uint64_t *seed, uint64_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed % below;
}

static uint64_t
draw_any_size(uint64_t *seed)
{
	return draw(seed, UINT64_MAX) >> draw(seed, 64);
}

static void
random_entry(uint64_t *seed, struct entry *entry)
{
	size_t len = 1 + (size_t)draw(seed, draw(seed, 8) == 0
		? ENTRY_SECRET_MAX : 70);
	struct err err = {0};

	assert_true(entry_init(entry, &err));
	entry->type = draw(seed, 3) == 0 ? ENTRY_HOTP : ENTRY_TOTP;
	entry->algorithm = (enum entry_algorithm)draw(seed, 3);
	entry->digits = ENTRY_DIGITS_MIN + (unsigned int)draw(seed,
		ENTRY_DIGITS_MAX - ENTRY_DIGITS_MIN + 1);
	entry->period = 1 + (unsigned int)draw(seed, draw(seed, 2) == 0
		? ENTRY_PERIOD_MAX : 120);
	entry->counter = draw_any_size(seed);
	assert_true(secret_init(&entry->secret, len, &err));
	for (size_t i = 0; i < len; i++)
		entry->secret.bytes[i] = (uint8_t)draw(seed, 256);
}

static void
describe(const struct entry *entry, int64_t at, struct buf *out)
{
	buf_addf(out, "%s %s %u digits, period %u, counter %" PRIu64
		", time %" PRId64 ", key ", entry_type_name(entry->type),
		entry_algorithm_name(entry->algorithm), entry->digits,
		entry->period, entry->counter, at);
	hex_encode(entry->secret.bytes, entry->secret.len, out);
}

static void
expect_code(const struct entry *entry, int64_t at, const char *wanted,
	size_t len)
{
	struct code code = {0};
	BUF words = {0};
	struct err err = {0};

	assert_true(code_at(entry, at, 0, &code, &err));
	if (strlen(code.text) == len && memcmp(code.text, wanted, len) == 0)
		return;
	describe(entry, at, &words);
	fail_msg("%s: %s, other program %.*s", buf_text(&words), code.text,
		(int)len, wanted);
}

static void
run(const char *const *argv, const struct buf *feed,
	struct proc_result *result)
{
	struct proc proc = {
		.argv = argv,
		.input = -1,
		.feed = feed->data,
		.feed_len = feed->len,
		.out_max = OUTPUT_MAX,
		.err_max = OUTPUT_MAX,
		.deadline_ms = DEADLINE_MS,
	};
	struct err err = {0};

	if (!proc_run(&proc, result, &err) || result->status != 0)
		fail_msg("%s: %s %s", argv[0], err.text,
			buf_text(&result->err));
}

/* The key goes in by stdin. */
static void
ask_oathtool(const struct entry *entry, int64_t at)
{
	PROC_RESULT result = {0};
	char mode[32], digits[32], factor[32], step[32];
	const char *argv[] = {"oathtool", mode, digits, factor, step, "-",
		NULL};
	BUF key = {0};

	snprintf(digits, sizeof(digits), "--digits=%u", entry->digits);
	if (entry->type == ENTRY_HOTP) {
		snprintf(mode, sizeof(mode), "--hotp");
		snprintf(factor, sizeof(factor), "--counter=%" PRIu64,
			entry->counter);
		snprintf(step, sizeof(step), "--window=0");
	} else {
		snprintf(mode, sizeof(mode), "--totp=%s",
			entry_algorithm_name(entry->algorithm));
		snprintf(factor, sizeof(factor), "--now=@%" PRId64, at);
		snprintf(step, sizeof(step), "--time-step-size=%us",
			entry->period);
	}
	hex_encode(entry->secret.bytes, entry->secret.len, &key);
	buf_add_byte(&key, '\n');
	run(argv, &key, &result);
	assert_true(result.out.len > 0);
	expect_code(entry, at, buf_text(&result.out), result.out.len - 1);
}

static void
test_random_parameters_agree_with_oathtool(void **state)
{
	uint64_t seed = UINT64_C(0x0a7470);

	(void)state;
	if (!proc_exists("oathtool")) {
		print_message("oathtool is missing: nothing compared\n");
		skip();
	}
	for (int i = 0; i < OATHTOOL_ROUNDS; i++) {
		ENTRY entry = {0};
		int64_t at = (int64_t)draw(&seed, TIME_MAX);

		random_entry(&seed, &entry);
		entry.digits = 6 + (unsigned int)draw(&seed, 3);
		if (entry.type == ENTRY_HOTP)
			entry.algorithm = ENTRY_SHA1;
		ask_oathtool(&entry, at);
	}
}

static void
add_question(const struct entry *entry, int64_t at, struct buf *out)
{
	buf_addf(out, "%s ", entry_algorithm_name(entry->algorithm));
	hex_encode(entry->secret.bytes, entry->secret.len, out);
	buf_addf(out, " %" PRIu64 " %u\n", entry->type == ENTRY_HOTP
		? entry->counter : (uint64_t)at / entry->period,
		entry->digits);
}

static bool
have_digest_sha(void)
{
	static const char *const argv[] = {"perl", "-MDigest::SHA", "-e",
		"exit(pack('Q>', 1) ne \"\\0\\0\\0\\0\\0\\0\\0\\1\")", NULL};
	PROC_RESULT result = {0};
	struct proc proc = {.argv = argv, .input = -1, .out_max = OUTPUT_MAX,
		.err_max = OUTPUT_MAX, .deadline_ms = DEADLINE_MS};
	struct err err = {0};

	return proc_exists("perl") && proc_run(&proc, &result, &err) &&
		result.status == 0;
}

static void
test_random_parameters_agree_with_digest_sha(void **state)
{
	static const char *const argv[] = {"perl", "-e", reference, NULL};
	uint64_t seed = UINT64_C(0x5e1f);
	PROC_RESULT result = {0};
	ENTRIES entries = {0};
	BUF questions = {0};
	const char *answer;
	struct err err = {0};

	(void)state;
	if (!have_digest_sha()) {
		print_message("Perl with Digest::SHA is missing: nothing "
			"compared\n");
		skip();
	}
	for (int i = 0; i < PERL_ROUNDS; i++) {
		ENTRY entry = {0};

		random_entry(&seed, &entry);
		entry.modified = (int64_t)draw(&seed, TIME_MAX);
		add_question(&entry, entry.modified, &questions);
		assert_true(entries_add(&entries, &entry, &err));
	}
	assert_true(buf_ok(&questions, &err));
	run(argv, &questions, &result);
	answer = buf_text(&result.out);
	for (size_t i = 0; i < entries.len; i++) {
		size_t len = strcspn(answer, "\n");

		expect_code(entries.items[i], entries.items[i]->modified,
			answer, len);
		answer += len + 1;
	}
	assert_string_equal(answer, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_parameters_agree_with_oathtool),
		cmocka_unit_test(test_random_parameters_agree_with_digest_sha),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
