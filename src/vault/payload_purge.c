#include "base/str.h"
#include "vault/payload_line.h"

#define SECONDS_A_DAY INT64_C(86400)

/* By id, the latest first; any order will do that is always the same. */
static int
compare(const void *a, const void *b)
{
	const struct tombstone *left = a, *right = b;
	int order = strcmp(left->id, right->id);

	if (order != 0)
		return order;
	if (left->deleted != right->deleted)
		return left->deleted < right->deleted ? 1 : -1;
	return strcmp(right->extra != NULL ? right->extra : "",
		left->extra != NULL ? left->extra : "");
}

static int
compare_id(const void *id, const void *tombstone)
{
	const struct tombstone *other = tombstone;

	return strcmp(id, other->id);
}

const struct tombstone *
payload_tombstone(const struct payload *payload, const char *id)
{
	if (payload->tombstone_count == 0)
		return NULL;
	return bsearch(id, payload->tombstones, payload->tombstone_count,
		sizeof(*payload->tombstones), compare_id);
}

/* Sorts, and leaves one for each id: of those since the given time. */
static void
tidy(struct payload *payload, int64_t since)
{
	struct tombstone *all = payload->tombstones;
	size_t kept = 0;

	if (payload->tombstone_count == 0)
		return;
	qsort(all, payload->tombstone_count, sizeof(*all), compare);
	for (size_t i = 0; i < payload->tombstone_count; i++) {
		if (all[i].deleted < since || (kept > 0 &&
			    strcmp(all[kept - 1].id, all[i].id) == 0))
			str_free(&all[i].extra);
		else
			all[kept++] = all[i];
	}
	payload->tombstone_count = kept;
}

void
payload_sort_tombstones(struct payload *payload)
{
	tidy(payload, INT64_MIN);
}

static bool
is_gone(const struct payload *payload, const struct entry *entry)
{
	const struct tombstone *tombstone =
		payload_tombstone(payload, entry->id);

	return !entry_is_broken(entry) && tombstone != NULL &&
		tombstone->deleted >= entry->modified;
}

static bool
bury_trash(struct payload *payload, int64_t before, struct err *err)
{
	for (size_t i = 0; i < payload->entries.len; i++) {
		const struct entry *entry = payload->entries.items[i];
		struct tombstone tombstone = {
			.deleted = entry->modified > entry->trashed ?
				entry->modified : entry->trashed,
		};

		if (entry_is_broken(entry) || entry->trashed == 0 ||
		    entry->trashed > before)
			continue;
		memcpy(tombstone.id, entry->id, ENTRY_ID_SIZE);
		if (!payload_add_tombstone(payload, &tombstone, err))
			return false;
	}
	return true;
}

bool
payload_purge(struct payload *payload, int64_t now, struct err *err)
{
	struct entries *entries = &payload->entries;

	if (!bury_trash(payload, now - PAYLOAD_TRASH_DAYS * SECONDS_A_DAY,
		    err))
		return false;
	payload_sort_tombstones(payload);
	/* From the end: then little is moved. */
	for (size_t i = entries->len; i > 0; i--) {
		if (is_gone(payload, entries->items[i - 1]))
			entries_remove(entries, i - 1);
	}
	tidy(payload, now - PAYLOAD_TOMBSTONE_DAYS * SECONDS_A_DAY);
	return true;
}
