#include "codec/uri.h"

#include "codec/hex.h"

static bool
is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		(c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
		c == '~';
}

void
uri_decode(const char *text, size_t len, bool plus_is_space, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		bool escape = text[i] == '%' && len - i > 2 &&
			hex_value(text[i + 1]) >= 0 &&
			hex_value(text[i + 2]) >= 0;

		if (escape) {
			buf_add_byte(out,
				(uint8_t)(hex_value(text[i + 1]) << 4 |
					hex_value(text[i + 2])));
			i += 2;
		} else {
			buf_add_byte(out, text[i] == '+' && plus_is_space
				? ' ' : (uint8_t)text[i]);
		}
	}
}

void
uri_encode(const char *text, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		if (is_plain(text[i]))
			buf_add_byte(out, (uint8_t)text[i]);
		else
			buf_addf(out, "%%%02X", (unsigned char)text[i]);
	}
}
