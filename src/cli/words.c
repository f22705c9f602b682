#include "cli/words.h"

#include "base/str.h"

#define BLANKS " \t"

/* Copies home for the ~ that the word begins with. */
static const char *
copy_home(const char *from, const char *home, char **to)
{
	if (home == NULL || *from != '~' ||
	    strchr("/" BLANKS, from[1]) == NULL)
		return from;
	memcpy(*to, home, strlen(home));
	*to += strlen(home);
	return from + 1;
}

/* The bytes that home can add to the line. */
static size_t
growth(const char *line, const char *home)
{
	size_t count = 0;

	for (const char *at = line; home != NULL && *at != '\0'; at++)
		count += *at == '~' ? strlen(home) : 0;
	return count;
}

/* Copies one word without its quotes. Returns where the word ends, or NULL for
 * an open quote. */
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
words_split(const char *line, const char *home, struct words *out,
	struct err *err)
{
	const char *from = line + strspn(line, BLANKS);
	char *to;

	out->text = str_format(err, "%s %*s", line, (int)growth(line, home),
		"");
	if (out->text == NULL)
		return false;
	to = out->text;
	while (*from != '\0') {
		if (out->count == WORDS_MAX)
			return err_set(err, ERR_USAGE, "must be at most %d "
				"words, are more", WORDS_MAX);
		out->items[out->count++] = to;
		from = copy_word(copy_home(from, home, &to), &to);
		if (from == NULL)
			return err_set(err, ERR_USAGE,
				"a quotation mark is not closed");
		from += strspn(from, BLANKS);
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
