#include <setjmp.h>
#include <stdarg.h>

#include "recipients.h"
#include "vault/identities.h"

#include <cmocka.h>

/* Writes text to a file, and reads that as identities. */
static bool
read_text(const char *text, struct identities *out, struct err *err)
{
	PLACE place = {0};
	char warning[UNLOCK_WARNING_SIZE];

	place_init(&place);
	write_bytes(place.vault, text, strlen(text));
	return identities_read(place.vault, out, warning, err);
}

static void
test_file_of_age_keygen_is_read(void **state)
{
	static const char *const texts[] = {
		"# created: 2026-11-21T21:00:00Z\n# public key: " RECIPIENT
			"\n" IDENTITY "\n",
		IDENTITY,
		"\r\n# x\r\n" IDENTITY "\r\n",
		"\n\n" IDENTITY " \t\n\n",
		"AGE-PLUGIN-X-1QQ\n" IDENTITY "\nAGE-SECRET-KEY-PQ-1QQ\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		IDENTITIES identities = {0};
		struct age_recipient recipient;
		struct err err = {0};
		BUF text = {0};

		assert_true(read_text(texts[i], &identities, &err));
		assert_int_equal(identities.count, 1);
		assert_true(age_identity_recipient(&identities.items[0],
			&recipient, &err));
		age_recipient_write(&recipient, &text);
		assert_string_equal(buf_text(&text), RECIPIENT);
	}
}

static void
test_what_is_wrong_is_told_without_the_line(void **state)
{
	static const struct {
		const char *text;
		enum err_kind kind;
		const char *where, *want;
	} rows[] = {
		{"", ERR_LOCKED, "", "has no identity of age-keygen "
			"(AGE-SECRET-KEY-1...)"},
		{"# only\n", ERR_LOCKED, "", "has no identity of age-keygen "
			"(AGE-SECRET-KEY-1...)"},
		{IDENTITY "\n\nsecret\n", ERR_FORMAT, "line 3",
			"must begin with \"age-secret-key-1\""},
		{" " IDENTITY "\n", ERR_FORMAT, "line 1",
			"must be all in lower or all in upper case"},
		{"age-encryption.org/v1\n-> X25519 x\n", ERR_LOCKED, "",
			"is itself encrypted, which otp cannot read; decrypt "
			"it with: age -d"},
		{"-----BEGIN RSA PRIVATE KEY-----\n", ERR_FORMAT, "",
			"must be identities of age-keygen, is a key of "
			"another program"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		IDENTITIES identities = {0};
		struct err err = {0};

		assert_false(read_text(rows[i].text, &identities, &err));
		assert_int_equal(err.kind, rows[i].kind);
		assert_string_equal(err.where, rows[i].where);
		assert_string_equal(err.text, rows[i].want);
	}
}

static void
test_files_are_bounded(void **state)
{
	IDENTITIES identities = {0};
	struct err err = {0};
	BUF text = {0};

	(void)state;
	for (int i = 0; i <= IDENTITIES_MAX; i++)
		buf_add_str(&text, IDENTITY "\n");
	assert_false(read_text(buf_text(&text), &identities, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_int_equal(identities.count, IDENTITIES_MAX);
	identities_wipe(&identities);
	buf_clear(&text);
	while (text.len <= IDENTITIES_FILE_MAX)
		buf_add_str(&text, "# a comment of an identity file\n");
	assert_false(read_text(buf_text(&text), &identities, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
}

static void
test_permissions_of_others_warn(void **state)
{
	PLACE place = {0};
	IDENTITIES identities = {0};
	char warning[UNLOCK_WARNING_SIZE];
	struct err err = {0};

	(void)state;
	place_init(&place);
	write_bytes(place.vault, IDENTITY, strlen(IDENTITY));
	assert_true(identities_read(place.vault, &identities, warning, &err));
	assert_string_equal(warning, "");
	assert_int_equal(chmod(place.vault, 0604), 0);
	assert_true(identities_read(place.vault, &identities, warning, &err));
	assert_string_equal(warning, "has mode 604, so others may get at the "
		"identity; better: chmod 600");
	assert_int_equal(identities.count, 2);
}

static void
test_identity_that_fits_is_found_among_others(void **state)
{
	CLEANUP(recipients_wipe) struct recipients list = {0};
	IDENTITIES identities = {0};
	AGE_HEADER header = {0};
	SECRET made = {0};
	SECRET found = {0};
	struct age_recipient recipient;
	struct err err = {0};
	BUF text = {0};

	(void)state;
	assert_true(recipients_add(&list, RECIPIENT, &err));
	assert_true(recipients_header(&list, &header, &made, &err));
	assert_true(read_text(OTHER "\n", &identities, &err));
	assert_false(identities_unlock(&identities, &header, &found,
		&recipient, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_true(read_text(IDENTITY "\n", &identities, &err));
	assert_true(identities_unlock(&identities, &header, &found,
		&recipient, &err));
	assert_true(secret_equal(&found, &made));
	age_recipient_write(&recipient, &text);
	assert_string_equal(buf_text(&text), RECIPIENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file_of_age_keygen_is_read),
		cmocka_unit_test(test_what_is_wrong_is_told_without_the_line),
		cmocka_unit_test(test_files_are_bounded),
		cmocka_unit_test(test_permissions_of_others_warn),
		cmocka_unit_test(
			test_identity_that_fits_is_found_among_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
