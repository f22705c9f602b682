#include "vault/id_table.h"

#include "base/secmem.h"

static int
compare(const void *a, const void *b)
{
	const struct entry *const *left = a, *const *right = b;

	return strcmp((*left)->id, (*right)->id);
}

static int
compare_id(const void *id, const void *row)
{
	const struct entry *const *entry = row;

	return strcmp(id, (*entry)->id);
}

bool
id_table_init(struct id_table *table, const struct entries *entries,
	struct err *err)
{
	if (entries->len == 0)
		return true;
	table->rows = secmem_alloc(entries->len * sizeof(struct entry *));
	if (table->rows == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < entries->len; i++) {
		if (!entry_is_broken(entries->items[i]))
			table->rows[table->len++] = entries->items[i];
	}
	if (table->len > 0)
		qsort(table->rows, table->len, sizeof(struct entry *),
			compare);
	return true;
}

struct entry *
id_table_find(const struct id_table *table, const char *id)
{
	struct entry **found = NULL;

	if (table->len > 0)
		found = bsearch(id, table->rows, table->len,
			sizeof(struct entry *), compare_id);
	return found != NULL ? *found : NULL;
}

void
id_table_wipe(struct id_table *table)
{
	secmem_free(table->rows);
	*table = (struct id_table){0};
}
