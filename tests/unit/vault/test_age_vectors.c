/*
 * The public age test vectors, from the folder that AGE_TESTKIT names (its
 * README tells their format). A name that contains "hybrid" is of a kind that
 * we do not have.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <dirent.h>
#include <gcrypt.h>
#include <zlib.h>

#include "base/file.h"
#include "vault/age.h"

#include <cmocka.h>

#define FILE_MAX ((size_t)64 * 1024 * 1024)
#define INFLATED_MAX ((size_t)20 * 1024 * 1024)
#define HASH_TEXT_SIZE 65

enum result {
	SUCCESS, NO_MATCH, HMAC_FAILURE, HEADER_FAILURE, PAYLOAD_FAILURE,
	ARMOR_FAILURE
};

static const char *const results[] = {
	[SUCCESS] = "success",
	[NO_MATCH] = "no match",
	[HMAC_FAILURE] = "HMAC failure",
	[HEADER_FAILURE] = "header failure",
	[PAYLOAD_FAILURE] = "payload failure",
	[ARMOR_FAILURE] = "armor failure",
};

struct vector {
	enum result expect;
	char payload[HASH_TEXT_SIZE];
	char passphrase[64];
	struct secret identity;
	bool armored, compressed;
	struct buf file;
};

static void
vector_wipe(struct vector *vector)
{
	secret_wipe(&vector->identity);
	buf_wipe(&vector->file);
}

static bool
collect(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

static void
vector_set(struct vector *vector, const char *key, const char *value)
{
	struct err err;

	for (size_t i = 0; i < COUNT_OF(results); i++) {
		if (strcmp(key, "expect") == 0 &&
		    strcmp(value, results[i]) == 0)
			vector->expect = (enum result)i;
	}
	if (strcmp(key, "payload") == 0)
		snprintf(vector->payload, HASH_TEXT_SIZE, "%s", value);
	if (strcmp(key, "passphrase") == 0)
		snprintf(vector->passphrase, sizeof(vector->passphrase), "%s",
			value);
	if (strcmp(key, "identity") == 0)
		assert_true(age_identity_parse(value, strlen(value),
			&vector->identity, &err));
	vector->armored |= strcmp(key, "armored") == 0;
	vector->compressed |= strcmp(key, "compressed") == 0;
}

static void
inflate_file(struct buf *file)
{
	BUF whole = {0};
	uLongf size = INFLATED_MAX;

	assert_non_null(buf_reserve(&whole, size));
	assert_int_equal(uncompress(whole.data, &size, file->data, file->len),
		Z_OK);
	whole.len = size;
	buf_wipe(file);
	*file = whole;
	whole = (struct buf){0};
}

static void
vector_read(const char *path, struct vector *vector)
{
	BUF bytes = {0};
	struct err err;
	char *at, *end, *value;

	assert_true(file_read(path, FILE_MAX, &bytes, &err));
	at = (char *)bytes.data;
	while (*at != '\n') {
		end = strchr(at, '\n');
		assert_non_null(end);
		*end = '\0';
		value = strstr(at, ": ");
		assert_non_null(value);
		*value = '\0';
		vector_set(vector, at, value + 2);
		at = end + 1;
	}
	at++;
	buf_add(&vector->file, at,
		bytes.len - (size_t)(at - (char *)bytes.data));
	if (vector->compressed)
		inflate_file(&vector->file);
}

static enum result
unlock(const struct vector *vector, const struct age_header *header,
	struct secret *file_key)
{
	SECRET passphrase = {0};
	struct err err = {0};

	assert_true(secret_set(&passphrase, vector->passphrase,
		strlen(vector->passphrase), &err));
	if (passphrase.len > 0
		    ? age_header_unlock_scrypt(header, &passphrase, file_key,
			      &err)
		    : age_header_unlock_x25519(header, &vector->identity,
			      file_key, &err))
		return SUCCESS;
	if (err.kind == ERR_LOCKED)
		return NO_MATCH;
	assert_int_equal(err.kind, ERR_DAMAGED);
	/* The vectors call a share of low order a fault of the header. */
	return strstr(err.text, "low order") != NULL ? HEADER_FAILURE
		: HMAC_FAILURE;
}

static enum result
open_file(const struct vector *vector, struct buf *plain)
{
	const struct buf *file = &vector->file;
	AGE_HEADER header = {0};
	AGE_OPENER opener = {0};
	SECRET file_key = {0};
	BUF binary = {0};
	struct err err = {0};
	enum result result;

	if (vector->armored) {
		if (!age_unarmor(file->data, file->len, &binary, &err))
			return ARMOR_FAILURE;
		file = &binary;
	}
	if (!age_header_parse(file->data, file->len, &header, &err)) {
		assert_int_equal(err.kind, ERR_DAMAGED);
		return HEADER_FAILURE;
	}
	result = unlock(vector, &header, &file_key);
	if (result != SUCCESS)
		return result;
	assert_true(age_opener_init(&opener, &file_key, collect, plain,
		&err));
	if (age_opener_feed(&opener, file->data + header.text.len,
		    file->len - header.text.len, &err) &&
	    age_opener_finish(&opener, &err))
		return SUCCESS;
	assert_int_equal(err.kind, ERR_DAMAGED);
	/* The vectors call a missing nonce part of the header. */
	return file->len < header.text.len + AGE_NONCE_BYTES
		? HEADER_FAILURE : PAYLOAD_FAILURE;
}

static void
hash_text(const struct buf *plain, char out[static HASH_TEXT_SIZE])
{
	uint8_t digest[32];

	gcry_md_hash_buffer(GCRY_MD_SHA256, digest, buf_text(plain),
		plain->len);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

static bool
run_vector(const char *path, const char *name)
{
	CLEANUP(vector_wipe) struct vector vector = {0};
	char found[HASH_TEXT_SIZE];
	enum result result;
	BUF plain = {0};

	vector_read(path, &vector);
	result = open_file(&vector, &plain);
	if (result != vector.expect) {
		print_message("# %s: must be %s, is %s\n", name,
			results[vector.expect], results[result]);
		return false;
	}
	hash_text(&plain, found);
	if (vector.payload[0] != '\0' && strcmp(found, vector.payload) != 0) {
		print_message("# %s: the wrong payload came out\n", name);
		return false;
	}
	return true;
}

static void
test_public_vectors_give_the_expected_results(void **state)
{
	const char *folder = getenv("AGE_TESTKIT");
	size_t tried = 0, good = 0;
	const struct dirent *item;
	DIR *dir;

	(void)state;
	if (folder == NULL) {
		print_message("# AGE_TESTKIT names no folder of age test "
			"vectors\n");
		skip();
	}
	dir = opendir(folder != NULL ? folder : ".");
	assert_non_null(dir);
	while ((item = readdir(dir)) != NULL) {
		char path[4096];

		if (item->d_name[0] == '.' || strchr(item->d_name, '.') ||
		    strstr(item->d_name, "hybrid") != NULL)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, item->d_name);
		tried++;
		good += run_vector(path, item->d_name);
	}
	closedir(dir);
	print_message("# %zu vectors, %zu as expected\n", tried, good);
	assert_true(tried > 0);
	assert_int_equal(good, tried);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_public_vectors_give_the_expected_results),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
