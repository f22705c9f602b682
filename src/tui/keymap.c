#include "tui/keymap.h"

#include "tui/keymap_tables.h"

static const struct keymap_row *
find_set(const struct keymap *map, const char *action)
{
	for (size_t i = 0; action != NULL && i < map->len; i++) {
		if (strcmp(map->rows[i].action, action) == 0)
			return &map->rows[i];
	}
	return NULL;
}

bool
keymap_is_text(uint32_t key)
{
	return key >= ' ' && key < K_UP && key != K_BACKSPACE;
}

void
keymap_keys(const struct keymap *map, const struct key_table *table,
	const struct key_def *row, uint32_t out[static KEY_DEF_KEYS])
{
	const struct keymap_row *set = find_set(map, row->action);
	size_t count = 0;

	memset(out, 0, KEY_DEF_KEYS * sizeof(*out));
	for (size_t i = 0; set != NULL && i < KEY_DEF_KEYS; i++) {
		if (set->keys[i] != K_NONE &&
		    !(table->form && keymap_is_text(set->keys[i])))
			out[count++] = set->keys[i];
	}
	if (count == 0)
		memcpy(out, row->keys, KEY_DEF_KEYS * sizeof(*out));
}

bool
keymap_has(const struct keymap *map, const struct key_table *table,
	const struct key_def *row, uint32_t key)
{
	uint32_t keys[KEY_DEF_KEYS];

	keymap_keys(map, table, row, keys);
	for (size_t i = 0; i < KEY_DEF_KEYS; i++) {
		if (keys[i] == key)
			return true;
	}
	return false;
}

const struct key_def *
keymap_find(const struct keymap *map, const struct key_table *table,
	uint32_t key)
{
	const struct key_table *at;

	for (size_t i = 0; key != K_NONE && (at = keymap_part(table, i)) != NULL;
	     i++) {
		for (size_t j = 0; j < at->len; j++) {
			if (keymap_has(map, at, &at->rows[j], key))
				return &at->rows[j];
		}
	}
	return NULL;
}

bool
keymap_is_set(const struct keymap *map, const char *action)
{
	return find_set(map, action) != NULL;
}

