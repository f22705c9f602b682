#include "app/rescue.h"

#include "app/facts.h"
#include "app/rescue_good.h"
#include "app/session_open.h"
#include "base/str.h"
#include "vault/merge.h"
#include "vault/salvage.h"

void
rescue_wipe(struct rescue *rescue)
{
	str_free(&rescue->aside);
	str_free(&rescue->label);
	str_free(&rescue->header_label);
	history_changes_wipe(&rescue->changes);
	*rescue = (struct rescue){0};
}

bool
rescue_wants_passphrase(const struct session *session)
{
	HISTORY history = {0};
	struct err ignored;
	bool wants;

	if (session_wants_passphrase(session, &wants, &ignored))
		return wants;
	if (!history_list(session->vault_path, NULL, &history, &ignored))
		return true;
	for (size_t i = 0; i < history.len; i++) {
		struct session other = *session;

		other.vault_path = history.items[i].path;
		if (session_wants_passphrase(&other, &wants, &ignored))
			return wants;
	}
	return true;
}

static bool
list(const struct session *session, const struct rescue_good *good,
	struct history *history, struct err *err)
{
	return history_list(session->vault_path,
		good->key.bytes != NULL ? &good->key : NULL, history, err) ||
		session_at_vault(session, err);
}

/* What is left of the damaged file; false, with err, if nothing is. */
static bool
read_damaged(const struct session *session, const struct rescue_good *good,
	struct salvage *out, struct err *err)
{
	if (good->key.bytes == NULL)
		return err_set(err, ERR_DAMAGED, "nothing of it can be read");
	return salvage_read(session->vault_path, good->header.text.len,
		&good->key, out, err);
}

/* Behind all that there were, the damaged one among them. */
static uint64_t
next_revision(const struct history *history, uint64_t damaged)
{
	uint64_t newest = history->len > 0 ? history->items[0].number : 0;

	return damaged > newest ? payload_revision_after(damaged, 1)
				: payload_revision_after(newest, 2);
}

/* The trash has its days anew: nothing goes by this. */
static void
renew_trash(struct payload *payload, int64_t now)
{
	for (size_t i = 0; i < payload->entries.len; i++) {
		if (payload->entries.items[i]->trashed != 0)
			payload->entries.items[i]->trashed = now > 0 ? now : 1;
	}
}

static bool
put_in_place(const struct session *session, const struct vault_file *file,
	struct rescue_good *good, struct rescue *out, struct err *err)
{
	struct salvaged_state state = {
		.header = &good->header,
		.file_key = &good->key,
		.payload = &good->payload,
	};

	if (good->payload.version > PAYLOAD_VERSION) {
		err_set(err, ERR_REFUSED, "is of a newer version of otp "
			"(%llu), which alone can change it",
			(unsigned long long)good->payload.version);
		return session_at_vault(session, err);
	}
	good->payload.revision = good->revision;
	renew_trash(&good->payload, clock_now(&session->stamps));
	return salvage_replace(file, &state, &session->stamps, &out->aside,
		err) || session_at_vault(session, err);
}

static bool
note_source(const struct history *history, const struct vault_file *file,
	const struct rescue_good *good, struct rescue *out, struct err *err)
{
	const struct history_item *item = &history->items[good->index];

	if (!rescue_has_own_header(file, good)) {
		out->header_label = str_dup(
			history->items[good->header_index].label, err);
		if (out->header_label == NULL)
			return false;
		out->for_recipients = age_header_has(&good->header,
			AGE_X25519_TYPE);
	}
	if (!good->found)
		return true;
	out->saved = item->saved;
	out->label = str_dup(item->label, err);
	return out->label != NULL;
}

static bool
choose(struct session *session, struct foreign *foreign,
	const struct history *history, const char *label,
	struct rescue_good *good, struct err *err)
{
	const struct history_item *item;
	size_t index;

