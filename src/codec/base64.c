#include "codec/base64.h"

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* 0 to 63, or -1. */
static int
digit_value(char c, bool lax)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || (lax && c == '-'))
		return 62;
	if (c == '/' || (lax && c == '_'))
		return 63;
	return -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
refuse(struct err *err)
{
	return err_set(err, ERR_FORMAT, "must be Base64, is malformed");
}

struct counts {
	size_t digits, padding;
	uint32_t left; /* the bits that fill no whole byte */
};

static bool
decode_digits(const char *text, size_t len, bool lax, struct buf *out,
	struct counts *counts)
{
	uint32_t pending = 0;
	unsigned int bits = 0;

	for (size_t i = 0; i < len; i++) {
		int value = digit_value(text[i], lax);

		if (lax && is_blank(text[i]))
			continue;
		if (text[i] == '=') {
			counts->padding++;
			continue;
		}
		if (value < 0 || counts->padding > 0)
			return false;
		counts->digits++;
		pending = (pending << 6 | (uint32_t)value) & 0x3FFF;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			buf_add_byte(out, (uint8_t)(pending >> bits));
		}
	}
	counts->left = pending & ((1U << bits) - 1);
	return true;
}

bool
base64_decode(const char *text, size_t len, enum base64_style style,
	struct buf *out, struct err *err)
{
	BUF bytes = {0};
	struct counts counts = {0};
	size_t needed;

	if (!decode_digits(text, len, style == BASE64_LAX, &bytes, &counts) ||
	    counts.digits % 4 == 1)
		return refuse(err);
	if (style != BASE64_LAX) {
		needed = style == BASE64_STRICT ? (4 - counts.digits % 4) % 4
						: 0;
		if (counts.padding != needed || counts.left != 0)
			return refuse(err);
	}
	if (!buf_ok(&bytes, err))
		return false;
	buf_add(out, bytes.data, bytes.len);
	return buf_ok(out, err);
}

void
base64_encode(const uint8_t *bytes, size_t len, enum base64_style style,
	struct buf *out)
{
	uint32_t pending = 0;
	unsigned int bits = 0;
	size_t digits = 0;

	for (size_t i = 0; i < len; i++) {
		pending = (pending << 8 | bytes[i]) & 0x3FFF;
		bits += 8;
		while (bits >= 6) {
			bits -= 6;
			buf_add_byte(out,
				(uint8_t)alphabet[pending >> bits & 63]);
			digits++;
		}
	}
	if (bits > 0) {
		buf_add_byte(out,
			(uint8_t)alphabet[pending << (6 - bits) & 63]);
		digits++;
	}
	for (; style != BASE64_RAW_STRICT && digits % 4 != 0; digits++)
		buf_add_byte(out, '=');
}
