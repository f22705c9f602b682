#include "vault/merge_entry.h"

#include "base/secmem.h"

/* The line of what is edited, without what is merged on its own. */
static bool
write_edited(const struct entry *entry, struct buf *out, struct err *err)
{
	/* A shallow copy: nothing of it is owned. */
	struct entry edited = *entry;

	edited.counter = 0;
	edited.recovery_count = 0;
	edited.history_count = 0;
	edited.verified = 0;
	edited.created = 0;
	return payload_write_entry(&edited, out, err);
}

static int
compare(const struct buf *a, const struct buf *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int order = len > 0 ? memcmp(a->data, b->data, len) : 0;

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static bool
is_later(const struct entry *a, const struct entry *b, bool *later,
	struct err *err)
{
	BUF left = {0}, right = {0};

	*later = a->modified > b->modified;
	if (a->modified != b->modified)
		return true;
	if (!write_edited(a, &left, err) ||
	    !write_edited(b, &right, err))
		return false;
	*later = compare(&left, &right) > 0;
	return true;
}

/* As if it had just been replaced: known to be the key when the account was
 * last modified. */
static bool
keep_key(struct entry *into, const struct entry *from, struct err *err)
{
	for (size_t i = 0; i < from->history_count; i++) {
		const struct old_key *key = &from->history[i];

		if (!entry_add_old_key(into, &key->secret, key->until,
			    key->counter, err))
			return false;
	}
	return entry_add_old_key(into, &from->secret, from->modified,
		from->counter, err);
}

/* The present key is no earlier one, unless a clock that was wrong says so. */
static void
settle_key(struct entry *entry)
{
	struct old_key *key = entry_old_key(entry, &entry->secret);

	if (key == NULL)
		return;
	if (key->counter > entry->counter)
		entry->counter = key->counter;
	key->counter = entry->counter;
	if (key->until <= entry->modified)
		entry_remove_old_key(entry, key);
}

static void
use_code(struct recovery *code, int64_t used)
{
	if (used != 0 && (code->used == 0 || used < code->used))
		code->used = used;
}

static bool
mark_used(struct entry *into, const struct recovery *code)
{
	bool there = false;

	for (size_t i = 0; i < into->recovery_count; i++) {
		if (strcmp(into->recovery[i].code, code->code) != 0)
			continue;
		use_code(&into->recovery[i], code->used);
		there = true;
	}
	return there;
}

/* Where there is no room for all, the used ones stay out. */
static bool
merge_recovery(struct entry *into, const struct entry *from, struct err *err)
{
	for (int used = 0; used < 2; used++) {
		for (size_t i = 0; i < from->recovery_count; i++) {
			const struct recovery *code = &from->recovery[i];

			if ((code->used != 0) != (used != 0) ||
			    mark_used(into, code) ||
			    into->recovery_count == ENTRY_RECOVERY_MAX)
				continue;
			if (!entry_add_recovery(into, code->code, code->used,
				    err))
				return false;
		}
	}
	return true;
}

static void
keep_verified(struct entry *into, const struct entry *from)
{
	if (from->verified > into->verified)
		into->verified = from->verified;
}

static int64_t
earlier(int64_t a, int64_t b)
{
	if (a == 0 || b == 0)
		return a != 0 ? a : b;
	return a < b ? a : b;
}

bool
merge_entry(struct entry *into, const struct entry *from, struct err *err)
{
	ENTRY result = {0};
	BUF left = {0}, right = {0};
	const struct entry *other = from;
	bool later;

	if (!payload_write_entry(into, &left, err) ||
	    !payload_write_entry(from, &right, err))
		return false;
	if (compare(&left, &right) == 0)
		return true;
	if (!is_later(from, into, &later, err))
		return false;
	if (later)
		other = into;
	if (!entry_copy(later ? from : into, &result, err) ||
	    !keep_key(&result, other, err) ||
	    !merge_recovery(&result, other, err))
		return false;
	settle_key(&result);
	keep_verified(&result, other);
	result.created = earlier(into->created, from->created);
	entry_wipe(into);
	*into = entry_move(&result);
	return true;
}

void
merge_facts(struct entry *into, const struct entry *from)
{
	const struct old_key *key = entry_old_key(from, &into->secret);

	if (key != NULL && key->counter > into->counter)
		into->counter = key->counter;
	if (secret_equal(&from->secret, &into->secret) &&
	    from->counter > into->counter)
		into->counter = from->counter;
	for (size_t i = 0; i < from->recovery_count; i++)
		(void)mark_used(into, &from->recovery[i]);
	keep_verified(into, from);
}
