#include "app/verify.h"

#include "app/account_find.h"
#include "app/verify_match.h"

struct check {
	const char *id;
	const char *code, *second; /* as given; the latter may be NULL */
	int64_t now;
	unsigned int window;
	bool once;
	struct verdict *verdict;
};

/* When a step of the clock begins. */
static int64_t
step_start(uint64_t step, unsigned int period)
{
	return step > (uint64_t)INT64_MAX / period ? INT64_MAX :
		(int64_t)(step * period);
}

static void
set_skew(const struct check *check, uint64_t step, unsigned int period)
{
	struct verdict *verdict = check->verdict;

	verdict->skew_min = step_start(step, period) - check->now;
	verdict->skew_max = step_start(step + 1, period) - 1 - check->now;
}

/* A clock that was put back makes all codes late. */
static bool
refuse_used(const struct entry *entry, uint64_t step, struct err *err)
{
	char when[CLOCK_TEXT_SIZE];

	if (entry->verified <= step_start(step + VERIFY_WINDOW_DEFAULT + 1,
		    entry->period))
		return err_set(err, ERR_MISMATCH, "the code was used already");
	clock_format(entry->verified, when);
	return err_set(err, ERR_MISMATCH, "a later code, good until %s, was "
		"used already; is the clock right?", when);
}

/* The nearest one counts; of two, the earlier. */
static bool
check_time(const struct check *check, struct entry *entry, struct err *err)
{
	int64_t nearest = (int64_t)check->window + 1;
	char code[CODE_TEXT_SIZE];
	uint64_t step = (uint64_t)check->now / entry->period;
	bool used = false, found = false;

	if (!verify_read(entry, check->code, code, err))
		return false;
	for (int64_t at = -(int64_t)check->window;
		at <= (int64_t)check->window; at++) {
		uint64_t candidate = step + (uint64_t)at;
		bool same, over;

		if (at < 0 && step < (uint64_t)-at)
			continue;
		if (!verify_is(entry, candidate, code, &same, err))
			return false;
		over = check->once &&
			step_start(candidate, entry->period) < entry->verified;
		used |= same && over;
		if (!same || over || (at < 0 ? -at : at) >= nearest)
			continue;
		nearest = at < 0 ? -at : at;
		check->verdict->steps = at;
		found = true;
	}
	if (!found)
		return used ? refuse_used(entry, step, err) :
			err_set(err, ERR_MISMATCH, "the code is not valid now, "
			"nor within %u step%s of now", check->window,
			check->window == 1 ? "" : "s");
	step += (uint64_t)check->verdict->steps;
	set_skew(check, step, entry->period);
	if (check->once)
		entry->verified = step_start(step + 1, entry->period);
	return true;
}

/* The first that fits, at or behind the counter. */
static bool
check_count(const struct check *check, struct entry *entry, struct err *err)
{
	char code[CODE_TEXT_SIZE], second[CODE_TEXT_SIZE] = "";
	uint64_t more = check->second != NULL ? 1 : 0;
	bool found = false;

	if (entry->counter > ENTRY_COUNTER_MAX - more)
		return err_set(err, ERR_REFUSED, "the counter is used up");
	if (!verify_read(entry, check->code, code, err) ||
	    (more > 0 && !verify_read(entry, check->second, second, err)))
		return false;
	for (uint64_t i = 0; i <= check->window; i++) {
		uint64_t at = entry->counter + i;
		bool same, next = true;

		if (at < entry->counter || at > ENTRY_COUNTER_MAX - more)
			break;
		if (!verify_is(entry, at, code, &same, err) ||
		    (more > 0 && !verify_is(entry, at + 1, second, &next, err)))
			return false;
		if (!same || !next || found)
			continue;
		found = true;
		check->verdict->steps = (int64_t)i;
	}
	if (!found)
		return err_set(err, ERR_MISMATCH, "%s none of the next %u",
			more > 0 ? "the codes are" : "the code is",
			check->window + 1);
	entry->counter += (uint64_t)check->verdict->steps + 1 + more;
	check->verdict->counter = entry->counter;
	return true;
}

static bool
check_entry(const struct check *check, struct entry *entry, struct err *err)
{
	*check->verdict = (struct verdict){0};
	if (!entry_check_parameters(entry, err))
		return account_at(entry, err);
	if (entry->type == ENTRY_HOTP)
		return check_count(check, entry, err) ||
			account_at(entry, err);
	if (check->second != NULL)
		return account_refuse(entry, "is not counter-based: one code "
			"is enough", err);
	return check_time(check, entry, err) || account_at(entry, err);
}

static bool
check_change(struct payload *payload, void *arg, struct err *err)
{
	const struct check *check = arg;
	struct entry *entry = account_find(payload, check->id, err);

	return entry != NULL && check_entry(check, entry, err);
}

/* What changes nothing is not saved. */
static bool
run_check(struct session *session, struct check *check, struct err *err)
{
	struct entry *entry;

	if (session->vault == NULL)
		return err_set(err, ERR_LOCKED, "is locked");
	entry = account_find(&session->vault->payload, check->id, err);
	if (entry == NULL)
		return false;
	if (check->window > VERIFY_WINDOW_MAX) {
		err_set(err, ERR_USAGE, "must be 0 to %d, is %u",
			VERIFY_WINDOW_MAX, check->window);
		return err_field(err, "window");
	}
	check->now = clock_now(&session->clock);
	if (check->now < 0)
		check->now = 0;
	if (entry_is_broken(entry) ||
	    (entry->type != ENTRY_HOTP && !check->once))
		return check_entry(check, entry, err);
	return session_change(session, check_change, check, err);
}

bool
verify_code(struct session *session, const char *id, const char *code,
	unsigned int window, bool once, struct verdict *out, struct err *err)
{
	struct check check = {
		.id = id, .code = code, .window = window, .once = once,
		.verdict = out,
	};

	return run_check(session, &check, err);
}

bool
verify_pair(struct session *session, const char *id, const char *first,
	const char *second, unsigned int window, struct verdict *out,
	struct err *err)
{
	struct check check = {
		.id = id, .code = first, .second = second, .window = window,
		.verdict = out,
	};

	return run_check(session, &check, err);
}
