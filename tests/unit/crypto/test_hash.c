#include <setjmp.h>
#include <stdarg.h>

#include "crypto/hash.h"
#include "vectors.h"

#include <cmocka.h>

/* RFC 4231 (SHA-256 and SHA-512) and RFC 2202 (SHA-1), test cases 1, 2, 6. */
static const struct {
	enum hash hash;
	uint8_t key_byte; /* repeated; or 0: the key is "Jefe" */
	size_t key_len;
	const char *text, *digest;
} hmacs[] = {
	{HASH_SHA1, 0x0b, 20, "Hi There",
		"b617318655057264e28bc0b6fb378c8ef146be00"},
	{HASH_SHA1, 0, 4, "what do ya want for nothing?",
		"effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
	{HASH_SHA1, 0xaa, 80,
		"Test Using Larger Than Block-Size Key - Hash Key First",
		"aa4ae5e15272d00e95705637ce8a3b55ed402112"},
	{HASH_SHA256, 0x0b, 20, "Hi There",
		"b0344c61d8db38535ca8afceaf0bf12b"
		"881dc200c9833da726e9376c2e32cff7"},
	{HASH_SHA256, 0, 4, "what do ya want for nothing?",
		"5bdcc146bf60754e6a042426089575c7"
		"5a003f089d2739839dec58b964ec3843"},
	{HASH_SHA256, 0xaa, 131,
		"Test Using Larger Than Block-Size Key - Hash Key First",
		"60e431591ee0b67f0d8a26aacbf5b77f"
		"8e0bc6213728c5140546040f0ee37f54"},
	{HASH_SHA512, 0x0b, 20, "Hi There",
		"87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17"
		"cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a"
		"126854"},
	{HASH_SHA512, 0, 4, "what do ya want for nothing?",
		"164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250"
		"5549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38"
		"bce737"},
	{HASH_SHA512, 0xaa, 131,
		"Test Using Larger Than Block-Size Key - Hash Key First",
		"80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f"
		"3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d"
		"786598"},
};

static void
test_hmac_gives_the_published_digests(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(hmacs); i++) {
		SECRET key = {0};
		SECRET want = {0};
		uint8_t digest[HASH_MAX_BYTES];

		assert_true(secret_init(&key, hmacs[i].key_len, &err));
		memset(key.bytes, hmacs[i].key_byte, key.len);
		if (hmacs[i].key_byte == 0)
			memcpy(key.bytes, "Jefe", 4);
		unhex(hmacs[i].digest, &want);
		assert_int_equal(want.len, hash_size(hmacs[i].hash));
		assert_true(hash_hmac(hmacs[i].hash, &key, hmacs[i].text,
			strlen(hmacs[i].text), digest, &err));
		assert_memory_equal(digest, want.bytes, want.len);
	}
}

static void
test_hmac_takes_an_empty_key(void **state)
{
	/* printf abc | openssl dgst -sha1 -hmac "" */
	const char *digest = "9b4a918f398d74d3e367970aba3cbe54e4d2b5d9";
	struct secret key = {0};
	SECRET want = {0};
	uint8_t found[HASH_MAX_BYTES];
	struct err err = {0};

	(void)state;
	unhex(digest, &want);
	assert_true(hash_hmac(HASH_SHA1, &key, "abc", 3, found, &err));
	assert_memory_equal(found, want.bytes, want.len);
}

static void
test_digest_of_pieces_is_the_published_one(void **state)
{
	/* FIPS 180-2, appendix B.2. */
	const char *text =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	const char *digest = "248d6a61d20638b8e5c026930c3e6039"
		"a33ce45964ff2167f6ecedd419db06c1";
	uint8_t found[HASH_MAX_BYTES];
	DIGEST started = {0};
	SECRET want = {0};
	struct err err = {0};

	(void)state;
	unhex(digest, &want);
	assert_true(digest_start(&started, HASH_SHA256, &err));
	for (size_t i = 0; i < strlen(text); i += 7)
		digest_add(&started, text + i, 7);
	digest_end(&started, found);
	assert_memory_equal(found, want.bytes, want.len);
}

/* RFC 5869, appendix A.1 to A.3; info begins with its lowest byte. */
static const struct {
	const char *key, *salt;
	uint8_t info_first;
	size_t info_len;
	const char *made;
} hkdfs[] = {
	{"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
		"000102030405060708090a0b0c", 0xf0, 10,
		"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c"
		"5bf34007208d5b887185865"},
	{"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	 "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
	 "404142434445464748494a4b4c4d4e4f",
		"606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7"
		"e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c"
		"9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf", 0xb0, 80,
		"b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa"
		"97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9ac"
		"a3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
	{"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", 0, 0,
		"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738"
		"d2d9d201395faa4b61a96c8"},
};

static void
test_hkdf_gives_the_published_keys(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(hkdfs); i++) {
		SECRET key = {0};
		SECRET salt = {0};
		SECRET want = {0};
		SECRET made = {0};
		char info[128] = {0};

		unhex(hkdfs[i].key, &key);
		unhex(hkdfs[i].salt, &salt);
		unhex(hkdfs[i].made, &want);
		for (size_t n = 0; n < hkdfs[i].info_len; n++)
			info[n] = (char)(hkdfs[i].info_first + n);
		assert_true(hash_hkdf_sha256(&key, salt.bytes, salt.len, info,
			want.len, &made, &err));
		assert_true(secret_equal(&made, &want));
	}
}

static void
test_hkdf_refuses_more_than_it_can_give(void **state)
{
	struct secret key = {0};
	SECRET made = {0};
	struct err err = {0};

	(void)state;
	assert_true(hash_hkdf_sha256(&key, "", 0, "", (size_t)255 * 32, &made,
		&err));
	secret_wipe(&made);
	assert_false(hash_hkdf_sha256(&key, "", 0, "", (size_t)255 * 32 + 1,
		&made, &err));
	assert_null(made.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hmac_gives_the_published_digests),
		cmocka_unit_test(test_hmac_takes_an_empty_key),
		cmocka_unit_test(test_digest_of_pieces_is_the_published_one),
		cmocka_unit_test(test_hkdf_gives_the_published_keys),
		cmocka_unit_test(test_hkdf_refuses_more_than_it_can_give),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
