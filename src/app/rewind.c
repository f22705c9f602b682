#include "app/facts.h"
#include "app/session_open.h"

struct going {
	const struct session *session;
	struct foreign *foreign;
	const struct payload *target;
	const struct history *history;
	size_t index; /* of the target in it */
	/* Of the vault when the target was chosen: */
	uint64_t revision;
	int64_t saved;
	const struct secret *key;
	int64_t now;
};

static bool
go_back(struct payload *payload, void *arg, struct err *err)
{
	const struct going *going = arg;
	bool needs = false;

	if (payload->revision != going->revision ||
	    payload->saved != going->saved)
		return err_set(err, ERR_SYSTEM, "another program changed the "
			"vault at the same moment; nothing was changed, try "
			"again");
	return history_needs_facts(payload, going->target, &needs, err) &&
		history_revert(payload, going->target, going->now, err) &&
		/* What comes back has gone on counting until it went. */
		(!needs || facts_keep(going->session, going->key,
			going->foreign, going->history, going->index, payload,
			err));
}

static bool
refresh(struct session *session, struct history *history, struct err *err)
{
	if (vault_is_stale(session->vault) &&
	    !vault_reload(session->vault, err))
		return session_at_vault(session, err);
	return history_list(session->vault_path, &session->vault->file_key,
		history, err) || session_at_vault(session, err);
}

/* Is there anything between the two that going back would take back? */
static bool
differs(const struct session *session, const struct payload *target,
	bool *differ, struct err *err)
{
	HISTORY_CHANGES changes = {0};

	*differ = false;
	if (!history_difference(target, &session->vault->payload, &changes,
		    err))
		return false;
	for (size_t i = 0; i < changes.len; i++)
		*differ |= history_can_revert(&changes.items[i]);
	return true;
}

static bool
go(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index,
	const struct payload *target, struct history_changes *changes,
	struct err *err)
{
	PAYLOAD before = {0};
	struct going going = {
		.session = session,
		.foreign = foreign,
		.target = target,
		.history = history,
		.index = index,
		.revision = session->vault->payload.revision,
		.saved = session->vault->payload.saved,
		.key = &session->vault->file_key,
		.now = clock_now(&session->stamps),
	};

	return payload_copy(&session->vault->payload, &before, err) &&
		session_change(session, go_back, &going, err) &&
		history_difference(&before, &session->vault->payload, changes,
			err);
}

/* Others of the same number come from a copy that went another way; but not
 * where no save could count any further. */
static bool
is_before(const struct history_item *item, const struct payload *payload)
{
	if (item->number != payload->revision)
		return item->number < payload->revision;
	return item->number == PAYLOAD_REVISION_MAX &&
		item->saved <= payload->saved;
}

bool
rewind_undo(struct session *session, struct foreign *foreign,
	struct history_changes *changes, struct err *err)
{
	HISTORY history = {0};
	bool differ = false;

	if (!refresh(session, &history, err))
		return false;
	for (size_t i = 0; i < history.len; i++) {
		const struct history_item *item = &history.items[i];
		PAYLOAD target = {0};

		if (!is_before(item, &session->vault->payload) ||
		    item->state == HISTORY_DAMAGED)
			continue;
		if (!foreign_open(session, foreign, item->path, &target,
			    err)) {
			if (err->kind == ERR_DAMAGED)
				continue;
			return false;
		}
		if (!differs(session, &target, &differ, err))
			return false;
		if (differ)
			return go(session, foreign, &history, i, &target,
				changes, err);
	}
	err_set(err, ERR_NO_MATCH, "there is nothing to undo");
	return session_at_vault(session, err);
}

bool
rewind_restore(struct session *session, struct foreign *foreign,
	const char *label, struct history_changes *changes, struct err *err)
{
	HISTORY history = {0};
	PAYLOAD target = {0};
	const struct history_item *item;
	bool differ = false;

	if (!refresh(session, &history, err))
		return false;
	item = history_find(&history, label, err);
	if (item == NULL)
		return err_at(err, "%s", label);
	return foreign_open(session, foreign, item->path, &target, err) &&
		differs(session, &target, &differ, err) &&
		(!differ || go(session, foreign, &history,
			(size_t)(item - history.items), &target, changes,
			err));
}
