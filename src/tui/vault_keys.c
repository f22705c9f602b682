/* The lines of the vault menu: one row a screen. */
#include "tui/keys.h"
#include "tui/views.h"

static const struct key_def rows[] = {
	{{','}, "settings", "settings", "colours, order, keys, times",
		.opens = &view_settings},
};

const struct key_table vault_keys = {"Vault and program", rows,
	COUNT_OF(rows), false, NULL, true};
