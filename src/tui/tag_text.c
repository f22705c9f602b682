#include "tui/tag_text.h"

#define BETWEEN " ,"
#define QUOTE '"'

void
tag_text_write(const struct entry *entry, struct buf *out)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		const char *tag = entry->tags[i];
		bool quoted = tag[strcspn(tag, BETWEEN)] != '\0' ||
			*tag == QUOTE || *tag == '-';

		if (i > 0)
			buf_add_byte(out, ' ');
		if (quoted)
			buf_add_byte(out, QUOTE);
		for (; *tag != '\0'; tag++) {
			if (quoted && *tag == QUOTE)
				buf_add_byte(out, QUOTE);
			buf_add_byte(out, (uint8_t)*tag);
		}
		if (quoted)
			buf_add_byte(out, QUOTE);
	}
}

/* Behind the first quote; one that is twice there is one of the tag. */
static const char *
read_quoted(const char *at, struct buf *tag)
{
	for (; *at != '\0'; at++) {
		if (*at == QUOTE && *++at != QUOTE)
			return at;
		buf_add_byte(tag, (uint8_t)*at);
	}
	return at;
}

bool
tag_text_next(const char **at, bool *minus, char **out, struct err *err)
{
	const char *text = *at + strspn(*at, BETWEEN);
	BUF tag = {0};
	size_t len;

	*out = NULL;
	if (minus != NULL) {
		*minus = *text == '-' && text[1] != '\0';
		text += *minus ? 1 : 0;
	}
	if (*text == '\0') {
		*at = text;
		return true;
	}
	if (*text == QUOTE) {
		text = read_quoted(text + 1, &tag);
	} else {
		len = strcspn(text, BETWEEN);
		buf_add(&tag, text, len);
		text += len;
	}
	*at = text;
	if (!buf_ok(&tag, err))
		return false;
	*out = str_dup(buf_text(&tag), err);
	return *out != NULL;
}
