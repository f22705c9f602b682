#include "core/entries.h"

#include "base/secmem.h"

#define FIRST_CAP ((size_t)16)

static bool
make_room(struct entries *entries, struct err *err)
{
	size_t cap = entries->cap > 0 ? entries->cap * 2 : FIRST_CAP;
	struct entry **grown;

	if (entries->len < entries->cap)
		return true;
	if (cap > SIZE_MAX / sizeof(struct entry *))
		return err_nomem(err);
	grown = secmem_realloc(entries->items, cap * sizeof(struct entry *));
	if (grown == NULL)
		return err_nomem(err);
	entries->items = grown;
	entries->cap = cap;
	return true;
}

bool
entries_add(struct entries *entries, struct entry *entry, struct err *err)
{
	struct entry *kept;

	if (!make_room(entries, err))
		return false;
	kept = secmem_alloc(sizeof(*kept));
	if (kept == NULL)
		return err_nomem(err);
	*kept = entry_move(entry);
	entries->items[entries->len++] = kept;
	return true;
}

void
entries_remove(struct entries *entries, size_t index)
{
	entry_wipe(entries->items[index]);
	secmem_free(entries->items[index]);
	entries->len--;
	memmove(entries->items + index, entries->items + index + 1,
		(entries->len - index) * sizeof(struct entry *));
}

void
entries_wipe(struct entries *entries)
{
	for (size_t i = 0; i < entries->len; i++) {
		entry_wipe(entries->items[i]);
		secmem_free(entries->items[i]);
	}
	secmem_free(entries->items);
	*entries = (struct entries){0};
}

struct entry *
entries_by_id(const struct entries *entries, const char *id)
{
	for (size_t i = 0; i < entries->len; i++) {
		if (strcmp(entries->items[i]->id, id) == 0)
			return entries->items[i];
	}
	return NULL;
}

struct entry *
entries_duplicate(const struct entries *entries, const struct entry *entry)
{
	for (size_t i = 0; i < entries->len; i++) {
		struct entry *other = entries->items[i];

		if (other->trashed == 0 && other != entry &&
		    !entry_is_broken(other) && entry_is_duplicate(other, entry))
			return other;
	}
	return NULL;
}
