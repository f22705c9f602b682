#include "app/edit.h"

#include "app/account_find.h"
#include "app/accounts.h"
#include "base/secmem.h"

static bool
set_text(char **field, const char *value, struct err *err)
{
	return value == NULL || str_replace(field, value, err);
}

static bool
apply_texts(const struct edit *edit, struct entry *entry, struct err *err)
{
	if (!set_text(&entry->issuer, edit->issuer, err) ||
	    !set_text(&entry->account, edit->account, err) ||
	    !set_text(&entry->note, edit->note, err))
		return false;
	if (entry->issuer[0] != '\0' || entry->account[0] != '\0')
		return true;
	err_set(err, ERR_REFUSED, "must not be empty, nor the issuer");
	return err_field(err, "account");
}

static bool
remove_tag(struct entry *entry, const char *tag, bool may_lack,
	struct err *err)
{
	for (size_t i = 0; i < entry->tag_count; i++) {
		struct entry one = {.tags = &entry->tags[i], .tag_count = 1};

		if (!entry_has_tag(&one, tag))
			continue;
		str_free(&entry->tags[i]);
		entry->tag_count--;
		memmove(entry->tags + i, entry->tags + i + 1,
			(entry->tag_count - i) * sizeof(*entry->tags));
		return true;
	}
	return may_lack ||
		err_set(err, ERR_NO_MATCH, "has no tag \"%s\"", tag);
}

static bool
apply_tags(const struct edit *edit, struct entry *entry, struct err *err)
{
	for (size_t i = 0; i < edit->remove_tag_count; i++) {
		if (!remove_tag(entry, edit->remove_tags[i],
			    edit->may_lack_tags, err))
			return false;
	}
	for (size_t i = 0; i < edit->add_tag_count; i++) {
		if (!entry_add_tag(entry, edit->add_tags[i], err))
			return false;
	}
	return true;
}

static void
apply_type(const struct edit *edit, struct entry *entry)
{
	if (edit->type == NULL || *edit->type == entry->type)
		return;
	if (entry->type == ENTRY_STEAM)
		entry->digits = ENTRY_DIGITS_DEFAULT;
	entry_set_type(entry, *edit->type);
}

static bool
useless(const char *field, const struct entry *entry, struct err *err)
{
	err_set(err, ERR_USAGE, "has no meaning for type %s",
		entry_type_name(entry->type));
	return err_field(err, "%s", field);
}

/* It begins with the counter it had, if it is one of the earlier keys. */
static bool
apply_key(const struct edit *edit, struct entry *entry, int64_t now,
	struct err *err)
{
	SECRET key = {0};
	struct old_key *back;
	uint64_t counter = 0;

	if (edit->key == NULL)
		return true;
	if (secret_equal(edit->key, &entry->secret)) {
		err_set(err, ERR_REFUSED, "is the one that it has already");
		return err_field(err, "key");
	}
	if (!secret_set(&key, edit->key->bytes, edit->key->len, err))
		return false;
	back = entry_old_key(entry, &key);
	if (back != NULL) {
		counter = back->counter;
		entry_remove_old_key(entry, back);
	}
	if (!entry_add_old_key(entry, &entry->secret, now, entry->counter,
		    err))
		return false;
	secret_wipe(&entry->secret);
	entry->secret = secret_move(&key);
	entry->counter = counter;
	entry->verified = 0;
	return true;
}

static bool
apply_numbers(const struct edit *edit, struct entry *entry, struct err *err)
{
	if (edit->counter != NULL && entry->type != ENTRY_HOTP)
		return useless("counter", entry, err);
	if (edit->period != NULL && entry->type == ENTRY_HOTP)
		return useless("period", entry, err);
	if (edit->counter != NULL && *edit->counter > ENTRY_COUNTER_MAX) {
		err_set(err, ERR_REFUSED, "is used up at %llu",
			(unsigned long long)*edit->counter);
		return err_field(err, "counter");
	}
	if (edit->algorithm != NULL)
		entry->algorithm = *edit->algorithm;
	if (edit->digits != NULL)
		entry->digits = *edit->digits;
	if (edit->period != NULL)
		entry->period = *edit->period;
	if (edit->counter != NULL)
		entry->counter = *edit->counter;
	return true;
}

/* On failure *entry may be half edited. */
static bool
apply(const struct edit *edit, struct entry *entry, int64_t now,
	struct err *err)
{
	if (!apply_texts(edit, entry, err) || !apply_tags(edit, entry, err))
		return false;
	apply_type(edit, entry);
	if (edit->favorite != NULL)
		entry->favorite = *edit->favorite;
	return apply_key(edit, entry, now, err) &&
		apply_numbers(edit, entry, err) && entry_check(entry, err);
}

