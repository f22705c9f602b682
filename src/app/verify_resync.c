#include <inttypes.h>

#include "app/account_find.h"
#include "app/verify.h"
#include "app/verify_match.h"

struct search {
	const char *id;
	const char *code, *second; /* as given; the latter may be NULL */
	struct resync *found;
};

/* As with struct search, but bare. */
struct wanted {
	char code[CODE_TEXT_SIZE], second[CODE_TEXT_SIZE];
	bool two;
};

static uint64_t
distance(uint64_t a, uint64_t b)
{
	return a < b ? b - a : a - b;
}

static bool
is_there(const struct entry *entry, const struct wanted *wanted, uint64_t at,
	bool *out, struct err *err)
{
	bool first, next = true;

	if (!verify_is(entry, at, wanted->code, &first, err) ||
	    (wanted->two &&
		    !verify_is(entry, at + 1, wanted->second, &next, err)))
		return false;
	*out = first && next;
	return true;
}

/* The nearest counts; of two, the one ahead, whose codes were never seen. */
static bool
find(const struct entry *entry, const struct wanted *wanted, uint64_t *out,
	struct err *err)
{
	uint64_t span = wanted->two ? VERIFY_PAIR_SPAN : VERIFY_RESYNC_SPAN;
	uint64_t codes = wanted->two ? 2 : 0; /* that are behind us then */
	uint64_t first = entry->counter > span + codes
		? entry->counter - span - codes : 0;
	uint64_t nearest = span + 1;

	for (uint64_t i = 0; i <= 2 * span + codes; i++) {
		uint64_t at = first + i, away;
		bool found;

		if (at < first || at > ENTRY_COUNTER_MAX - codes / 2)
			break;
		away = distance(at + codes, entry->counter);
		if (!is_there(entry, wanted, at, &found, err))
			return false;
		if (!found || away > span || away > nearest)
			continue;
		nearest = away;
		*out = at + codes;
	}
	return nearest <= span || err_set(err, ERR_MISMATCH, "%s none of the "
		"%" PRIu64 " before and after counter %" PRIu64,
		wanted->two ? "the codes are" : "the code is", span,
		entry->counter);
}

static bool
resync_change(struct payload *payload, void *arg, struct err *err)
{
	const struct search *search = arg;
	struct wanted wanted = {.two = search->second != NULL};
	struct entry *entry = account_find(payload, search->id, err);

	if (entry == NULL)
		return false;
	if (!entry_check_parameters(entry, err))
		return account_at(entry, err);
	if (entry->type != ENTRY_HOTP)
		return account_refuse(entry, "is not counter-based", err);
	search->found->before = entry->counter;
	if (!verify_read(entry, search->code, wanted.code, err) ||
	    (wanted.two &&
		    !verify_read(entry, search->second, wanted.second, err)) ||
	    !find(entry, &wanted, &search->found->counter, err))
		return account_at(entry, err);
	entry->counter = search->found->counter;
	return true;
}

bool
verify_resync(struct session *session, const char *id, const char *code,
	const char *second, struct resync *out, struct err *err)
{
	struct search search = {id, code, second, out};

	return session_change(session, resync_change, &search, err);
}
