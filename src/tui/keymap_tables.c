#include "tui/keymap_tables.h"

#include "tui/keys.h"
#include "tui/views.h"

const struct key_table *
keymap_part(const struct key_table *table, size_t index)
{
	if (index == 0)
		return table;
	return table->next != NULL ? table->next[index - 1] : NULL;
}

bool
keymap_each_table(keymap_visit_fn *visit, void *arg)
{
	for (size_t i = 0; views[i] != NULL; i++) {
		for (size_t j = 0; views[i]->tables[j] != NULL; j++) {
			if (visit(views[i]->tables[j], arg))
				return true;
		}
	}
	return visit(&line_keys, arg) || visit(&app_keys, arg);
}

const struct key_def *
keymap_action_in(const struct key_table *table, const char *action)
{
	const struct key_table *at;

	for (size_t i = 0; (at = keymap_part(table, i)) != NULL; i++) {
		for (size_t j = 0; j < at->len; j++) {
			const char *own = at->rows[j].action;

			if (own != NULL && strcmp(own, action) == 0)
				return &at->rows[j];
		}
	}
	return NULL;
}

struct search {
	const char *action;
	const struct key_def *found;
};

static bool
search_table(const struct key_table *table, void *arg)
{
	struct search *search = arg;

	search->found = keymap_action_in(table, search->action);
	return search->found != NULL;
}

const struct key_def *
keymap_action(const char *action)
{
	struct search search = {action, NULL};

	keymap_each_table(search_table, &search);
	return search.found;
}

struct gathering {
	const struct key_def **rows;
	size_t count, max;
};

static bool
has_action(const struct gathering *gathering, const char *action)
{
	for (size_t i = 0; i < gathering->count; i++) {
		if (strcmp(gathering->rows[i]->action, action) == 0)
			return true;
	}
	return false;
}

static bool
gather(const struct key_table *table, void *arg)
{
	struct gathering *gathering = arg;
	const struct key_table *at;

	for (size_t i = 0; (at = keymap_part(table, i)) != NULL; i++) {
		for (size_t j = 0; j < at->len; j++) {
			const struct key_def *row = &at->rows[j];

			if (row->action != NULL &&
			    gathering->count < gathering->max &&
			    !has_action(gathering, row->action))
				gathering->rows[gathering->count++] = row;
		}
	}
	return false;
}

size_t
keymap_actions(const struct key_def **out, size_t max)
{
	struct gathering gathering = {out, 0, max};

	keymap_each_table(gather, &gathering);
	return gathering.count;
}