	if (label != NULL) {
		item = history_find(history, label, err);
		if (item == NULL)
			return err_at(err, "%s", label);
		index = (size_t)(item - history->items);
		return rescue_find_header(session, foreign, history, index,
			       good, err) &&
			rescue_open_item(session, foreign, history, index,
				good, err);
	}
	if (!rescue_open_newest(session, foreign, history, good, err))
		return false;
	if (good->found)
		return true;
	err_set(err, ERR_DAMAGED, "there is no good revision; otp restore "
		"--salvage takes what can be read of the damaged file");
	return session_at_vault(session, err);
}

static void
give_recipients(struct rescue_good *good, struct recipients *recipients)
{
	recipients_wipe(&good->payload.recipients);
	good->payload.recipients = *recipients;
	*recipients = (struct recipients){0};
}

bool
rescue_restore(struct session *session, struct foreign *foreign,
	const char *label, struct rescue *out, struct err *err)
{
	VAULT_FILE file = {0};
	HISTORY history = {0};
	SALVAGE salvage = {0};
	GOOD good = {0};
	struct err ignored;

	if (!vault_file_look(session->vault_path, &file, err))
		return session_at_vault(session, err);
	if (!rescue_take_own(session, &good, err) ||
	    !list(session, &good, &history, err) ||
	    !choose(session, foreign, &history, label, &good, err))
		return false;
	if (read_damaged(session, &good, &salvage, &ignored) &&
	    salvage.described)
		give_recipients(&good, &salvage.payload.recipients);
	else if (good.recipients.count > 0)
		give_recipients(&good, &good.recipients);
	good.revision = next_revision(&history, salvage.payload.revision);
	return facts_keep(session, &good.key, foreign, &history, good.index,
		       &good.payload, err) &&
		history_keep_facts(&good.payload, &salvage.payload, err) &&
		note_source(&history, &file, &good, out, err) &&
		put_in_place(session, &file, &good, out, err);
}

/* What was read becomes the payload, or part of that of the revision. */
static bool
combine(struct rescue_good *good, struct salvage *salvage,
	struct history_changes *changes, struct err *err)
{
	PAYLOAD before = {0};

	if (good->found) {
		if (!salvage->described)
			memcpy(salvage->payload.id, good->payload.id,
				sizeof(good->payload.id));
		return payload_copy(&good->payload, &before, err) &&
			merge_payloads(&good->payload, &salvage->payload,
				err) &&
			history_difference(&before, &good->payload, changes,
				err);
	}
	if (!payload_init(&before, err))
		return false;
	if (!salvage->described)
		memcpy(salvage->payload.id, before.id, sizeof(before.id));
	good->payload = salvage->payload;
	salvage->payload = (struct payload){0};
	return history_difference(&before, &good->payload, changes, err);
}

bool
rescue_salvage(struct session *session, struct foreign *foreign,
	struct rescue *out, struct err *err)
{
	VAULT_FILE file = {0};
	HISTORY history = {0};
	SALVAGE salvage = {0};
	GOOD good = {0};

	if (!vault_file_look(session->vault_path, &file, err))
		return session_at_vault(session, err);
	if (!file.is_open) {
		err_set(err, ERR_DAMAGED, "is gone, so there is nothing to "
			"salvage; otp restore brings the newest good revision "
			"back");
		return session_at_vault(session, err);
	}
	if (!rescue_take_own(session, &good, err) ||
	    !list(session, &good, &history, err) ||
	    !rescue_open_newest_of(session, foreign, &history, HISTORY_OPENS,
		    &good, err))
		return false;
	if (!read_damaged(session, &good, &salvage, err))
		return session_at_vault(session, err);
	good.revision = next_revision(&history, salvage.payload.revision);
	out->accounts = salvage.payload.entries.len;
	return combine(&good, &salvage, &out->changes, err) &&
		note_source(&history, &file, &good, out, err) &&
		put_in_place(session, &file, &good, out, err);
}

bool
rescue_count(const struct session *session, size_t *accounts)
{
	SALVAGE salvage = {0};
	struct err ignored;

	if (session->damaged_key.bytes == NULL ||
	    !salvage_read(session->vault_path, 0, &session->damaged_key,
		    &salvage, &ignored))
		return false;
	*accounts = salvage.payload.entries.len;
	return true;
}
