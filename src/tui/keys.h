/* Key tables that views share. */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "tui/view.h"

/* Everywhere; and where a line is typed. */
extern const struct key_table app_keys, line_keys;

/* The action of a key that only leaves its screen. */
enum after view_back(struct view *view);

/* The same where something may have been typed, which is asked about. */
enum after view_cancel(struct view *view);

/* What can be done with accounts: in the list and on the screen of one. */
extern const struct key_table account_keys;

/* The screens about the vault and the program: the rows of view_vault. */
extern const struct key_table vault_keys;

#endif
