#include "app/intake.h"
#include "app/intake_index.h"
#include "crypto/crypto.h"

#define INDEX CLEANUP(index_free) struct intake_index *

static void
index_free(struct intake_index **index)
{
	intake_index_free(*index);
}

struct commit {
	struct intake *intake;
	int64_t now;
};

static bool
is_wanted(const struct intake_item *item)
{
	return item->chosen && item->state == INTAKE_NEW;
}

static bool
add_copy(struct payload *payload, const struct intake_item *item, int64_t now,
	struct err *err)
{
	ENTRY copy = {0};

	if (!entry_copy(&item->entry, &copy, err))
		return false;
	memcpy(copy.id, item->id, sizeof(copy.id));
	if (copy.created == 0)
		copy.created = now;
	copy.modified = now;
	copy.trashed = 0;
	return entries_add(&payload->entries, &copy, err);
}

/* The vault may have got some of them since they were looked at. */
static bool
commit_change(struct payload *payload, void *arg, struct err *err)
{
	const struct commit *commit = arg;
	INDEX index = intake_index_new(err);

	if (index == NULL ||
	    !intake_index_add_all(index, &payload->entries, err))
		return false;
	for (size_t i = 0; i < commit->intake->len; i++) {
		struct intake_item *item = &commit->intake->items[i];
		bool known;

		item->id[0] = '\0';
		if (!is_wanted(item))
			continue;
		if (!intake_index_add(index, &item->entry, &known, err))
			return false;
		if (known)
			continue;
		if (!crypto_uuid(item->id, err) ||
		    !add_copy(payload, item, commit->now, err))
			return false;
	}
	return true;
}

/* Those that got no id were there. */
static void
settle(struct intake *intake, bool saved)
{
	for (size_t i = 0; i < intake->len; i++) {
		struct intake_item *item = &intake->items[i];

		if (!saved)
			item->id[0] = '\0';
		else if (is_wanted(item) && item->id[0] == '\0')
			item->state = INTAKE_DUPLICATE;
	}
}

bool
intake_commit(struct intake *intake, struct session *session, struct err *err)
{
	struct commit commit = {
		.intake = intake,
		.now = clock_now(&session->stamps),
	};
	bool any = false, saved;

	for (size_t i = 0; i < intake->len; i++)
		any = any || is_wanted(&intake->items[i]);
	if (!any)
		return true;
	saved = session_change(session, commit_change, &commit, err);
	settle(intake, saved);
	return saved;
}
