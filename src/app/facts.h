/* What a state that is taken must know of the later ones; private to app. */
#ifndef APP_FACTS_H
#define APP_FACTS_H

#include "app/rewind.h"

/* Counters and used codes of the newest count states of the history get into
 * the payload, as far as they open without a question: with own, the key that
 * foreign has found, or the identities. The others are foreign->unread. */
bool facts_keep(const struct session *session, const struct secret *own,
	struct foreign *foreign, const struct history *history, size_t count,
	struct payload *payload, struct err *err) MUST_USE;

#endif
