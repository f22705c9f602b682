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
	bool about;       /* it speaks of one-time codes */
	bool proof;       /* of codes by which one proves who one is */
	bool deal;        /* it speaks of a purchase and the like instead */
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

struct message_weight {
	int score;  /* from MESSAGE_ENOUGH on it may be a code */
	bool typed; /* it is known to be something else */
	bool shown; /* it stands where a code is shown */
};

struct message_weight message_weigh(const struct message_source *source,
	const struct message_token *token);

/* By the characters around it and its own: a price, a phone number, a date. */
bool message_is_other(const struct message_source *source,
	const struct message_token *token);

/* "WA 98101", ", 10115 Berlin". */
bool message_is_place(const struct message_source *source,
	const struct message_token *token);

/* A year, or a day as 20261119. */
bool message_is_date(const struct message_token *token);

#endif
