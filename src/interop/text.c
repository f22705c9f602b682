#include "interop/text.h"

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
trim(struct text_line *line)
{
	while (line->len > 0 && is_blank(line->text[0])) {
		line->text++;
		line->len--;
	}
	while (line->len > 0 && is_blank(line->text[line->len - 1]))
		line->len--;
}

/* A carriage return alone ends a line, too. Looked for no further than needed:
 * a file may have millions of the one, and none of the other. */
static const char *
find_end(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n' || (text[i] == '\r' &&
			    (i + 1 == len || text[i + 1] != '\n')))
			return text + i;
	}
	return NULL;
}

bool
text_next(struct text_lines *lines, struct text_line *out)
{
	const char *end;

	if (lines->left == 0)
		return false;
	end = find_end(lines->rest, lines->left);
	out->text = lines->rest;
	out->ended = end != NULL;
	out->len = end != NULL ? (size_t)(end - lines->rest) : lines->left;
	out->number = ++lines->number;
	lines->rest += out->len + out->ended;
	lines->left -= out->len + out->ended;
	trim(out);
	return true;
}

void
text_skip_mark(const char **text, size_t *len)
{
	static const char mark[] = "\xEF\xBB\xBF";
	const size_t size = sizeof(mark) - 1;

	if (*len >= size && memcmp(*text, mark, size) == 0) {
		*text += size;
		*len -= size;
	}
}

bool
text_line_starts(const struct text_line *line, const char *prefix)
{
	size_t len = strlen(prefix);

	return line->len >= len && strncasecmp(line->text, prefix, len) == 0;
}

bool
text_cut_prefix(struct text_line *line, const char *prefix)
{
	if (!text_line_starts(line, prefix))
		return false;
	line->text += strlen(prefix);
	line->len -= strlen(prefix);
	trim(line);
	return true;
}
