/* What was found in a message, the best first; private to interop. */
#ifndef INTEROP_MESSAGE_FOUND_H
#define INTEROP_MESSAGE_FOUND_H

#include "interop/message_weigh.h"

/* Adds it in its place, with the line around it, and keeps the best of all;
 * the same code again is one. */
void message_found_keep(struct message_found *found,
	const struct message_source *source,
	const struct message_token *token, int score);

/* With a hint (folded, or NULL), codes for its domain come before those for
 * others. */
void message_found_prefer(struct message_found *found, const char *hint);

/* Leaves only what may be the code. ERR_NO_MATCH: there is none; ERR_AMBIGUOUS:
 * there are several. */
bool message_found_judge(struct message_found *found, struct err *err)
	MUST_USE;

#endif
