/*
 * If the header of the damaged file is good, an attempt to unlock has found
 * its key, and the header stays. If not, that of the revision takes its place:
 * they are the same unless the passphrase was changed in between, so the key
 * of the one opens what is left of the other.
 */
#include "app/rescue_good.h"

#include "app/session_open.h"

#define MAC_LINE_BYTES 48 /* "--- ", 32 bytes in Base64, newline */

void
rescue_good_wipe(struct rescue_good *good)
{
	age_header_wipe(&good->header);
	secret_wipe(&good->key);
	payload_wipe(&good->payload);
	recipients_wipe(&good->recipients);
}

bool
rescue_take_own(const struct session *session, struct rescue_good *good,
	struct err *err)
{
	VAULT_FILE file = {0};

	if (session->damaged_key.bytes == NULL)
		return true;
	if (!vault_file_read(session->vault_path, &file, err))
		return false;
	good->header = age_header_move(&file.header);
	return secret_set(&good->key, session->damaged_key.bytes,
		session->damaged_key.len, err);
}

/* Its header is good, what is behind it is not: it opens the others, too. */
static bool
keep_key(struct foreign *foreign, const struct history_item *item,
	struct secret *key, struct rescue_good *good)
{
	VAULT_FILE file = {0};
	struct err ignored;

	if (key->bytes == NULL)
		return false;
	secret_wipe(&foreign->key);
	foreign->key = secret_move(key);
	if (vault_file_read(item->path, &file, &ignored) &&
	    secret_set(&good->key, foreign->key.bytes, foreign->key.len,
		    &ignored))
		good->header = age_header_move(&file.header);
	return false;
}

static bool
unlock(struct session *session, const struct foreign *foreign,
	struct err *err)
{
	bool wants;

	if (foreign->typed == NULL)
		return session_unlock(session, err);
	return session_wants_passphrase(session, &wants, err) &&
		(wants ? session_unlock_with(session, foreign->typed, err)
			: session_unlock(session, err));
}

/* As the vault would be opened if it were that file. */
static bool
open_as_vault(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index, struct rescue_good *good,
	struct err *err)
{
	const struct history_item *item = &history->items[index];
	struct session other = *session;

	good->header_index = index;
	good->takes_header = true;
	other.vault_path = item->path;
	other.vault = NULL;
	other.damaged_key = (struct secret){0};
	if (!unlock(&other, foreign, err))
		return keep_key(foreign, item, &other.damaged_key, good);
	good->header = age_header_move(&other.vault->header);
	good->key = secret_move(&other.vault->file_key);
	good->payload = other.vault->payload;
	other.vault->payload = (struct payload){0};
	session_lock(&other);
	return true;
}

/* One of the vault's key, or of another. */
static bool
open_beside(const struct session *session, struct foreign *foreign,
	const struct history_item *item, struct rescue_good *good,
	struct err *err)
{
	if (history_open(item, &good->key, &good->payload, err))
		return true;
	if (err->kind != ERR_LOCKED)
		return err_at(err, "%s", item->path);
	if (!foreign_open(session, foreign, item->path, &good->payload, err))
		return false;
	/* Whom another header is for says nothing of ours: who was taken out
	 * since would be back with the next change. */
	recipients_wipe(&good->payload.recipients);
	return true;
}

bool
rescue_open_item(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index, struct rescue_good *good,
	struct err *err)
{
	good->index = index;
	good->found = good->key.bytes == NULL ?
		open_as_vault(session, foreign, history, index, good, err) :
		open_beside(session, foreign, &history->items[index], good,
			err);
	return good->found;
}

static bool
same_header(const struct history_item *a, const struct history_item *b)
{
	VAULT_FILE left = {0}, right = {0};
	struct err ignored;

	return vault_file_read(a->path, &left, &ignored) &&
		vault_file_read(b->path, &right, &ignored) &&
		left.header.text.len == right.header.text.len &&
		memcmp(left.header.text.data, right.header.text.data,
			left.header.text.len) == 0;
}

/* The contents are of no use, but for whom the header is for. */
static void
keep_recipients(struct rescue_good *good)
{
	good->recipients = good->payload.recipients;
	good->payload.recipients = (struct recipients){0};
	payload_wipe(&good->payload);
}

bool
rescue_find_header(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index, struct rescue_good *good,
	struct err *err)
{
	const struct history_item *tried = NULL;

	for (size_t i = 0; i < index && good->key.bytes == NULL; i++) {
		const struct history_item *item = &history->items[i];

		if (item->state != HISTORY_OPENS ||
		    (tried != NULL && same_header(tried, item)))
			continue;
		tried = item;
		if (open_as_vault(session, foreign, history, i, good, err))
			keep_recipients(good);
		else if (err->kind != ERR_LOCKED && err->kind != ERR_DAMAGED)
			return false;
	}
	return true;
}

/* Its last line, with the MAC, stands for all that it is of: there may be
 * other damage before it. */
bool
rescue_has_own_header(const struct vault_file *file,
	const struct rescue_good *good)
{
	const struct buf *text = &good->header.text;
	uint8_t found[MAC_LINE_BYTES];
	size_t at = text->len - sizeof(found);

	return !good->takes_header ||
		(file->is_open &&
			pread(file->fd, found, sizeof(found), (off_t)at) ==
				(ssize_t)sizeof(found) &&
			memcmp(found, text->data + at, sizeof(found)) == 0);
}

bool
rescue_open_newest_of(struct session *session, struct foreign *foreign,
	const struct history *history, enum history_state state,
	struct rescue_good *good, struct err *err)
{
	for (size_t i = 0; i < history->len && !good->found; i++) {
		if (history->items[i].state == state &&
		    !rescue_open_item(session, foreign, history, i, good,
			    err) &&
		    err->kind != ERR_DAMAGED)
			return false;
	}
	return true;
}

bool
rescue_open_newest(struct session *session, struct foreign *foreign,
	const struct history *history, struct rescue_good *good,
	struct err *err)
{
	return rescue_open_newest_of(session, foreign, history, HISTORY_OPENS,
		       good, err) &&
		rescue_open_newest_of(session, foreign, history,
			HISTORY_OTHER_KEY, good, err);
}
