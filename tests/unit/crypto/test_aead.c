#include <setjmp.h>
#include <stdarg.h>

#include "crypto/aead.h"
#include "vectors.h"

#include <cmocka.h>

/*
 * RFC 8439 section 2.8.2. That example has additional data, we have none, so
 * the tag here is "openssl mac ... poly1305" over the RFC's ciphertext with
 * the RFC's one-time key; the same command with the RFC's additional data
 * gives the RFC's tag.
 */
#define KEY "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
#define NONCE "070000004041424344454647"
#define PLAIN "Ladies and Gentlemen of the class of '99: If I could offer " \
	"you only one tip for the future, sunscreen would be it."
#define SEALED \
	"d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62" \
	"d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692d" \
	"dbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def0" \
	"8e4b7a9de576d26586cec64b6116" "6a23a4681fd59456aea1d29f82477216"

struct fixture {
	struct secret key, nonce, sealed;
};

static int
setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	if (fixture == NULL)
		return -1;
	unhex(KEY, &fixture->key);
	unhex(NONCE, &fixture->nonce);
	unhex(SEALED, &fixture->sealed);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	secret_wipe(&fixture->key);
	secret_wipe(&fixture->nonce);
	secret_wipe(&fixture->sealed);
	free(fixture);
	return 0;
}

static void
test_seals_as_published(void **state)
{
	struct fixture *f = *state;
	uint8_t sealed[sizeof(PLAIN) - 1 + AEAD_TAG_BYTES];
	struct err err = {0};

	assert_int_equal(sizeof(sealed), f->sealed.len);
	assert_true(aead_seal(&f->key, f->nonce.bytes,
		(const uint8_t *)PLAIN, sizeof(PLAIN) - 1, sealed, &err));
	assert_memory_equal(sealed, f->sealed.bytes, sizeof(sealed));
}

static void
test_opens_what_is_published(void **state)
{
	struct fixture *f = *state;
	uint8_t plain[sizeof(PLAIN) - 1];
	struct err err = {0};

	assert_true(aead_open(&f->key, f->nonce.bytes, f->sealed.bytes,
		f->sealed.len, plain, &err));
	assert_memory_equal(plain, PLAIN, sizeof(plain));
}

static void
test_refuses_any_changed_byte_and_gives_nothing_out(void **state)
{
	struct fixture *f = *state;
	uint8_t plain[sizeof(PLAIN) - 1], zero[sizeof(PLAIN) - 1] = {0};
	struct err err = {0};

	for (size_t i = 0; i < f->sealed.len; i++) {
		f->sealed.bytes[i] ^= 1;
		assert_false(aead_open(&f->key, f->nonce.bytes,
			f->sealed.bytes, f->sealed.len, plain, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		assert_memory_equal(plain, zero, sizeof(plain));
		f->sealed.bytes[i] ^= 1;
	}
}

static void
test_refuses_less_than_a_tag(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	uint8_t plain[1];

	assert_false(aead_open(&f->key, f->nonce.bytes, f->sealed.bytes,
		AEAD_TAG_BYTES - 1, plain, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
}

static void
test_empty_text_makes_a_tag_alone(void **state)
{
	struct fixture *f = *state;
	uint8_t sealed[AEAD_TAG_BYTES], plain[1];
	struct err err = {0};

	assert_true(aead_seal(&f->key, f->nonce.bytes, NULL, 0, sealed,
		&err));
	assert_true(aead_open(&f->key, f->nonce.bytes, sealed,
		sizeof(sealed), plain, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seals_as_published),
		cmocka_unit_test(test_opens_what_is_published),
		cmocka_unit_test(
			test_refuses_any_changed_byte_and_gives_nothing_out),
		cmocka_unit_test(test_refuses_less_than_a_tag),
		cmocka_unit_test(test_empty_text_makes_a_tag_alone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
