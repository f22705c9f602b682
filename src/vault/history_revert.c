#include "base/str.h"
#include "vault/history.h"
#include "vault/id_table.h"
#include "vault/merge_entry.h"

/* Now, or a second after a clock that goes ahead. */
static int64_t
later_than(int64_t now, int64_t other)
{
	return other < now || other == INT64_MAX ? now : other + 1;
}

static bool
same_line(const struct entry *a, const struct entry *b, bool *same,
	struct err *err)
{
	BUF left = {0}, right = {0};

	if (!payload_write_entry(a, &left, err) ||
	    !payload_write_entry(b, &right, err))
		return false;
	*same = left.len == right.len &&
		memcmp(left.data, right.data, left.len) == 0;
	return true;
}

static bool
revert_entry(struct entry *entry, const struct entry *present, int64_t now,
	struct err *err)
{
	bool same = false;

	merge_facts(entry, present);
	entry->created = present->created;
	entry->modified = present->modified;
	if (entry->trashed != 0 && present->trashed == 0)
		entry->trashed = now > 0 ? now : 1;
	if (!same_line(entry, present, &same, err))
		return false;
	if (!same)
		entry->modified = later_than(now, present->modified);
	return true;
}

/* Later than its tombstone, whether that is here or in a copy. */
static void
revive_entry(struct entry *entry, const struct payload *present, int64_t now)
{
	entry->modified = later_than(now, entry->modified);
	for (size_t i = 0; i < present->tombstone_count; i++) {
		const struct tombstone *tombstone = &present->tombstones[i];

		if (strcmp(tombstone->id, entry->id) == 0 &&
		    tombstone->deleted >= entry->modified)
			entry->modified = later_than(now, tombstone->deleted);
	}
	if (entry->trashed != 0)
		entry->trashed = now > 0 ? now : 1;
}

static bool
take_target(const struct payload *payload, const struct payload *target,
	int64_t now, struct entries *out, struct err *err)
{
	ID_TABLE table = {0};

	if (!id_table_init(&table, &payload->entries, err))
		return false;
	for (size_t i = 0; i < target->entries.len; i++) {
		const struct entry *from = target->entries.items[i];
		const struct entry *present = id_table_find(&table, from->id);
		ENTRY entry = {0};

		if (!entry_copy(from, &entry, err))
			return false;
		if (!entry_is_broken(from)) {
			if (present == NULL)
				revive_entry(&entry, payload, now);
			else if (!revert_entry(&entry, present, now, err))
				return false;
		}
		if (!entries_add(out, &entry, err))
			return false;
	}
	return true;
}

/* What the target does not have. */
static bool
bury_rest(struct payload *payload, const struct payload *target, int64_t now,
	struct err *err)
{
	ID_TABLE table = {0};

	if (!id_table_init(&table, &target->entries, err))
		return false;
	for (size_t i = payload->entries.len; i > 0; i--) {
		const struct entry *entry = payload->entries.items[i - 1];
		int64_t at = entry->modified > now ? entry->modified : now;

		if (!entry_is_broken(entry) &&
		    id_table_find(&table, entry->id) == NULL &&
		    !payload_delete(payload, entry->id, at, err))
			return false;
	}
	return true;
}

bool
history_revert(struct payload *payload, const struct payload *target,
	int64_t now, struct err *err)
{
	ENTRIES entries = {0};
	STRING extra = NULL;

	if (strcmp(payload->id, target->id) != 0)
		return err_set(err, ERR_REFUSED, "is of another vault");
	if (target->version > PAYLOAD_VERSION)
		return err_set(err, ERR_REFUSED, "is of a newer version of "
			"otp (%llu)", (unsigned long long)target->version);
	if (target->extra != NULL) {
		extra = str_dup(target->extra, err);
		if (extra == NULL)
			return false;
	}
	if (!take_target(payload, target, now, &entries, err) ||
	    !bury_rest(payload, target, now, err))
		return false;
	entries_wipe(&payload->entries);
	payload->entries = entries;
	entries = (struct entries){0};
	str_free(&payload->extra);
	payload->extra = extra;
	extra = NULL;
	return true;
}

bool
history_needs_facts(const struct payload *payload,
	const struct payload *target, bool *needs, struct err *err)
{
	ID_TABLE table = {0};

	*needs = false;
	if (!id_table_init(&table, &payload->entries, err))
		return false;
	for (size_t i = 0; i < target->entries.len; i++) {
		const struct entry *entry = target->entries.items[i];

		if (!entry_is_broken(entry) && (entry->type == ENTRY_HOTP ||
			    entry->recovery_count > 0 ||
			    entry->verified > 0) &&
		    id_table_find(&table, entry->id) == NULL)
			*needs = true;
	}
	return true;
}

bool
history_keep_facts(struct payload *payload, const struct payload *other,
	struct err *err)
{
	ID_TABLE table = {0};

	if (!id_table_init(&table, &other->entries, err))
		return false;
	for (size_t i = 0; i < payload->entries.len; i++) {
		struct entry *entry = payload->entries.items[i];
		const struct entry *from = id_table_find(&table, entry->id);

		if (!entry_is_broken(entry) && from != NULL)
			merge_facts(entry, from);
	}
	return true;
}
