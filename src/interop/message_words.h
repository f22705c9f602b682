/* The words beside numbers in messages; private to interop. */
#ifndef INTEROP_MESSAGE_WORDS_H
#define INTEROP_MESSAGE_WORDS_H

#include "base/buf.h"

enum message_sense {
	SENSE_NONE,
	SENSE_CODE,    /* it is a one-time code */
	SENSE_CODES,   /* it is one of several */
	SENSE_OTHER,   /* it is something else */
	SENSE_UNIT,    /* directly behind a number: it counts that */
};

/* Phrases as they are compared: folded, without accents. */
struct message_words {
	struct buf text; /* each ended by a NUL, in the order of the table */
};

bool message_words_init(struct message_words *words, struct err *err)
	MUST_USE;
void message_words_wipe(struct message_words *words);
#define MESSAGE_WORDS CLEANUP(message_words_wipe) struct message_words

/* A phrase in a folded text: what it says, and where. */
struct message_sign {
	enum message_sense sense;
	size_t at, len;
};

/* The last one of a text, or the first one; the longest of several. Units are
 * found at the very beginning only. SENSE_NONE if there is none. */
struct message_sign message_last_sign(const struct message_words *words,
	const char *text);
struct message_sign message_first_sign(const struct message_words *words,
	const char *text);

#endif
