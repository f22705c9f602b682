#include <setjmp.h>
#include <stdarg.h>

#include "codec/base64.h"
#include "codec/hex.h"
#include "vault/age.h"

#include <cmocka.h>

/* From the public test vectors (C2SP/CCTV, "scrypt"): passphrase, file key,
 * header and payload of a file that says "age". */
#define PASSPHRASE "password"
#define FILE_KEY "59454c4c4f57205355424d4152494e45"
#define SALT "rF0/NwblUHHTpgQgRpe5CQ"
#define BODY "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY"
#define MAC "IOXiQYStkoT1mvZW2tFOqZdhRVvj58egABx/sWfZQbc"
#define HEADER "age-encryption.org/v1\n-> scrypt " SALT " 10\n" BODY \
	"\n--- " MAC "\n"
#define PAYLOAD "GzXG5ofdANo6w3msn3QsIf0YWhuePe1znRSsappQEk24Ztg="
#define PLAIN "age"

#define FULL "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void
secret_from(const char *text, struct secret *out)
{
	struct err err;

	assert_true(secret_set(out, text, strlen(text), &err));
}

static void
vector_file(struct buf *out)
{
	struct err err;

	buf_add_str(out, HEADER);
	assert_true(base64_decode(PAYLOAD, strlen(PAYLOAD), BASE64_STRICT, out,
		&err));
}

static void
vector_key(struct secret *out)
{
	struct err err;
	BUF key = {0};

	assert_true(hex_decode(FILE_KEY, strlen(FILE_KEY), &key, &err));
	assert_true(secret_set(out, key.data, key.len, &err));
}

