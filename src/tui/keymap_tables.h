/* Walking all key tables; for keymap*.c only. */
#ifndef TUI_KEYMAP_TABLES_H
#define TUI_KEYMAP_TABLES_H

#include "tui/keymap.h"

/* A table and those behind it, by index; NULL at the end. */
const struct key_table *keymap_part(const struct key_table *table,
	size_t index);

/* Calls visit with every table that keys are looked up in, until it returns
 * true; then true. */
typedef bool keymap_visit_fn(const struct key_table *table, void *arg);
bool keymap_each_table(keymap_visit_fn *visit, void *arg);

/* The row of this action in a table or those behind it, or NULL. */
const struct key_def *keymap_action_in(const struct key_table *table,
	const char *action);

/* Whether a row of a table has a key. */
bool keymap_has(const struct keymap *map, const struct key_table *table,
	const struct key_def *row, uint32_t key);

/* Whether a key types a character. */
bool keymap_is_text(uint32_t key);

#endif
