/* Random histories of a vault that was copied and went on apart. */
#ifndef HISTORIES_H
#define HISTORIES_H

#include "base/secmem.h"
#include "lines.h"
#include "vault/merge.h"

#define START 1000

struct random {
	uint64_t state;
};

/* xorshift64*: the same on every machine. */
static inline unsigned int
below(struct random *random, unsigned int limit)
{
	random->state ^= random->state >> 12;
	random->state ^= random->state << 25;
	random->state ^= random->state >> 27;
	return (unsigned int)((random->state * UINT64_C(2685821657736338717))
		>> 33) % limit;
}

static inline void
must(bool done)
{
	if (!done)
		abort();
}

/* Few keys and codes, so that copies meet with the same ones. */
static inline void
set_key(struct entry *entry, unsigned int number)
{
	struct err err;
	char key[16];

	snprintf(key, sizeof(key), "key %u", number);
	secret_wipe(&entry->secret);
	must(secret_set(&entry->secret, key, strlen(key), &err));
}

static inline void
add_code(struct entry *entry, unsigned int number)
{
	struct err err;
	char code[16];

	snprintf(code, sizeof(code), "code %u", number);
	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (strcmp(entry->recovery[i].code, code) == 0)
			return;
	}
	must(entry_add_recovery(entry, code, 0, &err));
}

static inline void
add_random(struct payload *payload, struct random *random, int64_t now,
	unsigned int *ids)
{
	ENTRY entry = {0};
	struct err err;

	must(entry_init(&entry, &err));
	snprintf(entry.id, sizeof(entry.id),
		"00000000-0000-4000-8000-%012u", (*ids)++);
	entry_set_type(&entry, below(random, 2) == 0 ? ENTRY_TOTP : ENTRY_HOTP);
	set_key(&entry, below(random, 4));
	entry.created = entry.modified = now;
	must(entries_add(&payload->entries, &entry, &err));
}

static inline void
rename_to(struct entry *entry, unsigned int number)
{
	struct err err;
	char name[16];

	snprintf(name, sizeof(name), "name %u", number);
	must(str_replace(&entry->account, name, &err));
}

/* One thing that a person does with one account. */
static inline void
touch(struct payload *payload, struct entry *entry, struct random *random,
	int64_t now)
{
	struct err err;

	switch (below(random, 10)) {
	case 0:
		rename_to(entry, below(random, 5));
		entry->modified = now;
		break;
	case 1: /* a new key; the old one may be kept */
		if (below(random, 2) == 0)
			must(entry_add_old_key(entry, &entry->secret, now,
				entry->counter, &err));
		set_key(entry, below(random, 4));
		entry->counter = below(random, 3);
		entry->modified = now;
		break;
	case 2: /* fall through */
	case 3:
		entry->counter++;
		if (below(random, 2) == 0)
			entry->verified = now;
		break;
	case 4:
		add_code(entry, below(random, 6));
		entry->modified = now;
		break;
	case 5:
		if (entry->recovery_count > 0)
			entry->recovery[below(random,
				(unsigned int)entry->recovery_count)].used =
				now;
		break;
	case 6:
		entry->trashed = entry->trashed == 0 ? now : 0;
		entry->modified = now;
		break;
	case 7:
		must(payload_delete(payload, entry->id, now, &err));
		break;
	case 8: /* by a program that knows better, or not at all */
		entry->created = below(random, 2) == 0 ? 0 : now;
		break;
	default:
		entry_set_type(entry, entry->type == ENTRY_HOTP ? ENTRY_TOTP :
			ENTRY_HOTP);
		entry->modified = now;
		break;
	}
}

static inline void
live_on(struct payload *payload, struct random *random, int64_t *now,
	unsigned int *ids)
{
	unsigned int steps = below(random, 12);

	for (unsigned int i = 0; i < steps; i++) {
		size_t len = payload->entries.len;

		*now += below(random, 3); /* things happen in one second, too */
		payload->revision++;
		payload->saved = *now;
		if (len == 0 || below(random, 6) == 0)
			add_random(payload, random, *now, ids);
		else
			touch(payload, payload->entries.items[below(random,
				(unsigned int)len)], random, *now);
	}
}

static inline int
by_id(const void *a, const void *b)
{
	const struct entry *const *left = a, *const *right = b;

	return strcmp((*left)->id, (*right)->id);
}

static inline int
by_code(const void *a, const void *b)
{
	const struct recovery *left = a, *right = b;

	return strcmp(left->code, right->code);
}

static inline int
by_key(const void *a, const void *b)
{
	const struct old_key *left = a, *right = b;

	return strcmp((const char *)left->secret.bytes,
		(const char *)right->secret.bytes);
}

/* The text of a payload whose lists are in one order. */
static inline void
canonical(const struct payload *payload, struct buf *out)
{
	PAYLOAD copy = {0};
	struct err err;

	must(payload_copy(payload, &copy, &err));
	for (size_t i = 0; i < copy.entries.len; i++) {
		struct entry *entry = copy.entries.items[i];

		if (entry->recovery_count > 0)
			qsort(entry->recovery, entry->recovery_count,
				sizeof(*entry->recovery), by_code);
		if (entry->history_count > 0)
			qsort(entry->history, entry->history_count,
				sizeof(*entry->history), by_key);
	}
	if (copy.entries.len > 0)
		qsort(copy.entries.items, copy.entries.len,
			sizeof(*copy.entries.items), by_id);
	must(payload_write(&copy, collect, out, &err));
}

/* a and b merged, into *out. */
static inline void
merged(const struct payload *a, const struct payload *b, struct payload *out)
{
	struct err err;

	must(payload_copy(a, out, &err) && merge_payloads(out, b, &err));
}

#endif
