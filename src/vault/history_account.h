/* What changed in one account, in words; private to history. */
#ifndef VAULT_HISTORY_ACCOUNT_H
#define VAULT_HISTORY_ACCOUNT_H

#include "vault/history.h"

/* Adds a change; the text is copied, and may have failed. */
bool history_add_change(struct history_changes *out, enum history_kind kind,
	struct buf *text, struct err *err) MUST_USE;

/* Adds "WHAT GitHub:alice". */
bool history_tell(struct history_changes *out, enum history_kind kind,
	const char *what, const struct entry *entry, struct err *err) MUST_USE;

/* Adds how b differs from a, an earlier state of the account. */
bool history_tell_account(const struct entry *a, const struct entry *b,
	struct history_changes *out, struct err *err) MUST_USE;

#endif