static bool
collect(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

static bool
open_payload(const struct secret *key, const uint8_t *bytes, size_t len,
	size_t piece, struct buf *plain, struct err *err)
{
	AGE_OPENER opener = {0};

	assert_true(age_opener_init(&opener, key, collect, plain, err));
	for (size_t at = 0; at < len; at += piece) {
		size_t part = len - at < piece ? len - at : piece;

		if (!age_opener_feed(&opener, bytes + at, part, err))
			return false;
	}
	return age_opener_finish(&opener, err);
}

static void
seal_payload(const struct secret *key, const uint8_t *bytes, size_t len,
	size_t piece, struct buf *out)
{
	AGE_SEALER sealer = {0};
	struct err err;

	assert_true(age_sealer_init(&sealer, key, collect, out, &err));
	for (size_t at = 0; at < len; at += piece) {
		size_t part = len - at < piece ? len - at : piece;

		assert_true(age_sealer_feed(&sealer, bytes + at, part, &err));
	}
	assert_true(age_sealer_finish(&sealer, &err));
}

static void
test_published_file_opens(void **state)
{
	AGE_HEADER header = {0};
	SECRET passphrase = {0};
	SECRET key = {0};
	SECRET want = {0};
	BUF file = {0};
	BUF plain = {0};
	struct err err = {0};

	(void)state;
	vector_file(&file);
	vector_key(&want);
	secret_from(PASSPHRASE, &passphrase);
	assert_true(age_match(file.data, file.len));
	assert_true(age_header_parse(file.data, file.len, &header, &err));
	assert_int_equal(header.stanza_count, 1);
	assert_string_equal(header.stanzas[0].type, "scrypt");
	assert_string_equal(buf_text(&header.text), HEADER);
	assert_true(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_true(secret_equal(&key, &want));
	assert_true(open_payload(&key, file.data + header.text.len,
		file.len - header.text.len, 1, &plain, &err));
	assert_string_equal(buf_text(&plain), PLAIN);
}

static void
test_wrong_passphrase_is_told_from_damage(void **state)
{
	AGE_HEADER header = {0};
	SECRET passphrase = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	secret_from("passwore", &passphrase);
	assert_true(age_header_parse((const uint8_t *)HEADER, strlen(HEADER),
		&header, &err));
	assert_false(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
	assert_string_equal(err.text, "wrong passphrase");
	assert_null(key.bytes);
}

static void
test_changed_mac_is_damage(void **state)
{
	char text[] = HEADER;
	AGE_HEADER header = {0};
	SECRET passphrase = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	*strstr(text, "IOXi") = 'J';
	secret_from(PASSPHRASE, &passphrase);
	assert_true(age_header_parse((const uint8_t *)text, strlen(text),
		&header, &err));
	assert_false(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_null(key.bytes);
}

static void
test_other_stanzas_are_read_but_not_unlocked_by_passphrase(void **state)
{
	static const char text[] = "age-encryption.org/v1\n"
		"-> first a !~ c\n\n"
		"-> second\n" FULL "\n" FULL "\nAAAA\n"
		"--- " MAC "\n";
	AGE_HEADER header = {0};
	SECRET passphrase = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	secret_from(PASSPHRASE, &passphrase);
	assert_true(age_header_parse((const uint8_t *)text, strlen(text),
		&header, &err));
	assert_int_equal(header.stanza_count, 2);
	assert_int_equal(header.stanzas[0].arg_count, 3);
	assert_string_equal(header.stanzas[0].args[1], "!~");
	assert_int_equal(header.stanzas[0].body.len, 0);
	assert_int_equal(header.stanzas[1].arg_count, 0);
	assert_int_equal(header.stanzas[1].body.len, 48 + 48 + 3);
	assert_false(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

#define V1 "age-encryption.org/v1\n"
#define END "--- " MAC "\n"

static const struct {
	const char *text, *line;
} malformed[] = {
	{"", "is not a vault"},
	{"hello\n", "is not a vault"},
	{"age-encryption.org/v2\n-> x\n\n" END, "header: line 1: must be "
		"age-encryption.org/v1, is another version"},
	{"age-encryption.org/v1", "header: line 1: the file is cut off here"},
	{"age-encryption.org/v1\r\n-> x\n\n" END, "header: line 1: must be "
		"age-encryption.org/v1, is another version"},
	{V1 END, "header: line 2: must follow a stanza"},
	{V1 "x\n" END, "header: line 2: must begin with \"->\" or \"---\", "
		"does not"},
	{V1 "->\n\n" END, "header: line 2: a stanza must have a type"},
	{V1 "->x\n\n" END, "header: line 2: must be arguments of visible "
		"characters, one space between them"},
	{V1 "-> x  y\n\n" END, "header: line 2: must be arguments of visible "
		"characters, one space between them"},
	{V1 "-> x \n\n" END, "header: line 2: must be arguments of visible "
		"characters, one space between them"},
	{V1 "-> x\r\n\n" END, "header: line 2: must be arguments of visible "
		"characters, one space between them"},
	{V1 "-> \xc3\xa4\n\n" END, "header: line 2: must be arguments of "
		"visible characters, one space between them"},
	{V1 "-> x\nAA==\n" END, "header: line 3: must be canonical Base64 "
		"without padding, is not"},
	{V1 "-> x\nAB\n" END, "header: line 3: must be canonical Base64 "
		"without padding, is not"},
	{V1 "-> x\n" FULL "A\n" END, "header: line 3: must be at most 64 "
		"columns"},
	{V1 "-> x\n" FULL "\n" END, "header: line 4: must be canonical Base64 "
		"without padding, is not"},
	{V1 "-> x\n\nAAAA\n" END, "header: line 4: must begin with \"->\" or "
		"\"---\", does not"},
	{V1 "-> x\n\n---" MAC "\n", "header: line 4: must be \"--- \" and a "
		"MAC of 32 bytes in canonical Base64, is not"},
	{V1 "-> x\n\n---\n", "header: line 4: must be \"--- \" and a "
		"MAC of 32 bytes in canonical Base64, is not"},
	{V1 "-> x\n\n--- " MAC "A\n", "header: line 4: must be \"--- \" and "
		"a MAC of 32 bytes in canonical Base64, is not"},
	{V1 "-> x\n\n--- " MAC, "header: line 4: the file is cut off here"},
	{V1 "-> scrypt " SALT " 10\n" BODY "\n-> x\n\n" END,
		"header: scrypt stanza: must be the only one, is not"},
	{V1 "-> scrypt " SALT "\n" BODY "\n" END, "header: scrypt stanza: "
		"must have a salt and a work factor"},
	{V1 "-> scrypt " SALT " 10 1\n" BODY "\n" END, "header: scrypt "
		"stanza: must have a salt and a work factor"},
	{V1 "-> scrypt AAAA 10\n" BODY "\n" END, "header: scrypt stanza: the "
		"salt must be 16 bytes in canonical Base64, is not"},
	{V1 "-> scrypt " SALT " 010\n" BODY "\n" END, "header: scrypt "
		"stanza: the work factor must be 1 to 22, is not"},
	{V1 "-> scrypt " SALT " 0\n" BODY "\n" END, "header: scrypt "
		"stanza: the work factor must be 1 to 22, is not"},
	{V1 "-> scrypt " SALT " 23\n" BODY "\n" END, "header: scrypt "
		"stanza: the work factor must be 1 to 22, is not"},
	{V1 "-> scrypt " SALT " +9\n" BODY "\n" END, "header: scrypt "
		"stanza: the work factor must be 1 to 22, is not"},
	{V1 "-> scrypt " SALT " 4294967297\n" BODY "\n" END, "header: scrypt "
		"stanza: the work factor must be 1 to 22, is not"},
	{V1 "-> scrypt " SALT " 10\nAAAA\n" END, "header: scrypt stanza: the "
		"wrapped key must be 32 bytes, is not"},
};

static void
test_malformed_headers_are_refused_in_one_line(void **state)
{
	struct err err = {0};
	char line[300];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(malformed); i++) {
		AGE_HEADER header = {0};

		assert_false(age_header_parse(
			(const uint8_t *)malformed[i].text,
			strlen(malformed[i].text), &header, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, malformed[i].line);
	}
}

static void
test_endless_headers_are_refused(void **state)
{
	struct err err = {0};
	AGE_HEADER header = {0};
	BUF many = {0};
	BUF wide = {0};
	BUF args = {0};

	(void)state;
	buf_add_str(&many, V1);
	for (int i = 0; i < AGE_STANZAS_MAX + 1; i++)
		buf_add_str(&many, "-> x\n\n");
	buf_add_str(&many, END);
	assert_false(age_header_parse(many.data, many.len, &header, &err));
	assert_string_equal(err.text, "too many stanzas");
	buf_add_str(&args, V1 "-> x");
	for (int i = 0; i < AGE_ARGS_MAX + 1; i++)
		buf_add_str(&args, " y");
	buf_add_str(&args, "\n\n" END);
	assert_false(age_header_parse(args.data, args.len, &header, &err));
	assert_string_equal(err.text, "too many arguments");
	buf_add_str(&wide, V1 "-> ");
	while (wide.len <= 2 * AGE_HEADER_MAX)
		buf_add_str(&wide, FULL);
	buf_add_str(&wide, "\n\n" END);
	assert_false(age_header_parse(wide.data, wide.len, &header, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_string_equal(err.text, "the header is too long");
}

static void
test_new_header_unlocks_with_its_passphrase_only(void **state)
{
	AGE_HEADER header = {0};
	SECRET passphrase = {0};
	SECRET made = {0};
	SECRET key = {0};
	struct err err = {0};

	(void)state;
	secret_from("correct horse", &passphrase);
	assert_true(age_header_new_scrypt(&passphrase, 1, &header, &made,
		&err));
	assert_int_equal(made.len, AGE_FILE_KEY_BYTES);
	assert_true(age_header_verify(&header, &made, &err));
	assert_true(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_true(secret_equal(&made, &key));
	passphrase.bytes[0] ^= 1;
	secret_wipe(&key);
	assert_false(age_header_unlock_scrypt(&header, &passphrase, &key,
		&err));
	assert_int_equal(err.kind, ERR_LOCKED);
}

/* Lengths around the edges of chunks, in pieces that fit them badly. */
static void
test_payload_of_any_length_comes_back(void **state)
{
	static const size_t lengths[] = {
		0, 1, AGE_CHUNK_BYTES - 1, AGE_CHUNK_BYTES,
		AGE_CHUNK_BYTES + 1, 2 * AGE_CHUNK_BYTES,
		3 * AGE_CHUNK_BYTES + 17,
	};
	SECRET key = {0};
	BUF plain = {0};
	struct err err = {0};

	(void)state;
	vector_key(&key);
	for (size_t i = 0; i < 4 * AGE_CHUNK_BYTES; i++)
		buf_add_byte(&plain, (uint8_t)(i * 7 + i / 251));
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		size_t chunks = lengths[i] == 0 ? 1
			: (lengths[i] + AGE_CHUNK_BYTES - 1) / AGE_CHUNK_BYTES;
		BUF sealed = {0};
		BUF opened = {0};

		seal_payload(&key, plain.data, lengths[i], 40001, &sealed);
		assert_int_equal(sealed.len,
			AGE_NONCE_BYTES + lengths[i] + 16 * chunks);
		assert_true(open_payload(&key, sealed.data, sealed.len, 12345,
			&opened, &err));
		assert_int_equal(opened.len, lengths[i]);
		assert_memory_equal(buf_text(&opened), plain.data,
			lengths[i]);
	}
}

static void
test_sealing_twice_differs(void **state)
{
	SECRET key = {0};
	BUF a = {0};
	BUF b = {0};

	(void)state;
	vector_key(&key);
	seal_payload(&key, (const uint8_t *)"x", 1, 1, &a);
	seal_payload(&key, (const uint8_t *)"x", 1, 1, &b);
	assert_memory_not_equal(a.data, b.data, AGE_NONCE_BYTES);
	assert_memory_not_equal(a.data + AGE_NONCE_BYTES,
		b.data + AGE_NONCE_BYTES, a.len - AGE_NONCE_BYTES);
}

static void
test_every_truncation_and_every_changed_byte_is_damage(void **state)
{
	SECRET key = {0};
	BUF file = {0};
	struct err err = {0};
	size_t start = strlen(HEADER);

	(void)state;
	vector_key(&key);
	vector_file(&file);
	for (size_t i = start; i < file.len; i++) {
		BUF cut = {0};
		BUF changed = {0};

		assert_false(open_payload(&key, file.data + start, i - start,
			1000, &cut, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		assert_int_equal(cut.len, 0);
		file.data[i] ^= 0x40;
		assert_false(open_payload(&key, file.data + start,
			file.len - start, 1000, &changed, &err));
		assert_int_equal(err.kind, ERR_DAMAGED);
		assert_int_equal(changed.len, 0);
		file.data[i] ^= 0x40;
	}
}

static void
test_payload_cut_between_chunks_or_lengthened_is_damage(void **state)
{
	SECRET key = {0};
	BUF plain = {0};
	BUF sealed = {0};
	BUF opened = {0};
	struct err err = {0};
	size_t first = AGE_NONCE_BYTES + AGE_CHUNK_BYTES + 16;

	(void)state;
	vector_key(&key);
	assert_non_null(buf_reserve(&plain, 2 * AGE_CHUNK_BYTES));
	memset(plain.data, 'x', 2 * AGE_CHUNK_BYTES);
	seal_payload(&key, plain.data, 2 * AGE_CHUNK_BYTES, 1000, &sealed);
	assert_false(open_payload(&key, sealed.data, first, 1000, &opened,
		&err));
	assert_int_equal(err.kind, ERR_DAMAGED);
	assert_int_equal(opened.len, AGE_CHUNK_BYTES);
	buf_clear(&opened);
	buf_add(&sealed, "y", 1);
	assert_false(open_payload(&key, sealed.data, sealed.len, 1000,
		&opened, &err));
	assert_int_equal(err.kind, ERR_DAMAGED);
}

static bool
refuse(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	(void)arg;
	(void)bytes;
	(void)len;
	return err_set(err, ERR_REFUSED, "enough");
}

static void
test_sink_can_stop(void **state)
{
	AGE_OPENER opener = {0};
	AGE_SEALER sealer = {0};
	SECRET key = {0};
	BUF file = {0};
	struct err err = {0};
	size_t start = strlen(HEADER);

	(void)state;
	vector_key(&key);
	vector_file(&file);
	assert_true(age_opener_init(&opener, &key, refuse, NULL, &err));
	assert_true(age_opener_feed(&opener, file.data + start,
		file.len - start, &err));
	assert_false(age_opener_finish(&opener, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_false(age_sealer_init(&sealer, &key, refuse, NULL, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_file_opens),
		cmocka_unit_test(test_wrong_passphrase_is_told_from_damage),
		cmocka_unit_test(test_changed_mac_is_damage),
		cmocka_unit_test(
		test_other_stanzas_are_read_but_not_unlocked_by_passphrase),
		cmocka_unit_test(
			test_malformed_headers_are_refused_in_one_line),
		cmocka_unit_test(test_endless_headers_are_refused),
		cmocka_unit_test(
			test_new_header_unlocks_with_its_passphrase_only),
		cmocka_unit_test(test_payload_of_any_length_comes_back),
		cmocka_unit_test(test_sealing_twice_differs),
		cmocka_unit_test(
			test_every_truncation_and_every_changed_byte_is_damage),
		cmocka_unit_test(
			test_payload_cut_between_chunks_or_lengthened_is_damage),
		cmocka_unit_test(test_sink_can_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
