#include "app/fresh.h"

#include "crypto/crypto.h"

#define HALF 5 /* characters on either side of the dash */

/* Without what is easily taken for something else (0 o, 1 l i), and without
 * vowels, lest it makes words. */
static const char alphabet[] = "23456789bcdfghjkmnpqrstvwxyz";

static const size_t key_sizes[] = {
	[ENTRY_SHA1] = 20,
	[ENTRY_SHA256] = 32,
	[ENTRY_SHA512] = 64,
};

bool
fresh_key(struct entry *entry, struct err *err)
{
	return secret_init(&entry->secret, key_sizes[entry->algorithm], err) &&
		crypto_random(entry->secret.bytes, entry->secret.len, err);
}

/* A byte beyond the last whole multiple would favour the first letters. */
static bool
random_letter(char *out, struct err *err)
{
	const unsigned int letters = sizeof(alphabet) - 1;
	uint8_t byte;

	do {
		if (!crypto_random(&byte, sizeof(byte), err))
			return false;
	} while (byte >= 256 / letters * letters);
	*out = alphabet[byte % letters];
	return true;
}

static bool
add_code(struct entry *entry, struct err *err)
{
	char code[2 * HALF + 2] = "";
	bool good = true;

	for (size_t i = 0; good && i < sizeof(code) - 1; i++) {
		if (i == HALF)
			code[i] = '-';
		else
			good = random_letter(&code[i], err);
	}
	good = good && entry_add_recovery(entry, code, 0, err);
	explicit_bzero(code, sizeof(code));
	return good;
}

bool
fresh_recovery(struct entry *entry, size_t count, struct err *err)
{
	if (count > ENTRY_RECOVERY_MAX - entry->recovery_count) {
		err_set(err, ERR_FORMAT, "must be at most %d, are more",
			ENTRY_RECOVERY_MAX);
		return err_field(err, "recovery");
	}
	for (size_t i = 0; i < count; i++) {
		if (!add_code(entry, err))
			return false;
	}
	return true;
}
