#include "interop/message_weigh.h"

char
message_char(const struct message_source *source, size_t at)
{
	return at < source->len ? source->text[at] : ' ';
}

bool
message_is_edge(char c, bool begins)
{
	if (message_is_digit(c) || message_is_letter(c))
		return false;
	return begins ? strchr("./,+@&=%_\\$-~", c) == NULL :
		strchr("/@&=%_\\$-~+", c) == NULL;
}

/* A run of letters, digits and single dashes or blanks between digits. */
bool
message_read_token(const struct message_source *source,
	size_t at, struct message_token *out)
{
	size_t len = 0, end = at;

	*out = (struct message_token){.at = at};
	for (;; end++) {
		char c = message_char(source, end);
		char next = message_char(source, end + 1);

		if (end < source->len &&
		    (message_is_digit(c) || message_is_letter(c))) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->digits += message_is_digit(c);
			out->letters += message_is_letter(c);
			continue;
		}
		if (c == '-' && end > at && (message_is_digit(next) ||
			    (next >= 'A' && next <= 'Z'))) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->grouped = true;
			continue;
		}
		/* "123 456", and "1 2 3 4 5 6" of boxes. */
		if (c == ' ' && end > at && message_is_digit(next) &&
		    message_is_digit(message_char(source, end - 1)) &&
		    out->letters == 0) {
			if (len + 1 == sizeof(out->code))
				break;
			out->code[len++] = c;
			out->grouped = true;
			continue;
		}
		break;
	}
	out->end = end;
	return len > 0 && len + 1 < sizeof(out->code);
}

/* "123-456", "123 456", "1234 5678", "12 34 56", "1 2 3 4 5 6": the pieces are
 * of one length. */
static bool
is_even(const char *code)
{
	size_t first = strcspn(code, " -"), pieces = 0;

	for (const char *at = code; *at != '\0'; pieces++) {
		size_t len = strcspn(at, " -");

		if (len != first)
			return false;
		at += len;
		at += *at != '\0';
	}
	return pieces <= 2 || (first == 2 && pieces == 3) ||
		(first == 1 && pieces >= 4);
}

static void
ungroup(char *code)
{
	char *to = code;

	for (const char *at = code; *at != '\0'; at++)
		if (*at != ' ' && *at != '-')
			*to++ = *at;
	*to = '\0';
}

static bool
has_lower(const char *code)
{
	for (; *code != '\0'; code++)
		if (*code >= 'a' && *code <= 'z')
			return true;
	return false;
}

bool
message_is_code_like(struct message_token *token)
{
	size_t dash = strcspn(token->code, "-");

	if (token->letters == 0) {
		if (token->grouped && !is_even(token->code))
			return false;
		if (token->digits < 4 || token->digits > 10)
			return false;
		ungroup(token->code);
		return true;
	}
	if (has_lower(token->code) || strchr(token->code, ' ') != NULL)
		return false;
	/* "G-123456": the letter is there before one begins to type. */
	if (token->letters == 1 && dash == 1 && token->digits >= 5 &&
	    strchr(token->code + 2, '-') == NULL) {
		memmove(token->code, token->code + 2,
			strlen(token->code + 2) + 1);
		return true;
	}
	if (token->digits == 0)
		return dash >= 3 && dash <= 5 && is_even(token->code);
	if (token->grouped)
		return token->digits + token->letters >= 5 &&
			strchr(token->code + dash + 1, '-') == NULL &&
			((dash <= 2 && token->digits >= 4) ||
				is_even(token->code));
	return token->digits + token->letters >= 5 &&
		token->digits + token->letters <= 8;
}
