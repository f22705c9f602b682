#include "codec/hex.h"

int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_decode(const char *text, size_t len, struct buf *out, struct err *err)
{
	if (len % 2 != 0)
		return err_set(err, ERR_FORMAT,
			"must be an even number of hexadecimal digits, is odd");
	for (size_t i = 0; i < len; i++) {
		if (hex_value(text[i]) < 0)
			return err_set(err, ERR_FORMAT,
				"character %zu must be a hexadecimal digit, "
				"is another", i + 1);
	}
	for (size_t i = 0; i < len; i += 2)
		buf_add_byte(out, (uint8_t)(hex_value(text[i]) << 4 |
			hex_value(text[i + 1])));
	return buf_ok(out, err);
}

void
hex_encode(const uint8_t *bytes, size_t len, struct buf *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		buf_add_byte(out, (uint8_t)digits[bytes[i] >> 4]);
		buf_add_byte(out, (uint8_t)digits[bytes[i] & 15]);
	}
}
