/* Accounts found by id, many times: sorted once. */
#ifndef VAULT_ID_TABLE_H
#define VAULT_ID_TABLE_H

#include "core/entries.h"

struct id_table {
	struct entry **rows; /* borrowed, by id */
	size_t len;
};

#define ID_TABLE CLEANUP(id_table_wipe) struct id_table

/* Of the entries that are not broken. */
bool id_table_init(struct id_table *table, const struct entries *entries,
	struct err *err) MUST_USE;
struct entry *id_table_find(const struct id_table *table, const char *id);
void id_table_wipe(struct id_table *table);

#endif
