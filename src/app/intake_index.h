/*
 * Which accounts are known already; private to app. Holds keyed digests only,
 * so neither a changed vault nor a moved entry concerns it.
 */
#ifndef APP_INTAKE_INDEX_H
#define APP_INTAKE_INDEX_H

#include "core/entries.h"

struct intake_index;

/* NULL on failure. */
struct intake_index *intake_index_new(struct err *err) MUST_USE;

/* Adds what entry_is_duplicate() compares; *known tells if it was there. */
bool intake_index_add(struct intake_index *index, const struct entry *entry,
	bool *known, struct err *err) MUST_USE;

/* Adds all that entries_duplicate() would look at. */
bool intake_index_add_all(struct intake_index *index,
	const struct entries *entries, struct err *err) MUST_USE;

/* NULL is nothing. */
void intake_index_free(struct intake_index *index);

#endif
