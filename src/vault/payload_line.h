/* The keys of the payload's lines, which reading and writing share. */
#ifndef VAULT_PAYLOAD_LINE_H
#define VAULT_PAYLOAD_LINE_H

#include "vault/payload.h"

#define KEY_VAULT "otp-vault"
#define KEY_ID "id"
#define KEY_REVISION "revision"
#define KEY_SAVED "saved"
#define KEY_BACKUP "backup"
#define KEY_RECIPIENTS "recipients"
#define KEY_ISSUER "issuer"
#define KEY_ACCOUNT "account"
#define KEY_TYPE "type"
#define KEY_SECRET "secret"
#define KEY_ALGORITHM "algorithm"
#define KEY_DIGITS "digits"
#define KEY_PERIOD "period"
#define KEY_COUNTER "counter"
#define KEY_TAGS "tags"
#define KEY_NOTE "note"
#define KEY_FAVORITE "favorite"
#define KEY_RECOVERY "recovery"
#define KEY_CODE "code"
#define KEY_USED "used"
#define KEY_HISTORY "history"
#define KEY_UNTIL "until"
#define KEY_VERIFIED "verified"
#define KEY_CREATED "created"
#define KEY_MODIFIED "modified"
#define KEY_TRASHED "trashed"
#define KEY_DELETED "deleted"
#define KEY_AT "at"

/* Takes *tombstone over. */
bool payload_add_tombstone(struct payload *payload,
	struct tombstone *tombstone, struct err *err) MUST_USE;

/* By id, and of each id only the latest. */
void payload_sort_tombstones(struct payload *payload);

/* An id for a line without one: the same again for the same bytes. */
bool payload_line_id(const struct secret *raw, char out[static ENTRY_ID_SIZE],
	struct err *err) MUST_USE;

#endif
