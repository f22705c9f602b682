#include <setjmp.h>
#include <stdarg.h>

#include "crypto/kdf.h"
#include "vectors.h"

#include <cmocka.h>

/* RFC 7914 section 12; the one with r = 1 is not for us, the one with
 * N = 2^20 takes a gigabyte. */
static const struct {
	const char *passphrase, *salt;
	unsigned int log_n, p;
	const char *made;
} scrypts[] = {
	{"password", "NaCl", 10, 16,
		"fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373"
		"1622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2"
		"cc0640"},
	{"pleaseletmein", "SodiumChloride", 14, 1,
		"7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da"
		"1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45"
		"575887"},
};

static void
test_scrypt_gives_the_published_keys(void **state)
{
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(scrypts); i++) {
		SECRET want = {0};
		SECRET made = {0};

		unhex(scrypts[i].made, &want);
		assert_true(secret_init(&made, want.len, &err));
		assert_true(kdf_scrypt(scrypts[i].passphrase,
			strlen(scrypts[i].passphrase), scrypts[i].salt,
			strlen(scrypts[i].salt), scrypts[i].log_n, 8,
			scrypts[i].p, &made, &err));
		assert_true(secret_equal(&made, &want));
	}
}

static void
test_scrypt_refuses_costs_out_of_range(void **state)
{
	static const struct {
		unsigned int log_n, r;
		const char *line;
	} rows[] = {
		{0, 8, "log2(N): must be 1 to 22, is 0"},
		{23, 8, "log2(N): must be 1 to 22, is 23"},
		{10, 1, "r: must be 8, is 1"},
	};
	struct err err = {0};
	SECRET made = {0};
	char line[200];

	(void)state;
	assert_true(secret_init(&made, 32, &err));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_false(kdf_scrypt("x", 1, "y", 1, rows[i].log_n,
			rows[i].r, 1, &made, &err));
		err_format(&err, line, sizeof(line));
		assert_string_equal(line, rows[i].line);
		assert_int_equal(err.kind, ERR_FORMAT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scrypt_gives_the_published_keys),
		cmocka_unit_test(test_scrypt_refuses_costs_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
