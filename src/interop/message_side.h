/* The words on one side of a number in a message; private to interop. */
#ifndef INTEROP_MESSAGE_SIDE_H
#define INTEROP_MESSAGE_SIDE_H

#include "interop/message_weigh.h"

struct message_side {
	int weight;
	bool labelled; /* it says what it is, right there */
	bool linked;   /* in the same sentence, which ends with it */
	bool used;
	bool other;    /* it is named for something else */
};

void message_weigh_before(const struct message_source *source,
	const struct message_token *token, struct message_side *side);
void message_weigh_after(const struct message_source *source,
	const struct message_token *token, struct message_side *side);

/* Does its line hold nothing else? */
bool message_is_alone(const struct message_source *source,
	const struct message_token *token);

/* Appends the text from..to, folded, with one blank for many; ended by a
 * NUL. */
void message_fold_window(const struct message_source *source, size_t from,
	size_t to, struct buf *out);

#endif
