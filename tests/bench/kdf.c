/* Usage: kdf LOG_N [RUNS]: the least time of one scrypt derivation with a work
 * factor of LOG_N, in microseconds. */
#include "base/secret.h"
#include "base/str.h"
#include "crypto/crypto.h"
#include "crypto/kdf.h"

#define RUNS_DEFAULT 15

static int64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool
measure(unsigned int log_n, uint64_t runs, int64_t *out, struct err *err)
{
	static const char salt[] = "age-encryption.org/v1/scrypt0123456789abcdef";

	for (uint64_t i = 0; i < runs; i++) {
		SECRET key = {0};
		int64_t start = now_us(), time;

		if (!secret_init(&key, 32, err) ||
		    !kdf_scrypt("passphrase", 10, salt, sizeof(salt) - 1,
			    log_n, 8, 1, &key, err))
			return false;
		time = now_us() - start;
		*out = i == 0 || time < *out ? time : *out;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct err err = {0};
	uint64_t log_n = 0, runs = RUNS_DEFAULT;
	int64_t least = 0;

	if (argc < 2 || !str_to_uint(argv[1], 1, 22, &log_n, &err) ||
	    (argc > 2 && !str_to_uint(argv[2], 1, 1000, &runs, &err)) ||
	    !crypto_start(&err) ||
	    !measure((unsigned int)log_n, runs, &least, &err)) {
		fprintf(stderr, "kdf: %s\n", err.text);
		return 1;
	}
	printf("%lld\n", (long long)least);
	return 0;
}
