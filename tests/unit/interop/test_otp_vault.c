#include <setjmp.h>
#include <stdarg.h>

#include "codec/base64.h"
#include "codec/json.h"
#include "import_lines.h"
#include "vault/age.h"
#include "vault/payload.h"

#include <cmocka.h>

#define KEY "JBSWY3DPEHPK3PXP"
#define LOG_N 2 /* quick, for a test */
#define ID "0b5c6d0e-1111-4222-8333-4444555566"

static const char lines[] =
	"{\"otp-vault\":1,\"id\":\"" ID "00\",\"revision\":3,\"saved\":1}\n"
	"{\"id\":\"" ID "01\",\"issuer\":\"Ex\",\"account\":\"a\",\"type\":"
	"\"totp\",\"secret\":\"" KEY "\",\"created\":5,\"modified\":6}\n"
	"{\"id\":\"" ID "02\",\"issuer\":\"\",\"account\":\"gone\",\"type\":"
	"\"totp\",\"secret\":\"" KEY "\",\"trashed\":7}\n"
	"{\"id\":\"" ID "03\",\"account\":\"odd\",\"type\":\"totp\","
	"\"secret\":\"" KEY "\",\"digits\":60}\n"
	"{\"deleted\":\"" ID "04\",\"at\":8}\n"
	"{\"id\":\"" ID "05\",\"issuer\":\"\",\"account\":\"h\",\"type\":"
	"\"hotp\",\"secret\":\"" KEY "\",\"counter\":9,\"tags\":[\"t\"]}\n";

#define WANTED "totp \"Ex\" \"a\" " KEY " SHA1 6 30s\n" \
	"hotp \"\" \"h\" " KEY " SHA1 6 #9\n" \
	"skipped \"gone\": is in the trash\n"

static const struct format *
format(void)
{
	return format_find("otp");
}

static void
make_secret(const char *text, struct secret *out)
{
	struct err err = {0};

	assert_true(secret_set(out, text, strlen(text), &err));
}

