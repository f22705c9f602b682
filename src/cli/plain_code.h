/* An account's code in words; private to cli. */
#ifndef CLI_PLAIN_CODE_H
#define CLI_PLAIN_CODE_H

#include "app/session.h"

/* Tells "GitHub: alice: 492 039, 17 seconds left." A counter is advanced
 * before. id must not be the entry's own, which a save replaces. */
bool plain_code(struct session *session, const char *id, struct err *err)
	MUST_USE;

/* True for codes that come with time, so that they can be told again. */
bool plain_has_period(const struct entry *entry);

#endif
