/* Numbers in a message, and what speaks for them; private to interop. */
#ifndef INTEROP_MESSAGE_WEIGH_H
#define INTEROP_MESSAGE_WEIGH_H

#include "interop/message.h"
#include "interop/message_words.h"

#define MESSAGE_ENOUGH 40 /* of what follows, for a code */

struct message_source {
	const char *text;
	size_t len;
	const char *hint; /* folded, or NULL */
	struct message_words words;
};

struct message_token {
	size_t at, end;
	char code[MESSAGE_CODE_SIZE];
	size_t digits, letters;
	bool grouped;
};

static inline bool
message_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
message_is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A blank behind the end. */
char message_char(const struct message_source *source, size_t at);

/* May a code begin behind this character, or end before it? */
bool message_is_edge(char c, bool begins);

/* What stands at a letter or a digit, and could be a code by its size. */
bool message_read_token(const struct message_source *source, size_t at,
	struct message_token *out);

/* The shape of codes; it becomes what is to be typed. */
bool message_is_code_like(struct message_token *token);

/* From MESSAGE_ENOUGH on it may be one. */
int message_weigh(const struct message_source *source,
	const struct message_token *token);

#endif
