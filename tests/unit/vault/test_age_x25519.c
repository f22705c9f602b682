#include <setjmp.h>
#include <stdarg.h>

#include "vault/age.h"

#include <cmocka.h>

/* The key pair of the age specification. */
#define IDENTITY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGF" \
	"PYYSJZGFPQ4EGAEX"
#define RECIPIENT \
	"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
/* Two made by age-keygen(1). */
#define OTHER "AGE-SECRET-KEY-1N8V6Y4F885FXYQXUMPMPHWH6KF26L98F25H2LEV32XQVV6" \
	"Y32ULQ4THM8H"
#define OTHER_RECIPIENT \
	"age1pmxedwpzczz8fnd5ypqv9rlzsktc4suhrmyz5r8d0wdz5u9dha8qyyhckn"

/* The specification's example of another kind. */
static const char hybrid[] =
	"AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0"
	"H3SK3ZQFR";

#define V1 "age-encryption.org/v1\n"
#define SHARE "O6DLx/wDIawpUC978NSPjYvrfDtJVnZApXKp4FMPHCY"
#define BODY "3aKjozt9agh7jGmvOKvR4iax41Wl4zj95MKK4X9JuWc"
#define END "--- IOXiQYStkoT1mvZW2tFOqZdhRVvj58egABx/sWfZQbc\n"

static void
identity_from(const char *text, struct secret *out)
{
	struct err err;

	assert_true(age_identity_parse(text, strlen(text), out, &err));
}

static struct age_recipient
recipient_from(const char *text)
{
	struct age_recipient recipient;
	struct err err;

	assert_true(age_recipient_parse(text, strlen(text), &recipient, &err));
	return recipient;
}

static void
test_identities_have_their_published_recipients(void **state)
{
	static const char *const pairs[][2] = {
		{IDENTITY, RECIPIENT}, {OTHER, OTHER_RECIPIENT},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		struct age_recipient recipient;
		SECRET identity = {0};
		BUF text = {0};

		identity_from(pairs[i][0], &identity);
		assert_true(age_identity_recipient(&identity, &recipient,
			&err));
		age_recipient_write(&recipient, &text);
		assert_string_equal(buf_text(&text), pairs[i][1]);
	}
}

static void
test_each_recipient_opens_and_nobody_else(void **state)
{
	struct age_recipient recipients[2] = {
		recipient_from(RECIPIENT), recipient_from(OTHER_RECIPIENT),
	};
	static const char *const identities[] = {IDENTITY, OTHER};
	AGE_HEADER header = {0};
	AGE_HEADER one = {0};
	SECRET made = {0};
	SECRET made_one = {0};
	SECRET identity = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	assert_true(age_header_new_x25519(recipients, 2, &header, &made,
		&err));
	assert_int_equal(header.stanza_count, 2);
	for (size_t i = 0; i < COUNT_OF(identities); i++) {
		SECRET found = {0};
		SECRET own = {0};

		identity_from(identities[i], &own);
		assert_true(age_header_unlock_x25519(&header, &own, &found,
			&err));
		assert_true(secret_equal(&found, &made));
	}
	assert_true(age_header_new_x25519(recipients, 1, &one, &made_one,
		&err));
	identity_from(OTHER, &identity);
	assert_false(age_header_unlock_x25519(&one, &identity, &key, &err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_null(key.bytes);
}

static void
test_passphrase_and_identity_do_not_mix(void **state)
{
	struct age_recipient recipient = recipient_from(RECIPIENT);
	AGE_HEADER scrypt = {0};
	AGE_HEADER x25519 = {0};
	SECRET passphrase = {0};
	SECRET identity = {0};
	SECRET made = {0};
	SECRET made_too = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	assert_true(secret_set(&passphrase, "x", 1, &err));
	identity_from(IDENTITY, &identity);
	assert_true(age_header_new_scrypt(&passphrase, 1, &scrypt, &made,
		&err));
	assert_false(age_header_unlock_x25519(&scrypt, &identity, &key,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_true(age_header_new_x25519(&recipient, 1, &x25519, &made_too,
		&err));
	assert_false(age_header_unlock_scrypt(&x25519, &passphrase, &key,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

static void
test_number_of_recipients_is_limited(void **state)
{
	struct age_recipient many[AGE_STANZAS_MAX + 1];
	AGE_HEADER header = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(many); i++)
		many[i] = recipient_from(RECIPIENT);
	assert_false(age_header_new_x25519(many, 0, &header, &key, &err));
	assert_false(age_header_new_x25519(many, COUNT_OF(many), &header,
		&key, &err));
	assert_string_equal(err.text, "recipients must be 1 to 64, are 65");
}

static void
test_malformed_stanzas_are_damage(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{V1 "-> X25519\n" BODY "\n" END,
			"header: X25519 stanza: must have one share"},
		{V1 "-> X25519 " SHARE " x\n" BODY "\n" END,
			"header: X25519 stanza: must have one share"},
		{V1 "-> X25519 AAAA\n" BODY "\n" END, "header: X25519 stanza: "
			"the share must be 32 bytes in canonical Base64, is "
			"not"},
		{V1 "-> X25519 " SHARE "=\n" BODY "\n" END, "header: X25519 "
			"stanza: the share must be 32 bytes in canonical "
			"Base64, is not"},
		{V1 "-> X25519 " SHARE "\nAAAA\n" END, "header: X25519 "
			"stanza: the wrapped key must be 32 bytes, is not"},
	};
	struct err err = {0};
	char line[200];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		AGE_HEADER header = {0};

		assert_false(age_header_parse((const uint8_t *)rows[i].text,
			strlen(rows[i].text), &header, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, rows[i].line);
	}
}

static void
test_other_texts_are_no_keys(void **state)
{
	static const char *const rows[] = {
		"", "AGE-SECRET-KEY-1", RECIPIENT, "age1", hybrid,
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		SECRET identity = {0};

		assert_false(age_identity_parse(rows[i], strlen(rows[i]),
			&identity, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_identities_have_their_published_recipients),
		cmocka_unit_test(test_each_recipient_opens_and_nobody_else),
		cmocka_unit_test(test_passphrase_and_identity_do_not_mix),
		cmocka_unit_test(test_number_of_recipients_is_limited),
		cmocka_unit_test(test_malformed_stanzas_are_damage),
		cmocka_unit_test(test_other_texts_are_no_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
