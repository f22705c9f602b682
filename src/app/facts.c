#include "app/facts.h"

static bool
open_quietly(const struct session *session, const struct secret *own,
	struct foreign *quiet, const struct history_item *item,
	struct payload *out)
{
	struct err ignored;

	return history_open(item, own, out, &ignored) ||
		foreign_open(session, quiet, item->path, out, &ignored);
}

static bool
has_counter(const struct payload *payload)
{
	for (size_t i = 0; i < payload->entries.len; i++) {
		const struct entry *entry = payload->entries.items[i];

		if (!entry_is_broken(entry) && entry->type == ENTRY_HOTP)
			return true;
	}
	return false;
}

bool
facts_keep(const struct session *session, const struct secret *own,
	struct foreign *foreign, const struct history *history, size_t count,
	struct payload *payload, struct err *err)
{
	/* Asks nobody. */
	struct foreign quiet = {.key = secret_move(&foreign->key)};
	bool counts = has_counter(payload), good = true;

	foreign->unread = 0;
	for (size_t i = 0; good && i < count; i++) {
		PAYLOAD later = {0};

		if (open_quietly(session, own, &quiet, &history->items[i],
			    &later))
			good = history_keep_facts(payload, &later, err);
		else if (counts)
			foreign->unread++;
	}
	foreign->key = secret_move(&quiet.key);
	return good;
}
