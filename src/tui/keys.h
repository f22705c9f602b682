/* Key tables that all views share, and looking keys up. */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "tui/view.h"

/* Everywhere; and where a line is typed. */
extern const struct key_table app_keys, line_keys;

/* The row for the key, or NULL. */
const struct key_def *key_find(const struct key_table *table, uint32_t key);

#endif
