#include "app/account_find.h"
#include "app/verify.h"
#include "app/verify_match.h"

struct resync {
	const char *id, *expected;
	uint64_t *counter;
};

static bool
find_expected(const struct entry *entry, const char *expected, uint64_t *out,
	struct err *err)
{
	uint64_t nearest = VERIFY_RESYNC_SPAN + 1;
	uint64_t from = entry->counter > VERIFY_RESYNC_SPAN ?
		entry->counter - VERIFY_RESYNC_SPAN : 0;
	char code[CODE_TEXT_SIZE];

	if (!verify_read(entry, expected, code, err))
		return false;
	for (uint64_t i = 0; i <= UINT64_C(2) * VERIFY_RESYNC_SPAN; i++) {
		uint64_t at = from + i, away;
		bool same;

		if (at < from || at > ENTRY_COUNTER_MAX)
			break;
		away = at < entry->counter ? entry->counter - at :
			at - entry->counter;
		if (!verify_is(entry, at, code, &same, err))
			return false;
		if (!same || away >= nearest)
			continue;
		nearest = away;
		*out = at;
	}
	return nearest <= VERIFY_RESYNC_SPAN || err_set(err, ERR_MISMATCH,
		"the code is none of the %d before and behind",
		VERIFY_RESYNC_SPAN);
}

static bool
resync_change(struct payload *payload, void *arg, struct err *err)
{
	const struct resync *resync = arg;
	struct entry *entry = account_find(payload, resync->id, err);

	if (entry == NULL)
		return false;
	if (!entry_check_parameters(entry, err))
		return account_at(entry, err);
	if (entry->type != ENTRY_HOTP)
		return account_refuse(entry, "is not counter-based", err);
	if (!find_expected(entry, resync->expected, resync->counter, err))
		return account_at(entry, err);
	entry->counter = *resync->counter;
	return true;
}

bool
verify_resync(struct session *session, const char *id, const char *expected,
	uint64_t *counter, struct err *err)
{
	struct resync resync = {id, expected, counter};

	return session_change(session, resync_change, &resync, err);
}
