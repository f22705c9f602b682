#include "codec/bech32.h"

#define CHECKSUM_DIGITS 6
#define DIGIT_BITS 5

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/* One step of the BCH code over GF(32) whose generator BIP 173 gives. */
static uint32_t
checksum_add(uint32_t checksum, unsigned int digit)
{
	static const uint32_t generator[DIGIT_BITS] = {
		0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3,
	};
	uint32_t top = checksum >> 25;

	checksum = (checksum & 0x1ffffff) << DIGIT_BITS ^ digit;
	for (size_t i = 0; i < DIGIT_BITS; i++)
		checksum ^= (top >> i & 1) != 0 ? generator[i] : 0;
	return checksum;
}

static uint32_t
checksum_prefix(const char *prefix)
{
	uint32_t checksum = 1;

	for (const char *at = prefix; *at != '\0'; at++)
		checksum = checksum_add(checksum, (unsigned char)*at >> 5);
	checksum = checksum_add(checksum, 0);
	for (const char *at = prefix; *at != '\0'; at++)
		checksum = checksum_add(checksum, (unsigned char)*at & 31);
	return checksum;
}

/* Lower case, or false if the text is mixed or not of visible ASCII. */
static bool
fold(const char *text, size_t len, struct buf *out)
{
	bool lower = false, upper = false;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c <= ' ' || c > '~')
			return false;
		lower |= c >= 'a' && c <= 'z';
		upper |= c >= 'A' && c <= 'Z';
		buf_add_byte(out, (uint8_t)(c >= 'A' && c <= 'Z'
			? c - 'A' + 'a' : c));
	}
	return !(lower && upper);
}

/* Five bits a digit into bytes; what is left over must be zero. */
static bool
decode_digits(const char *text, size_t len, struct buf *out,
	uint32_t *checksum)
{
	unsigned int pending = 0, bits = 0;

	for (size_t i = 0; i < len; i++) {
		const char *at = strchr(alphabet, text[i]);
		unsigned int digit;

		if (at == NULL)
			return false;
		digit = (unsigned int)(at - alphabet);
		*checksum = checksum_add(*checksum, digit);
		if (i + CHECKSUM_DIGITS >= len)
			continue;
		pending = (pending << DIGIT_BITS | digit) & 0xfff;
		bits += DIGIT_BITS;
		if (bits >= 8) {
			bits -= 8;
			buf_add_byte(out, (uint8_t)(pending >> bits));
		}
	}
	return len >= CHECKSUM_DIGITS && bits < DIGIT_BITS &&
		(pending & ((1U << bits) - 1)) == 0;
}

bool
bech32_decode(const char *text, size_t len, const char *prefix,
	struct secret *out, struct err *err)
{
	uint32_t checksum = checksum_prefix(prefix);
	size_t start = strlen(prefix) + 1;
	BUF folded = {0};
	BUF bytes = {0};

	if (len > BECH32_TEXT_MAX)
		return err_set(err, ERR_FORMAT, "must be at most %d characters",
			BECH32_TEXT_MAX);
	if (!fold(text, len, &folded))
		return err_set(err, ERR_FORMAT,
			"must be all in lower or all in upper case");
	if (!buf_ok(&folded, err))
		return false;
	if (len < start || memcmp(buf_text(&folded), prefix, start - 1) != 0 ||
	    folded.data[start - 1] != '1')
		return err_set(err, ERR_FORMAT, "must begin with \"%s1\"",
			prefix);
	if (!decode_digits(buf_text(&folded) + start, len - start, &bytes,
		    &checksum))
		return err_set(err, ERR_FORMAT, "must be Bech32, is malformed");
	if (checksum != 1)
		return err_set(err, ERR_FORMAT,
			"is mistyped: its checksum is wrong");
	return buf_ok(&bytes, err) &&
		secret_set(out, buf_text(&bytes), bytes.len, err);
}

void
bech32_encode(const char *prefix, const uint8_t *bytes, size_t len,
	struct buf *out)
{
	uint32_t checksum = checksum_prefix(prefix);
	unsigned int pending = 0, bits = 0;

	buf_add_str(out, prefix);
	buf_add_byte(out, '1');
	for (size_t i = 0; i < len || bits > 0;) {
		unsigned int digit;

		if (bits < DIGIT_BITS && i < len) {
			pending = (pending << 8 | bytes[i++]) & 0xfff;
			bits += 8;
		} else if (bits < DIGIT_BITS) {
			pending <<= DIGIT_BITS - bits;
			bits = DIGIT_BITS;
		}
		bits -= DIGIT_BITS;
		digit = pending >> bits & 31;
		checksum = checksum_add(checksum, digit);
		buf_add_byte(out, (uint8_t)alphabet[digit]);
	}
	for (int i = 0; i < CHECKSUM_DIGITS; i++)
		checksum = checksum_add(checksum, 0);
	checksum ^= 1;
	for (int i = CHECKSUM_DIGITS - 1; i >= 0; i--)
		buf_add_byte(out, (uint8_t)
			alphabet[checksum >> (DIGIT_BITS * i) & 31]);
}
