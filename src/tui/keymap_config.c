/* What the config file says of keys. */
#include "tui/keymap.h"

#include "tui/keymap_tables.h"
#include "tui/keys.h"

#define WHAT_SIZE 120 /* of a reason */

/* A key that was set, where it is the key of another action, too. */
struct clash {
	const struct keymap *map;
	const struct keymap_row *set;
	uint32_t key;
	const struct key_table *where;
	const struct key_def *other;
};

static bool
is_default(const struct key_def *row, uint32_t key)
{
	for (size_t i = 0; i < KEY_DEF_KEYS; i++) {
		if (row->keys[i] == key)
			return true;
	}
	return false;
}

/* Looks where the action is in a table, and what else has its key there. */
static bool
find_clash_in(struct clash *clash, const struct key_table *table,
	const struct key_table *at)
{
	bool text = keymap_is_text(clash->key);

	if (at == NULL || (at->form && text))
		return false;
	for (size_t j = 0; j < at->len; j++) {
		const struct key_def *row = &at->rows[j];

		if (row->action != NULL &&
		    strcmp(row->action, clash->set->action) == 0)
			continue;
		if (keymap_has(clash->map, at, row, clash->key)) {
			clash->where = table;
			clash->other = row;
			return true;
		}
	}
	return false;
}

static bool
look_for_clash(const struct key_table *table, void *arg)
{
	struct clash *clash = arg;
	const struct key_def *own = keymap_action_in(table,
		clash->set->action);
	const struct key_table *at;

	if (own == NULL)
		own = keymap_action_in(&app_keys, clash->set->action);
	if (own == NULL || is_default(own, clash->key))
		return false;
	for (size_t i = 0; (at = keymap_part(table, i)) != NULL; i++) {
		if (find_clash_in(clash, table, at))
			return true;
	}
	return !(table->form && keymap_is_text(clash->key)) &&
		find_clash_in(clash, table, &app_keys);
}

static bool
has_clash(const struct keymap *map, size_t index, struct clash *clash)
{
	*clash = (struct clash){.map = map, .set = &map->rows[index]};
	for (size_t i = 0; i < KEY_DEF_KEYS; i++) {
		clash->key = clash->set->keys[i];
		if (clash->key != K_NONE && keymap_each_table(look_for_clash, clash))
			return true;
	}
	return false;
}

static void
tell(char problem[static KEYMAP_PROBLEM_SIZE], const struct config *config,
	const struct config_binding *binding, const char *what)
{
	if (problem[0] == '\0')
		snprintf(problem, KEYMAP_PROBLEM_SIZE, "%.100s:%u: %.40s: %s",
			config->shown, binding->line, binding->action, what);
}

/* False with the reason in what. */
static bool
parse_keys(const char *text, struct keymap_row *out, char *what, size_t size)
{
	char words[CONFIG_KEYS_SIZE];
	char *at = words, *word, *rest;
	size_t count = 0;

	snprintf(words, sizeof(words), "%s", text);
	while ((word = strtok_r(at, " \t", &rest)) != NULL) {
		uint32_t key = key_parse(word);

		at = NULL;
		if (key == K_NONE) {
			snprintf(what, size, "no key is called \"%.40s\"",
				word);
			return false;
		}
		if (count == KEY_DEF_KEYS) {
			snprintf(what, size, "has more than %d keys",
				KEY_DEF_KEYS);
			return false;
		}
		out->keys[count++] = key;
	}
	snprintf(what, size, "has no key");
	return count > 0;
}

static void
remove_row(struct keymap *map, size_t index)
{
	memmove(&map->rows[index], &map->rows[index + 1],
		(map->len - index - 1) * sizeof(*map->rows));
	map->len--;
}

static const struct config_binding *
binding_of(const struct config *config, const char *action)
{
	for (size_t i = 0; i < config->binding_count; i++) {
		if (strcmp(config->bindings[i].action, action) == 0)
			return &config->bindings[i];
	}
	return NULL;
}

/* In words: "d is the key of "delete" (This account)". */
static void
describe(const struct clash *clash, char *out, size_t size)
{
	const struct key_def *other = clash->other;
	char name[KEY_LABEL_SIZE];

	key_label(clash->key, true, name);
	snprintf(out, size, "%s is the key of \"%s\" (%s)", name,
		other->action != NULL ? other->action : other->help,
		clash->where->title);
}

/* Without one that was in the way, another may be. */
static void
drop_clashes(struct keymap *map, const struct config *config,
	char problem[static KEYMAP_PROBLEM_SIZE])
{
	struct clash clash;
	size_t i = 0;

	while (i < map->len) {
		char what[WHAT_SIZE];

		if (!has_clash(map, i, &clash)) {
			i++;
			continue;
		}
		describe(&clash, what, sizeof(what));
		tell(problem, config, binding_of(config, map->rows[i].action),
			what);
		remove_row(map, i);
		i = 0;
	}
}

void
keymap_load(struct keymap *map, const struct config *config,
	char problem[static KEYMAP_PROBLEM_SIZE])
{
	problem[0] = '\0';
	map->len = 0;
	for (size_t i = 0; i < config->binding_count; i++) {
		const struct config_binding *binding = &config->bindings[i];
		const struct key_def *known = keymap_action(binding->action);
		struct keymap_row *row = &map->rows[map->len];
		char what[WHAT_SIZE];

		*row = (struct keymap_row){0};
		if (known == NULL) {
			tell(problem, config, binding, "is no action");
		} else if (!parse_keys(binding->keys, row, what,
				   sizeof(what))) {
			tell(problem, config, binding, what);
		} else {
			row->action = known->action;
			map->len++;
		}
	}
	drop_clashes(map, config, problem);
}

bool
keymap_check(const struct config *config, const char *action,
	const char *keys, struct err *err)
{
	struct keymap map;
	struct keymap_row row = {.action = action};
	struct clash clash;
	char text[KEYMAP_PROBLEM_SIZE];

	if (strlen(keys) >= CONFIG_KEYS_SIZE)
		return err_set(err, ERR_FORMAT, "is too long");
	if (!parse_keys(keys, &row, text, sizeof(text)))
		return err_set(err, ERR_FORMAT, "%s", text);
	keymap_load(&map, config, text);
	for (size_t i = map.len; i > 0; i--) {
		if (strcmp(map.rows[i - 1].action, action) == 0)
			remove_row(&map, i - 1);
	}
	if (map.len == CONFIG_BINDINGS_MAX)
		return err_set(err, ERR_REFUSED, "too many keys are set");
	map.rows[map.len++] = row;
	if (!has_clash(&map, map.len - 1, &clash))
		return true;
	describe(&clash, text, sizeof(text));
	return err_set(err, ERR_REFUSED, "%s", text);
}
