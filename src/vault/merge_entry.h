/* Two states of one account into one. */
#ifndef VAULT_MERGE_ENTRY_H
#define VAULT_MERGE_ENTRY_H

#include "vault/payload.h"

/* Neither is broken; both have the same id. */
bool merge_entry(struct entry *into, const struct entry *from,
	struct err *err) MUST_USE;

/* Takes over what of from is a fact: counters of keys, use of recovery codes,
 * the code verified last. Codes and keys that only from has are left out. */
void merge_facts(struct entry *into, const struct entry *from);

#endif
