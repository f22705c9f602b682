#include "codec/base32.h"

#include "base/utf8.h"

#define BITS 5

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct range {
	uint32_t first, last;
};

/* What people put between groups: blanks (with the invisible ones that web
 * pages add) and dashes. */
static const struct range skipped[] = {
	{'\t', '\r'}, {' ', ' '}, {'-', '-'}, {'_', '_'}, {0x85, 0x85},
	{0xA0, 0xA0}, {0xAD, 0xAD}, {0x1680, 0x1680}, {0x2000, 0x200D},
	{0x2010, 0x2015}, {0x2028, 0x2029}, {0x202F, 0x202F},
	{0x205F, 0x2060}, {0x2212, 0x2212}, {0x3000, 0x3000},
	{0xFEFF, 0xFEFF},
};

static const struct {
	char typed;
	const char *hint;
} lookalikes[] = {
	{'0', " (did you mean the letter O?)"},
	{'1', " (did you mean the letter I or L?)"},
	{'8', " (did you mean the letter B?)"},
};

static bool
is_skipped(uint32_t code_point)
{
	for (size_t i = 0; i < COUNT_OF(skipped); i++) {
		if (code_point >= skipped[i].first &&
		    code_point <= skipped[i].last)
			return true;
	}
	return false;
}

/* 0 to 31, or -1. */
static int
digit_value(uint32_t code_point)
{
	if (code_point >= 'A' && code_point <= 'Z')
		return (int)(code_point - 'A');
	if (code_point >= 'a' && code_point <= 'z')
		return (int)(code_point - 'a');
	if (code_point >= '2' && code_point <= '7')
		return (int)(code_point - '2') + 26;
	return -1;
}

static bool
refuse(size_t position, const char *at, size_t len, uint32_t code_point,
	struct err *err)
{
	const char *hint = "";

	if (code_point == UTF8_INVALID)
		return err_set(err, ERR_FORMAT,
			"character %zu must be A-Z or 2-7, is not even UTF-8",
			position);
	if (utf8_is_unsafe(code_point))
		return err_set(err, ERR_FORMAT,
			"character %zu must be A-Z or 2-7, is U+%04X",
			position, (unsigned int)code_point);
	if (code_point == '=')
		return err_set(err, ERR_FORMAT,
			"character %zu must be A-Z or 2-7, is '=', which may "
			"stand only at the end", position);
	for (size_t i = 0; i < COUNT_OF(lookalikes); i++) {
		if (code_point == (uint32_t)lookalikes[i].typed)
			hint = lookalikes[i].hint;
	}
	return err_set(err, ERR_FORMAT,
		"character %zu must be A-Z or 2-7, is '%.*s'%s", position,
		(int)len, at, hint);
}

/* What has nothing but digits, as nearly all keys of files; else false, and
 * *out as it was. */
static bool
decode_plain(const char *text, size_t len, struct secret *out)
{
	uint32_t pending = 0;
	unsigned int bits = 0;
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		int value = digit_value((unsigned char)text[i]);

		if (value < 0)
			return false;
		pending = (pending << BITS | (uint32_t)value) & 0xFFF;
		bits += BITS;
		if (bits >= 8) {
			bits -= 8;
			out->bytes[count++] = (uint8_t)(pending >> bits);
		}
	}
	if (count == 0)
		return false;
	out->len = count;
	return true;
}

static bool
decode_into(const char *text, size_t len, struct secret *out, struct err *err)
{
	uint32_t pending = 0;
	unsigned int bits = 0;
	size_t at = 0, count = 0, position = 0, padding = 0;

	while (at < len) {
		size_t start = at;
		uint32_t code_point = utf8_next(text, len, &at);
		int value = digit_value(code_point);

		position++;
		if (value < 0 && is_skipped(code_point))
			continue;
		if (code_point == '=') {
			padding = padding > 0 ? padding : position;
			continue;
		}
		if (value >= 0 && padding > 0)
			return refuse(padding, "=", 1, '=', err);
		if (value < 0)
			return refuse(position, text + start, at - start,
				code_point, err);
		pending = (pending << BITS | (uint32_t)value) & 0xFFF;
		bits += BITS;
		if (bits >= 8) {
			bits -= 8;
			out->bytes[count++] = (uint8_t)(pending >> bits);
		}
	}
	if (count == 0 && bits > 0)
		return err_set(err, ERR_FORMAT,
			"must be at least 2 characters, is 1");
	if (count == 0)
		return err_set(err, ERR_FORMAT, "must not be empty");
	out->len = count;
	return true;
}

bool
base32_decode(const char *text, size_t len, struct secret *out,
	struct err *err)
{
	SECRET bytes = {0};

	if (!secret_init(&bytes, len / 8 * BITS + BITS, err) ||
	    (!decode_plain(text, len, &bytes) &&
		    !decode_into(text, len, &bytes, err)))
		return false;
	*out = secret_move(&bytes);
	return true;
}

void
base32_encode(const uint8_t *bytes, size_t len, struct buf *out)
{
	uint32_t pending = 0;
	unsigned int bits = 0;

	for (size_t i = 0; i < len; i++) {
		pending = (pending << 8 | bytes[i]) & 0xFFF;
		bits += 8;
		while (bits >= BITS) {
			bits -= BITS;
			buf_add_byte(out,
				(uint8_t)alphabet[pending >> bits & 31]);
		}
	}
	if (bits > 0)
		buf_add_byte(out,
			(uint8_t)alphabet[pending << (BITS - bits) & 31]);
}