struct edit_use {
	const char *const *ids;
	size_t count;
	const struct edit *edit;
	int64_t now;
};

/* The entry as it will be. */
static bool
make_edited(const struct edit_use *use, const struct entry *entry,
	struct entry *out, struct err *err)
{
	return account_is_whole(entry, err) && entry_copy(entry, out, err) &&
		(apply(use->edit, out, use->now, err) ||
			account_at(entry, err));
}

static bool
is_same(const struct entry *a, const struct entry *b, bool *same,
	struct err *err)
{
	BUF left = {0}, right = {0};

	if (!payload_write_entry(a, &left, err) ||
	    !payload_write_entry(b, &right, err))
		return false;
	*same = strcmp(buf_text(&left), buf_text(&right)) == 0;
	return true;
}

static bool
edit_one(const struct payload *payload, const struct edit_use *use,
	struct entry *entry, struct err *err)
{
	ENTRY edited = {0};
	bool same;

	if (!make_edited(use, entry, &edited, err) ||
	    !is_same(entry, &edited, &same, err))
		return false;
	if (same)
		return true;
	/* One that was a duplicate before may still get another note. */
	if (!entry_is_duplicate(entry, &edited) &&
	    entries_duplicate(&payload->entries, &edited) != NULL)
		return account_refuse(&edited,
			"is there already, with this very key", err);
	entry_touch(&edited, use->now);
	entry_wipe(entry);
	*entry = entry_move(&edited);
	return true;
}

static bool
edit_change(struct payload *payload, void *arg, struct err *err)
{
	const struct edit_use *use = arg;

	for (size_t i = 0; i < use->count; i++) {
		struct entry *entry = account_find(payload, use->ids[i], err);

		if (entry == NULL || !edit_one(payload, use, entry, err))
			return false;
	}
	return true;
}

/* How many it changes, were it done now. */
static bool
count_changes(const struct session *session, const struct edit_use *use,
	size_t *changes, struct err *err)
{
	*changes = 0;
	for (size_t i = 0; i < use->count; i++) {
		const struct entry *entry = account_find(
			&session->vault->payload, use->ids[i], err);
		ENTRY edited = {0};
		bool same;

		if (entry == NULL || !make_edited(use, entry, &edited, err) ||
		    !is_same(entry, &edited, &same, err))
			return false;
		*changes += same ? 0 : 1;
	}
	return true;
}

bool
edit_accounts(struct session *session, const char *const *ids, size_t count,
	const struct edit *edit, size_t *changed, struct err *err)
{
	struct edit_use use = {ids, count, edit,
		clock_now(&session->stamps)};

	if (session->vault == NULL)
		return err_set(err, ERR_LOCKED, "is locked");
	if (!count_changes(session, &use, changed, err))
		return false;
	return *changed == 0 ||
		session_change(session, edit_change, &use, err);
}

bool
edit_account(struct session *session, const char *id,
	const struct edit *edit, bool *changed, struct err *err)
{
	size_t count;

	if (!edit_accounts(session, &id, 1, edit, &count, err))
		return false;
	*changed = count > 0;
	return true;
}

static bool
make_twin(const struct entry *entry, const char *issuer, const char *account,
	struct entry *out, struct err *err)
{
	if (!entry_copy(entry, out, err) ||
	    !str_replace(&out->issuer, issuer, err) ||
	    !str_replace(&out->account, account, err))
		return false;
	while (out->history_count > 0)
		entry_remove_old_key(out, &out->history[0]);
	while (out->recovery_count > 0)
		str_free(&out->recovery[--out->recovery_count].code);
	out->trashed = 0;
	return true;
}

bool
edit_duplicate(struct session *session, const char *id, const char *issuer,
	const char *account, char id_out[static ENTRY_ID_SIZE],
	struct err *err)
{
	const struct entry *entry;
	ENTRY twin = {0};

	if (session->vault == NULL)
		return err_set(err, ERR_LOCKED, "is locked");
	entry = account_find(&session->vault->payload, id, err);
	if (entry == NULL || !account_is_whole(entry, err))
		return false;
	if (entry->type == ENTRY_HOTP)
		return account_refuse(entry, "has a counter, which cannot be "
			"kept in two places", err);
	if (issuer[0] == '\0' && account[0] == '\0')
		return account_refuse(entry, "must get a name: account or "
			"issuer", err);
	return make_twin(entry, issuer, account, &twin, err) &&
		accounts_add(session, &twin, id_out, err);
}
