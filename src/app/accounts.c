#include "app/accounts.h"

#include "app/account_find.h"
#include "crypto/crypto.h"

/* The err of a code names the account. */
static bool
code_of(const struct entry *entry, int64_t now, unsigned int steps,
	struct code *out, struct err *err)
{
	BUF title = {0};

	if (code_at(entry, now, steps, out, err))
		return true;
	entry_title(entry, &title);
	if (!buf_ok(&title, err))
		return false;
	return err_at(err, "%s", title.len > 0 ? buf_text(&title) :
		entry->id);
}

static bool
add_change(struct payload *payload, void *arg, struct err *err)
{
	const struct entry *entry = arg;
	ENTRY copy = {0};

	if (entries_duplicate(&payload->entries, entry) != NULL)
		return account_refuse(entry,
			"is there already, with this very key", err);
	return entry_copy(entry, &copy, err) &&
		entries_add(&payload->entries, &copy, err);
}

bool
accounts_add(struct session *session, struct entry *entry,
	char id_out[static ENTRY_ID_SIZE], struct err *err)
{
	int64_t now = clock_now(&session->stamps);

	if (entry->type == ENTRY_HOTP && entry->counter > ENTRY_COUNTER_MAX)
		return account_used_up(entry, err);
	if (!crypto_uuid(entry->id, err))
		return false;
	entry->created = now;
	entry->modified = now;
	if (!entry_check(entry, err) ||
	    !session_change(session, add_change, entry, err))
		return false;
	memcpy(id_out, entry->id, ENTRY_ID_SIZE);
	entry_wipe(entry);
	return true;
}

struct hotp_use {
	const char *id;
	unsigned int steps;
	struct code *out;
};

/* The code is only told by the caller once the new counter is on disk. A
 * counter is not an edit: modified stays as it is. */
static bool
hotp_change(struct payload *payload, void *arg, struct err *err)
{
	const struct hotp_use *use = arg;
	struct entry *entry = account_find(payload, use->id, err);

	if (entry == NULL)
		return false;
	if (entry->type != ENTRY_HOTP)
		return err_set(err, ERR_REFUSED,
			"is not counter-based any more");
	if (entry->counter >= UINT64_MAX - use->steps)
		return account_used_up(entry, err);
	if (!code_of(entry, 0, use->steps, use->out, err))
		return false;
	entry->counter += (uint64_t)use->steps + 1;
	return true;
}

bool
accounts_code(struct session *session, const char *id, unsigned int steps,
	bool advance, struct code *out, struct err *err)
{
	struct hotp_use use = {.id = id, .steps = steps, .out = out};
	struct entry *entry;

	if (session->vault == NULL)
		return err_set(err, ERR_LOCKED, "is locked");
	entry = account_find(&session->vault->payload, id, err);
	if (entry == NULL)
		return false;
	if (!advance || entry->type != ENTRY_HOTP || entry_is_broken(entry))
		return code_of(entry, clock_now(&session->clock), steps, out,
			err);
	if (session_change(session, hotp_change, &use, err))
		return true;
	explicit_bzero(out, sizeof(*out));
	return false;
}

struct trash_use {
	const char *const *ids;
	size_t count;
	int64_t now;
};

static bool
trash_change(struct payload *payload, void *arg, struct err *err)
{
	const struct trash_use *use = arg;

	for (size_t i = 0; i < use->count; i++) {
		struct entry *entry = account_find(payload, use->ids[i], err);

		if (entry == NULL)
			return false;
		if (!account_is_whole(entry, err))
			return false;
		if (entry->trashed != 0)
			continue;
		entry->trashed = use->now > 0 ? use->now : 1;
		entry_touch(entry, use->now);
	}
	return true;
}

static bool
restore_change(struct payload *payload, void *arg, struct err *err)
{
	const struct trash_use *use = arg;

	for (size_t i = 0; i < use->count; i++) {
		struct entry *entry = account_find(payload, use->ids[i], err);

		if (entry == NULL)
			return false;
		if (entry->trashed == 0)
			continue;
		if (entries_duplicate(&payload->entries, entry) != NULL)
			return account_refuse(entry, "is there again already",
				err);
		entry->trashed = 0;
		entry_touch(entry, use->now);
	}
	return true;
}

bool
accounts_trash(struct session *session, const char *const *ids, size_t count,
	struct err *err)
{
	struct trash_use use = {
		.ids = ids, .count = count, .now = clock_now(&session->stamps),
	};

	return session_change(session, trash_change, &use, err);
}

bool
accounts_restore(struct session *session, const char *const *ids,
	size_t count, struct err *err)
{
	struct trash_use use = {
		.ids = ids, .count = count, .now = clock_now(&session->stamps),
	};

	return session_change(session, restore_change, &use, err);
}

static bool
is_trash(const struct entry *entry)
{
	return entry->trashed != 0 && !entry_is_broken(entry);
}

/* The tombstone is of the time of the trashing, as that of payload_purge(). */
static bool
delete_one(struct payload *payload, const struct entry *entry,
	struct err *err)
{
	return payload_delete(payload, entry->id,
		entry->modified > entry->trashed ? entry->modified
						 : entry->trashed, err);
}

static bool
delete_change(struct payload *payload, void *arg, struct err *err)
{
	const struct trash_use *use = arg;

	for (size_t i = 0; i < use->count; i++) {
		const struct entry *entry = account_find(payload, use->ids[i],
			err);

		if (entry == NULL)
			return false;
		if (!is_trash(entry))
			return account_refuse(entry, "is not in the trash",
				err);
		if (!delete_one(payload, entry, err))
			return false;
	}
	return true;
}

static bool
empty_change(struct payload *payload, void *arg, struct err *err)
{
	size_t *count = arg;

	*count = 0;
	for (size_t i = payload->entries.len; i > 0; i--) {
		const struct entry *entry = payload->entries.items[i - 1];

		if (!is_trash(entry))
			continue;
		if (!delete_one(payload, entry, err))
			return false;
		++*count;
	}
	return true;
}

bool
accounts_delete(struct session *session, const char *const *ids, size_t count,
	struct err *err)
{
	struct trash_use use = {.ids = ids, .count = count};

	return session_change(session, delete_change, &use, err);
}

bool
accounts_empty_trash(struct session *session, size_t *count, struct err *err)
{
	const struct entries *entries = &session->vault->payload.entries;

	*count = 0;
	for (size_t i = 0; i < entries->len; i++)
		*count += is_trash(entries->items[i]);
	return *count == 0 ||
		session_change(session, empty_change, count, err);
}
