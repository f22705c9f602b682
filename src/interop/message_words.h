/* The words beside numbers in messages; private to interop. */
#ifndef INTEROP_MESSAGE_WORDS_H
#define INTEROP_MESSAGE_WORDS_H

#include "base/buf.h"

enum message_sense {
	SENSE_NONE,
	SENSE_CODE,    /* it is a one-time code */
	SENSE_BARE,    /* it is a code; those of shops and hotels are, too */
	SENSE_CODES,   /* it is one of several */
	SENSE_OTHER,   /* it is something else */
	SENSE_DEAL,    /* that, of a purchase, a journey or a case */
	SENSE_WEAK,    /* it is something else, if it stands right there */
	SENSE_USE,     /* what is done with a code */
	SENSE_ABOUT,   /* messages with codes speak of it */
	SENSE_UNIT,    /* directly behind a number: it counts that */
};

#define SENSES(sense) (1U << (sense))
#define MESSAGE_LISTS 9
#define MESSAGE_PHRASES_MAX 1000

struct message_phrases {
	enum message_sense sense;
	const char *const *list;
	size_t count;
};

/* Folded, without accents, as what they are compared with. */
extern const struct message_phrases message_phrases[MESSAGE_LISTS];

/* The same by the first byte: first[] and next[] are indices + 1. */
struct message_words {
	uint16_t first[256], next[MESSAGE_PHRASES_MAX];
	const char *phrase[MESSAGE_PHRASES_MAX];
	uint8_t sense[MESSAGE_PHRASES_MAX];
};

void message_words_init(struct message_words *words);

/* A phrase in a folded text: what it says, and where. */
struct message_sign {
	enum message_sense sense;
	size_t at, len;
	bool bare; /* SENSE_BARE, whatever it is taken for */
};

/* SENSE_CODE for SENSE_BARE, and SENSE_OTHER for SENSE_DEAL. */
enum message_sense message_sense_of(enum message_sense sense);

/* The last one of text[0..len), or the first one; the longest of several, but
 * none of the senses in the set. Units are found at the very beginning only.
 * SENSE_NONE if there is none. */
struct message_sign message_last_sign(const struct message_words *words,
	const char *text, size_t len, unsigned without);
struct message_sign message_first_sign(const struct message_words *words,
	const char *text, size_t len, unsigned without);

/* Folds as the phrases are. */
void message_fold(const char *text, size_t len, struct buf *out);

#endif
