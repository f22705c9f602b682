/* The keys that were set in the config file, and looking keys up. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "app/config.h"
#include "tui/view.h"

struct keymap_row {
	const char *action; /* of some key_def */
	uint32_t keys[KEY_DEF_KEYS];
};

struct keymap {
	struct keymap_row rows[CONFIG_BINDINGS_MAX];
	size_t len;
};

/*
 * Takes the bindings of the config over. One that names no action or no key,
 * or a key that another action has on some screen, is left out, and the first
 * of these is told in problem ("" if there is none), which names the line.
 */
#define KEYMAP_PROBLEM_SIZE 320
void keymap_load(struct keymap *map, const struct config *config,
	char problem[static KEYMAP_PROBLEM_SIZE]);

/* The keys of a row of a table as they are set, unused ones K_NONE. */
void keymap_keys(const struct keymap *map, const struct key_table *table,
	const struct key_def *row, uint32_t out[static KEY_DEF_KEYS]);

/* The row for the key, in the table or those behind it, or NULL. */
const struct key_def *keymap_find(const struct keymap *map,
	const struct key_table *table, uint32_t key);

/* The first row of any table with this action, or NULL. */
const struct key_def *keymap_action(const char *action);

/* The first row of each action, at most max; returns how many. */
size_t keymap_actions(const struct key_def **out, size_t max);

/* Whether its keys are not the default ones. */
bool keymap_is_set(const struct keymap *map, const char *action);

/* Whether the action could have these keys; the err says why not. */
bool keymap_check(const struct config *config, const char *action,
	const char *keys, struct err *err) MUST_USE;

#endif
