#include "base/utf8.h"

#define REPLACEMENT UINT32_C(0xFFFD)

struct range {
	uint32_t first, last;
};

static const struct range unsafe[] = {
	{0x00, 0x1F}, {0x7F, 0x9F}, {0x061C, 0x061C}, {0x200E, 0x200F},
	{0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF},
	{0xFFF9, 0xFFFB}, {0xE0001, 0xE0001}, {0x110000, UINT32_MAX},
};

/* Length by first byte, and the least code point of that length. */
static size_t
sequence(uint8_t first, uint32_t *bits, uint32_t *least)
{
	if (first < 0x80) {
		*bits = first;
		*least = 0;
		return 1;
	}
	if (first >= 0xC2 && first <= 0xDF) {
		*bits = first & 0x1F;
		*least = 0x80;
		return 2;
	}
	if (first >= 0xE0 && first <= 0xEF) {
		*bits = first & 0x0F;
		*least = 0x800;
		return 3;
	}
	if (first >= 0xF0 && first <= 0xF4) {
		*bits = first & 0x07;
		*least = 0x10000;
		return 4;
	}
	return 0;
}

uint32_t
utf8_next(const char *text, size_t len, size_t *at)
{
	const uint8_t *p = (const uint8_t *)text + *at;
	uint32_t value = 0, least = 0;
	size_t count = sequence(p[0], &value, &least);
	size_t start = *at;

	*at = start + 1;
	if (count == 0 || count > len - start)
		return UTF8_INVALID;
	for (size_t i = 1; i < count; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return UTF8_INVALID;
		value = value << 6 | (p[i] & 0x3F);
	}
	if (value < least || value > 0x10FFFF ||
	    (value >= 0xD800 && value <= 0xDFFF))
		return UTF8_INVALID;
	*at = start + count;
	return value;
}

uint32_t
utf8_before(const char *text, size_t at)
{
	size_t start = at;

	if (at == 0)
		return UTF8_INVALID;
	do
		start--;
	while (start > 0 && ((uint8_t)text[start] & 0xC0) == 0x80);
	return utf8_next(text, at, &start);
}

size_t
utf8_encode(uint32_t code_point, char out[static UTF8_MAX_BYTES])
{
	uint8_t *bytes = (uint8_t *)out;
	size_t len;

	if (code_point < 0x80) {
		bytes[0] = (uint8_t)code_point;
		len = 1;
	} else if (code_point < 0x800) {
		bytes[0] = (uint8_t)(0xC0 | code_point >> 6);
		len = 2;
	} else if (code_point < 0x10000) {
		bytes[0] = (uint8_t)(0xE0 | code_point >> 12);
		len = 3;
	} else {
		bytes[0] = (uint8_t)(0xF0 | code_point >> 18);
		len = 4;
	}
	for (size_t i = 1; i < len; i++) {
		unsigned int shift = (unsigned int)(6 * (len - 1 - i));

		bytes[i] = (uint8_t)(0x80 | (code_point >> shift & 0x3F));
	}
	return len;
}

void
utf8_add(struct buf *out, uint32_t code_point)
{
	char bytes[UTF8_MAX_BYTES];

	buf_add(out, bytes, utf8_encode(code_point, bytes));
}

bool
utf8_valid(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		if (utf8_next(text, len, &at) == UTF8_INVALID)
			return false;
	}
	return true;
}

void
utf8_from_latin1(struct buf *out, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		utf8_add(out, bytes[i]);
}

static uint32_t
utf16_unit(const uint8_t *bytes, bool big)
{
	return big ? (uint32_t)bytes[0] << 8 | bytes[1] :
		(uint32_t)bytes[1] << 8 | bytes[0];
}

/* What is no character becomes U+FFFD, an odd byte at the end, too. */
bool
utf8_from_utf16(struct buf *out, const uint8_t *bytes, size_t len)
{
	bool big = len >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF;

	if (!big && (len < 2 || bytes[0] != 0xFF || bytes[1] != 0xFE))
		return false;
	for (size_t at = 2; at + 1 < len; at += 2) {
		uint32_t c = utf16_unit(bytes + at, big), low;

		if (c >= 0xD800 && c < 0xDC00 && at + 3 < len) {
			low = utf16_unit(bytes + at + 2, big);
			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) +
					(low - 0xDC00);
				at += 2;
			}
		}
		utf8_add(out, c >= 0xD800 && c < 0xE000 ? REPLACEMENT : c);
	}
	if (len % 2 != 0)
		utf8_add(out, REPLACEMENT);
	return true;
}

bool
utf8_is_unsafe(uint32_t code_point)
{
	for (size_t i = 0; i < COUNT_OF(unsafe); i++) {
		if (code_point >= unsafe[i].first &&
		    code_point <= unsafe[i].last)
			return true;
	}
	return false;
}

void
utf8_printable(struct buf *out, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t code_point = utf8_next(text, len, &at);

		utf8_add(out, utf8_is_unsafe(code_point) ? REPLACEMENT
							 : code_point);
	}
}
