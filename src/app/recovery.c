#include "app/recovery.h"

#include "app/account_find.h"
#include "codec/unicode.h"

struct add_use {
	const char *id;
	const struct recovery_codes *codes;
	bool replace;
	int64_t now;
};

static bool
check_new(const struct entry *entry, const struct recovery_code *code,
	struct err *err)
{
	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (!recovery_same(entry->recovery[i].code, code->text))
			continue;
		err_set(err, ERR_REFUSED, "is there already");
		return err_at(err, "line %zu", code->line);
	}
	return true;
}

/* The one that was used the longest ago; NULL if there is none. */
static struct recovery *
oldest_used(const struct entry *entry)
{
	struct recovery *oldest = NULL;

	for (size_t i = 0; i < entry->recovery_count; i++) {
		struct recovery *code = &entry->recovery[i];

		if (code->used != 0 &&
		    (oldest == NULL || code->used < oldest->used))
			oldest = code;
	}
	return oldest;
}

static bool
make_room(struct entry *entry, size_t count, struct err *err)
{
	while (count > ENTRY_RECOVERY_MAX - entry->recovery_count) {
		struct recovery *code = oldest_used(entry);
		struct recovery *end = entry->recovery + entry->recovery_count;

		if (code == NULL)
			return err_set(err, ERR_REFUSED, "must be at most %d "
				"recovery codes, would be %zu",
				ENTRY_RECOVERY_MAX,
				entry->recovery_count + count);
		str_free(&code->code);
		memmove(code, code + 1, (size_t)(end - code - 1) *
			sizeof(*code));
		entry->recovery_count--;
	}
	return true;
}

static bool
add_codes(const struct add_use *use, struct entry *entry, struct err *err)
{
	const struct recovery_codes *codes = use->codes;

	for (size_t i = 0; i < codes->len; i++) {
		if (!check_new(entry, &codes->items[i], err))
			return false;
	}
	for (size_t i = 0; use->replace && i < entry->recovery_count; i++) {
		if (entry->recovery[i].used == 0)
			entry->recovery[i].used = use->now;
	}
	if (!make_room(entry, codes->len, err))
		return false;
	for (size_t i = 0; i < codes->len; i++) {
		if (!entry_add_recovery(entry, codes->items[i].text, 0, err))
			return false;
	}
	entry_touch(entry, use->now);
	return entry_check(entry, err);
}

static bool
add_change(struct payload *payload, void *arg, struct err *err)
{
	const struct add_use *use = arg;
	struct entry *entry = account_find(payload, use->id, err);

	return entry != NULL && account_is_whole(entry, err) &&
		(add_codes(use, entry, err) || account_at(entry, err));
}

/* 0 would mean that it was never used. */
static int64_t
stamp(const struct session *session)
{
	int64_t now = clock_now(&session->stamps);

	return now > 0 ? now : 1;
}

bool
recovery_add(struct session *session, const char *id,
	const struct recovery_codes *codes, bool replace, struct err *err)
{
	struct add_use use = {id, codes, replace, stamp(session)};

	return session_change(session, add_change, &use, err);
}

struct take_use {
	const char *id, *code;
	int64_t now;
	char **out;
	size_t *left;
};

static bool
same_folded(const char *a, const char *b)
{
	BUF left = {0}, right = {0};

	unicode_fold(a, strlen(a), false, &left);
	unicode_fold(b, strlen(b), false, &right);
	return !left.failed && !right.failed &&
		recovery_same(buf_text(&left), buf_text(&right));
}

/* In any case only if no other code is the same but for that. */
static struct recovery *
find_code(const struct entry *entry, const char *code, struct err *err)
{
	struct recovery *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (recovery_same(entry->recovery[i].code, code))
			return &entry->recovery[i];
		if (same_folded(entry->recovery[i].code, code)) {
			found = &entry->recovery[i];
			count++;
		}
	}
	if (count == 1)
		return found;
	err_set(err, ERR_NO_MATCH, "has no such recovery code");
	return NULL;
}

static struct recovery *
first_left(const struct entry *entry, struct err *err)
{
	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (entry->recovery[i].used == 0)
			return &entry->recovery[i];
	}
	err_set(err, ERR_NO_MATCH, entry->recovery_count == 0 ?
		"has no recovery codes" : "has no recovery code left");
	return NULL;
}

static bool
take_code(const struct take_use *use, struct entry *entry, struct err *err)
{
	struct recovery *code = use->code != NULL ?
		find_code(entry, use->code, err) : first_left(entry, err);
	char when[CLOCK_TEXT_SIZE];

	if (code == NULL)
		return false;
	if (code->used != 0) {
		clock_format(code->used, when);
		return err_set(err, ERR_REFUSED,
			"this recovery code was used at %s", when);
	}
	*use->out = str_dup(code->code, err);
	if (*use->out == NULL)
		return false;
	code->used = use->now;
	*use->left = entry_recovery_left(entry);
	return true;
}

/* It is told only once this is saved. Using a code is no edit: modified stays
 * as it is. */
static bool
take_change(struct payload *payload, void *arg, struct err *err)
{
	const struct take_use *use = arg;
	struct entry *entry = account_find(payload, use->id, err);

	return entry != NULL && account_is_whole(entry, err) &&
		(take_code(use, entry, err) || account_at(entry, err));
}

bool
recovery_use(struct session *session, const char *id, const char *code,
	char **out, size_t *left, struct err *err)
{
	STRING taken = NULL;
	struct take_use use = {id, code, stamp(session), &taken, left};

	if (!session_change(session, take_change, &use, err))
		return false;
	*out = taken;
	taken = NULL;
	return true;
}
