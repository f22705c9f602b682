/* Accounts in a change, and errors that name them; private to app. */
#ifndef APP_ACCOUNT_FIND_H
#define APP_ACCOUNT_FIND_H

#include "vault/payload.h"

/* By id; NULL and ERR_NO_MATCH if there is none any more. */
struct entry *account_find(const struct payload *payload, const char *id,
	struct err *err) MUST_USE;

/* Puts "GitHub:alice", printable, in front of the place. Always false. */
bool account_at(const struct entry *entry, struct err *err);

/* ERR_REFUSED, at the account. Always false. */
bool account_refuse(const struct entry *entry, const char *why,
	struct err *err);

/* The same for a counter that nothing comes after. Always false. */
bool account_used_up(const struct entry *entry, struct err *err);

/* False and ERR_REFUSED for a broken one, whose line is kept as it is. */
bool account_is_whole(const struct entry *entry, struct err *err) MUST_USE;

#endif
