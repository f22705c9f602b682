/* The lines of the vault menu: one row a screen. */
#include "tui/keys.h"
#include "tui/views.h"

static const struct key_def rows[] = {
	{{'t'}, "trash", "trash", "deleted accounts, to restore",
		.opens = &view_trash},
	{{'H'}, "history", "history", "what changed; undo, or go back", .opens = &view_history},
	{{'b'}, "backup", "backup", "a checked copy of the vault",
		.opens = &view_backup},
	{{'p'}, "passphrase", "passphrase", "change the passphrase",
		.opens = &view_passphrase},
	{{'r'}, "recipients", "recipients", "who opens it by an age key", .opens = &view_recipients},
	{{'u'}, "keep", "stay unlocked", "for a while, in all terminals",
		.opens = &view_keep},
	{{'d'}, "doctor", "doctor", "looks for what may be wrong",
		.opens = &view_doctor},
	{{','}, "settings", "settings", "colours, order, keys, times",
		.opens = &view_settings},
};

const struct key_table vault_keys = {"Vault and program", rows,
	COUNT_OF(rows), false, NULL, true};
