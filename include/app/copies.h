/* Diverged copies of the vault: finding them, and taking in what they have. */
#ifndef APP_COPIES_H
#define APP_COPIES_H

#include "app/rewind.h"

struct copies {
	char **paths;
	size_t len;
};

#define COPIES CLEANUP(copies_wipe) struct copies

/*
 * The files beside the vault that by their names are copies which a program
 * that keeps folders in step, an editor or a browser made of it:
 * "vault.sync-conflict-20261121-210000-ABCDEFG.age", "vault (1).age",
 * "vault.age~", "vault (conflicted copy).age"; sorted.
 */
bool copies_find(const struct session *session, struct copies *out,
	struct err *err) MUST_USE;
void copies_wipe(struct copies *copies);

/* True if path leads to the vault itself. */
bool copies_is_vault(const struct session *session, const char *path);

/* True if a file of this name is such a copy of the vault of that name. */
bool copies_match(const char *vault, const char *name);

/*
 * Merges the payloads into the vault, in one save, or with dry_run in none.
 * changes tells what happens to the vault by it. Where there is nothing new,
 * nothing is saved.
 */
bool copies_merge(struct session *session, const struct payload *payloads,
	size_t count, bool dry_run, struct history_changes *changes,
	struct err *err) MUST_USE;

#endif
