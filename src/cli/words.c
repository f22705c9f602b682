#include "cli/words.h"

#include "base/str.h"

#define BLANKS " \t"

/* Copies one word without its quotes; what is written never overtakes what is
 * read. Returns where the word ends, or NULL for an open quote. */
static const char *
copy_word(const char *from, char **to)
{
	char quote = '\0';

	for (; *from != '\0'; from++) {
		if (quote == '\0' && strchr(BLANKS, *from) != NULL)
			break;
		if (*from == quote) {
			quote = '\0';
		} else if (quote == '\0' && (*from == '\'' || *from == '"')) {
			quote = *from;
		} else {
			if (*from == '\\' && quote != '\'' && from[1] != '\0')
				from++;
			*(*to)++ = *from;
		}
	}
	return quote == '\0' ? from : NULL;
}

bool
words_split(const char *line, struct words *out, struct err *err)
{
	const char *from = line;
	char *to;

	out->text = str_format(err, "%s ", line);
	if (out->text == NULL)
		return false;
	to = out->text;
	while (from[strspn(from, BLANKS)] != '\0') {
		if (out->count == WORDS_MAX)
			return err_set(err, ERR_USAGE, "must be at most %d "
				"words, are more", WORDS_MAX);
		out->items[out->count++] = to;
		from = copy_word(from + strspn(from, BLANKS), &to);
		if (from == NULL)
			return err_set(err, ERR_USAGE,
				"a quotation mark is not closed");
		*to++ = '\0';
	}
	return true;
}

void
words_wipe(struct words *words)
{
	str_free(&words->text);
	*words = (struct words){0};
}