static bool
append(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

/* An age file with this content, and the passphrase "apple". */
static void
make_file(const void *content, size_t len, struct buf *out)
{
	SECRET passphrase = {0}, file_key = {0};
	AGE_HEADER header = {0};
	AGE_SEALER sealer = {0};
	struct err err = {0};

	make_secret("apple", &passphrase);
	assert_true(age_header_new_scrypt(&passphrase, LOG_N, &header,
		&file_key, &err));
	buf_add(out, header.text.data, header.text.len);
	assert_true(age_sealer_init(&sealer, &file_key, append, out, &err));
	assert_true(age_sealer_feed(&sealer, content, len, &err));
	assert_true(age_sealer_finish(&sealer, &err));
	assert_true(buf_ok(out, &err));
}

static bool
read_file(const struct buf *file, const char *typed, struct import *import,
	struct err *err)
{
	SECRET passphrase = {0};

	if (typed == NULL)
		return format()->read(file->data, file->len, NULL, import,
			err);
	make_secret(typed, &passphrase);
	return format()->read(file->data, file->len, &passphrase, import, err);
}

static void
expect_error(const struct buf *file, const char *typed, enum err_kind kind,
	const char *wanted)
{
	IMPORT import = {0};
	struct err err = {0};

	assert_false(read_file(file, typed, &import, &err));
	assert_int_equal(err.kind, kind);
	assert_string_equal(err.text, wanted);
	assert_int_equal(import.entries.len, 0);
}

static void
test_live_accounts_are_taken_without_their_ids(void **state)
{
	IMPORT import = {0};
	BUF file = {0}, got = {0};
	struct err err = {0};

	(void)state;
	make_file(lines, sizeof(lines) - 1, &file);
	assert_true(read_file(&file, "apple", &import, &err));
	import_lines(&import, &got);
	assert_true(strncmp(buf_text(&got), WANTED, strlen(WANTED)) == 0);
	assert_int_equal(import.skipped_count, 2);
	assert_string_equal(import.skipped[1].name, "odd");
	assert_non_null(strstr(import.skipped[1].err.text,
		"digits: must be 4 to 10, is 60"));
	assert_string_equal(import.entries.items[0]->id, "");
	assert_int_equal(import.entries.items[0]->created, 5);
	assert_string_equal(import.entries.items[1]->tags[0], "t");
}

static void
test_the_passphrase_is_asked_for_and_checked(void **state)
{
	BUF file = {0};

	(void)state;
	make_file(lines, sizeof(lines) - 1, &file);
	expect_error(&file, NULL, ERR_LOCKED, "needs its passphrase");
	expect_error(&file, "pear", ERR_LOCKED, "wrong passphrase");
}

static void
test_armored_files_are_read(void **state)
{
	IMPORT import = {0};
	BUF file = {0}, base64 = {0}, armored = {0};
	struct err err = {0};

	(void)state;
	make_file(lines, sizeof(lines) - 1, &file);
	base64_encode(file.data, file.len, BASE64_STRICT, &base64);
	buf_add_str(&armored, "-----BEGIN AGE ENCRYPTED FILE-----\n");
	for (size_t i = 0; i < base64.len; i += 64)
		buf_addf(&armored, "%.64s\n", buf_text(&base64) + i);
	buf_add_str(&armored, "-----END AGE ENCRYPTED FILE-----\n");
	assert_int_equal(format()->match(armored.data, armored.len),
		MATCH_SURE);
	assert_true(read_file(&armored, "apple", &import, &err));
	assert_int_equal(import.entries.len, 2);
}

static void
test_a_damaged_file_gives_what_verified_before(void **state)
{
	IMPORT import = {0};
	BUF content = {0}, file = {0}, small = {0};
	struct err err = {0};

	(void)state;
	buf_add_str(&content, lines);
	while (content.len < 2 * AGE_CHUNK_BYTES)
		buf_add_byte(&content, ' ');
	make_file(content.data, content.len, &file);
	file.data[file.len - 1] ^= 1;
	assert_true(read_file(&file, "apple", &import, &err));
	assert_int_equal(import.entries.len, 2);
	assert_int_equal(import.skipped_count, 3);
	assert_int_equal(import.skipped[2].err.kind, ERR_DAMAGED);
	/* nothing of a first chunk that is damaged */
	make_file(lines, sizeof(lines) - 1, &small);
	small.data[small.len - 1] ^= 1;
	{
		IMPORT none = {0};

		assert_false(read_file(&small, "apple", &none, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		assert_int_equal(none.entries.len, 0);
	}
}

static void
test_another_age_file_is_not_a_vault(void **state)
{
	IMPORT import = {0};
	BUF file = {0};
	struct err err = {0};

	(void)state;
	make_file("hello\n", 6, &file);
	assert_false(read_file(&file, "apple", &import, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_int_equal(import.entries.len, 0);
}

/* Nobody is to be asked for a passphrase then. */
static void
test_a_vault_without_a_passphrase_is_refused(void **state)
{
	/* That of the age specification. */
	static const char key[] =
		"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
	struct age_recipient recipient;
	AGE_HEADER header = {0};
	SECRET file_key = {0};
	struct err err = {0};

	(void)state;
	assert_true(age_recipient_parse(key, strlen(key), &recipient, &err));
	assert_true(age_header_new_x25519(&recipient, 1, &header, &file_key,
		&err));
	expect_error(&header.text, NULL, ERR_FORMAT, "must be opened by a "
		"passphrase to be imported, is by identities");
}

static void
test_recognised_by_content(void **state)
{
	static const char start[] = "age-encryption.org/v1\n-> scrypt ";

	(void)state;
	assert_ptr_equal(format_guess((const uint8_t *)start, strlen(start)),
		format());
	assert_true((format()->flags & FORMAT_ENCRYPTED) != 0);
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
		cmocka_unit_test(
			test_live_accounts_are_taken_without_their_ids),
		cmocka_unit_test(test_the_passphrase_is_asked_for_and_checked),
		cmocka_unit_test(test_armored_files_are_read),
		cmocka_unit_test(
			test_a_damaged_file_gives_what_verified_before),
		cmocka_unit_test(test_another_age_file_is_not_a_vault),
		cmocka_unit_test(
			test_a_vault_without_a_passphrase_is_refused),
		cmocka_unit_test(test_recognised_by_content),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
