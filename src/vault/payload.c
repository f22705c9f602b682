#include "vault/payload.h"

#include "base/secmem.h"
#include "crypto/crypto.h"
#include "vault/payload_line.h"

_Static_assert(ENTRY_ID_SIZE == UUID_TEXT_SIZE, "an id is a UUID");

bool
payload_init(struct payload *payload, struct err *err)
{
	*payload = (struct payload){.version = PAYLOAD_VERSION};
	return crypto_uuid(payload->id, err);
}

uint64_t
payload_revision_after(uint64_t revision, uint64_t count)
{
	return count > PAYLOAD_REVISION_MAX - revision ? PAYLOAD_REVISION_MAX
						       : revision + count;
}

void
payload_wipe(struct payload *payload)
{
	for (size_t i = 0; i < payload->tombstone_count; i++)
		str_free(&payload->tombstones[i].extra);
	secmem_free(payload->tombstones);
	recipients_wipe(&payload->recipients);
	str_free(&payload->extra);
	entries_wipe(&payload->entries);
	*payload = (struct payload){0};
}

bool
payload_has_line(const struct payload *payload, const struct secret *raw)
{
	for (size_t i = 0; i < payload->entries.len; i++) {
		if (secret_equal(&payload->entries.items[i]->raw, raw))
			return true;
	}
	return false;
}

bool
payload_add_tombstone(struct payload *payload, struct tombstone *tombstone,
	struct err *err)
{
	size_t count = payload->tombstone_count;
	struct tombstone *grown;

	/* Grows at the powers of two. */
	if ((count & (count - 1)) == 0) {
		grown = secmem_realloc(payload->tombstones,
			(count > 0 ? 2 * count : 1) * sizeof(*grown));
		if (grown == NULL)
			return err_nomem(err);
		payload->tombstones = grown;
	}
	payload->tombstones[payload->tombstone_count++] = *tombstone;
	*tombstone = (struct tombstone){0};
	return true;
}

bool
payload_delete(struct payload *payload, const char *id, int64_t now,
	struct err *err)
{
	struct tombstone tombstone = {.deleted = now};
	struct entries *entries = &payload->entries;

	for (size_t i = 0; i < entries->len; i++) {
		if (strcmp(entries->items[i]->id, id) != 0)
			continue;
		memcpy(tombstone.id, entries->items[i]->id, ENTRY_ID_SIZE);
		if (!payload_add_tombstone(payload, &tombstone, err))
			return false;
		entries_remove(entries, i);
		return true;
	}
	return err_set(err, ERR_NO_MATCH, "no account has this id");
}
