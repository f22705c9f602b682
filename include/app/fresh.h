/* What is made at random for a new account. */
#ifndef APP_FRESH_H
#define APP_FRESH_H

#include "core/entry.h"

/* A key as long as the output of the entry's hash: 20, 32 or 64 bytes (RFC
 * 4226 section 4, RFC 6238 section 3). The entry must have none before. */
bool fresh_key(struct entry *entry, struct err *err) MUST_USE;

/* Adds count recovery codes like "k7mx2-9dqhw", of 48 bits each; ERR_FORMAT
 * if that makes more than ENTRY_RECOVERY_MAX. */
bool fresh_recovery(struct entry *entry, size_t count, struct err *err)
	MUST_USE;

#endif
