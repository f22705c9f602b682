/*
 * Two diverged copies of a vault into one, which has what either had and
 * neither deleted. Pure. In whatever order copies are merged, and how often,
 * the outcome is the same (but for the order of its lists).
 *
 * An account is known by its id. Of its two states the one modified later is
 * taken, of two modified at once the one whose line has the greater bytes; and
 * what is a fact rather than an edit comes from both:
 * - a key that the other state had goes to the history;
 * - each key's HOTP counter is the higher of the two;
 * - recovery codes are all there, used if used anywhere;
 * - of the codes verified last it is the later one;
 * - created is the earlier.
 * Tombstones are all there, the latest of each id. What they say is gone is
 * removed by payload_purge() only, as every save does: once it is removed,
 * copies merged later cannot add its facts any more. Lines that cannot be
 * understood are kept, each once. Who can open the file is not merged: that
 * belongs to the header it has.
 */
#ifndef VAULT_MERGE_H
#define VAULT_MERGE_H

#include "vault/payload.h"

/* ERR_REFUSED if they are different vaults or of a newer version. On failure
 * *into may be half merged. */
bool merge_payloads(struct payload *into, const struct payload *from,
	struct err *err) MUST_USE;

#endif
