/* The keys that an account had before. */
#include "base/secmem.h"
#include "core/entry.h"

struct old_key *
entry_old_key(const struct entry *entry, const struct secret *secret)
{
	for (size_t i = 0; i < entry->history_count; i++) {
		if (secret_equal(&entry->history[i].secret, secret))
			return &entry->history[i];
	}
	return NULL;
}

void
entry_remove_old_key(struct entry *entry, struct old_key *key)
{
	struct old_key *end = entry->history + entry->history_count;

	secret_wipe(&key->secret);
	memmove(key, key + 1, (size_t)(end - key - 1) * sizeof(*key));
	entry->history_count--;
}

/* The later in use, or of two the one with the greater bytes: so that it does
 * not matter in which order they were added. */
static bool
is_older(const struct old_key *a, const struct old_key *b)
{
	size_t len = a->secret.len < b->secret.len ? a->secret.len
						   : b->secret.len;
	int order;

	if (a->until != b->until)
		return a->until < b->until;
	order = memcmp(a->secret.bytes, b->secret.bytes, len);
	return order != 0 ? order < 0 : a->secret.len < b->secret.len;
}

static void
remove_oldest(struct entry *entry)
{
	struct old_key *oldest = &entry->history[0];

	for (size_t i = 1; i < entry->history_count; i++) {
		if (is_older(&entry->history[i], oldest))
			oldest = &entry->history[i];
	}
	entry_remove_old_key(entry, oldest);
}

bool
entry_add_old_key(struct entry *entry, const struct secret *secret,
	int64_t until, uint64_t counter, struct err *err)
{
	struct old_key *grown, *there = entry_old_key(entry, secret);
	SECRET copy = {0};

	if (there != NULL) {
		if (until > there->until)
			there->until = until;
		if (counter > there->counter)
			there->counter = counter;
		return true;
	}
	if (!secret_set(&copy, secret->bytes, secret->len, err))
		return false;
	grown = secmem_realloc(entry->history,
		(entry->history_count + 1) * sizeof(*grown));
	if (grown == NULL)
		return err_nomem(err);
	entry->history = grown;
	entry->history[entry->history_count++] = (struct old_key){
		.secret = secret_move(&copy),
		.until = until,
		.counter = counter,
	};
	if (entry->history_count > ENTRY_HISTORY_MAX)
		remove_oldest(entry);
	return true;
}
