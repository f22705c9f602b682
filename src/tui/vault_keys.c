/* The lines of the vault menu: one row a screen. */
#include "tui/keys.h"
#include "tui/views.h"

static const struct key_def rows[] = {
	{{'t'}, "trash", "trash", "deleted accounts: restore them, or empty it",
		.opens = &view_trash},
	{{'H'}, "history", "history", "what changed when; undo, back to an "
		"earlier state", .opens = &view_history},
	{{'b'}, "backup", "backup", "a checked copy; when the last one was made",
		.opens = &view_backup},
	{{'p'}, "passphrase", "passphrase", "change the passphrase",
		.opens = &view_passphrase},
	{{'r'}, "recipients", "recipients", "who opens a vault without a "
		"passphrase", .opens = &view_recipients},
	{{'u'}, "keep", "stay unlocked", "for a while, for all your terminals",
		.opens = &view_keep},
	{{'d'}, "doctor", "doctor", "what may be wrong around the vault",
		.opens = &view_doctor},
	{{','}, "settings", "settings", "colours, order, keys, times",
		.opens = &view_settings},
};

const struct key_table vault_keys = {"Vault and program", rows,
	COUNT_OF(rows), false, NULL, true};
