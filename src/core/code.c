#include "core/code.h"

#include <inttypes.h>

#include "crypto/hash.h"

static const char steam_alphabet[] = "23456789BCDFGHJKMNPQRTVWXY";

static const enum hash hashes[] = {
	[ENTRY_SHA1] = HASH_SHA1,
	[ENTRY_SHA256] = HASH_SHA256,
	[ENTRY_SHA512] = HASH_SHA512,
};

/* Where a code is split for reading, by its length. */
static const uint8_t group_sizes[CODE_TEXT_SIZE] = {
	[6] = 3, [7] = 3, [8] = 4, [9] = 3, [10] = 5,
};

/* Dynamic truncation, RFC 4226 section 5.3. */
static uint32_t
truncate_digest(const uint8_t *digest, size_t size)
{
	const uint8_t *at = digest + (digest[size - 1] & 0x0F);

	return (uint32_t)(at[0] & 0x7F) << 24 | (uint32_t)at[1] << 16 |
		(uint32_t)at[2] << 8 | at[3];
}

/* Ten digits are more than 32 bits hold. */
static void
decimal(uint32_t value, unsigned int digits, char out[static CODE_TEXT_SIZE])
{
	uint64_t modulus = 1;

	for (unsigned int i = 0; i < digits; i++)
		modulus *= 10;
	snprintf(out, CODE_TEXT_SIZE, "%0*" PRIu64, (int)digits,
		value % modulus);
}

static void
steam(uint32_t value, char out[static CODE_TEXT_SIZE])
{
	const uint32_t base = sizeof(steam_alphabet) - 1;

	for (unsigned int i = 0; i < ENTRY_STEAM_DIGITS; i++) {
		out[i] = steam_alphabet[value % base];
		value /= base;
	}
	out[ENTRY_STEAM_DIGITS] = '\0';
}

bool
code_at_counter(const struct entry *entry, uint64_t counter,
	char out[static CODE_TEXT_SIZE], struct err *err)
{
	enum hash hash = hashes[entry->algorithm];
	uint8_t factor[8], digest[HASH_MAX_BYTES];
	uint32_t value;

	if (!entry_check_parameters(entry, err))
		return false;
	for (size_t i = sizeof(factor); i > 0; i--) {
		factor[i - 1] = (uint8_t)counter;
		counter >>= 8;
	}
	if (!hash_hmac(hash, &entry->secret, factor, sizeof(factor), digest,
		    err))
		return false;
	value = truncate_digest(digest, hash_size(hash));
	explicit_bzero(digest, sizeof(digest));
	if (entry->type == ENTRY_STEAM)
		steam(value, out);
	else
		decimal(value, entry->digits, out);
	return true;
}

static int64_t
step_start(uint64_t step, unsigned int period)
{
	return step > (uint64_t)INT64_MAX / period
		? INT64_MAX : (int64_t)(step * period);
}

bool
code_at(const struct entry *entry, int64_t now, unsigned int steps,
	struct code *out, struct err *err)
{
	struct code code = {0};
	uint64_t counter = entry->counter;

	if (!entry_check_parameters(entry, err))
		return false;
	if (entry->type == ENTRY_HOTP && counter > UINT64_MAX - steps) {
		err_set(err, ERR_FORMAT, "is used up");
		return err_field(err, "counter");
	}
	if (entry->type != ENTRY_HOTP) {
		if (now < 0)
			return err_set(err, ERR_FORMAT,
				"the time must not be before 1970, is %"
				PRId64 " s", now);
		counter = (uint64_t)now / entry->period;
		code.valid_from = step_start(counter + steps, entry->period);
		code.valid_until = step_start(counter + steps + 1,
			entry->period);
	}
	if (!code_at_counter(entry, counter + steps, code.text, err))
		return false;
	*out = code;
	return true;
}

void
code_group(const char *code, char out[static CODE_GROUPED_SIZE])
{
	size_t len = strnlen(code, CODE_TEXT_SIZE - 1);
	size_t group = group_sizes[len], used = 0;

	for (size_t i = 0; i < len; i++) {
		/* A last group that would be short goes with the one before:
		 * "123 4567". */
		if (group > 0 && i > 0 && i % group == 0 && len - i >= group)
			out[used++] = ' ';
		out[used++] = code[i];
	}
	out[used] = '\0';
}
