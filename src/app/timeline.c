#include "app/timeline.h"

#include "app/rewind.h"

/* Walks from the newest to the oldest. */
struct walk {
	const struct session *session;
	struct history history;
	struct foreign foreign; /* asks nobody, but takes identities */
	struct payload newer; /* the state of the row, if held */
	bool held;
	timeline_fn *each;
	void *arg;
	uint64_t given;
};

static void
walk_wipe(struct walk *walk)
{
	history_wipe(&walk->history);
	secret_wipe(&walk->foreign.key);
	payload_wipe(&walk->newer);
}

#define WALK CLEANUP(walk_wipe) struct walk

static bool
give(struct walk *walk, struct timeline_row *row, struct err *err)
{
	bool good = walk->each(walk->arg, row, err);

	history_changes_wipe(&row->changes);
	walk->given++;
	return good;
}

static bool
has_recipients(const struct walk *walk)
{
	return age_header_has(&walk->session->vault->header, AGE_X25519_TYPE);
}

/* One that the identities at hand open does not have another key for us. */
static bool
open_item(struct walk *walk, size_t index, struct payload *out)
{
	struct history_item *item = &walk->history.items[index];
	struct err err;

	if (item->state == HISTORY_DAMAGED)
		return false;
	if (foreign_open(walk->session, &walk->foreign, item->path, out,
		    &err)) {
		item->state = HISTORY_OPENS;
		return true;
	}
	item->state = err.kind == ERR_DAMAGED ? HISTORY_DAMAGED
					      : HISTORY_OTHER_KEY;
	return false;
}

/* The next older state that can be read, from index on; len if there is none,
 * or one of another key comes before it. */
static size_t
find_older(struct walk *walk, size_t index, struct payload *out,
	const char **remark)
{
	struct history *history = &walk->history;

	for (; index < history->len; index++) {
		if (open_item(walk, index, out))
			return index;
		if (history->items[index].state == HISTORY_OTHER_KEY) {
			*remark = has_recipients(walk) ?
				"the recipients were changed" :
				"the passphrase was changed";
			return history->len;
		}
	}
	return history->len;
}

/* Fills changes of the row whose state is held; then holds the older one. */
static bool
compare(struct walk *walk, struct timeline_row *row, size_t older_from,
	struct err *err)
{
	PAYLOAD older = {0};
	size_t at = find_older(walk, older_from, &older, &row->remark);
	bool found = at < walk->history.len;

	if (found && !history_difference(&older, &walk->newer, &row->changes,
			     err))
		return false;
	row->known = found;
	if (!found && row->remark == NULL)
		row->remark = row->number == 1 ? "the vault was made" :
			"the oldest that is kept";
	payload_wipe(&walk->newer);
	walk->newer = older;
	walk->held = found;
	older = (struct payload){0};
	return true;
}

static bool
add_current(struct walk *walk, struct err *err)
{
	const struct vault *vault = walk->session->vault;
	char label[24];
	struct timeline_row row = {
		.label = label,
		.number = vault->payload.revision,
		.saved = vault->payload.saved,
		.size = vault->stamp.size,
		.current = true,
	};

	snprintf(label, sizeof(label), "%llu",
		(unsigned long long)row.number);
	if (!payload_copy(&vault->payload, &walk->newer, err) ||
	    !compare(walk, &row, 0, err))
		return false;
	return give(walk, &row, err);
}

static bool
add_revision(struct walk *walk, size_t index, struct err *err)
{
	const struct history_item *item = &walk->history.items[index];
	struct timeline_row row = {
		.label = item->label,
		.number = item->number,
		.saved = item->saved,
		.size = item->size,
	};

	if (!walk->held)
		walk->held = open_item(walk, index, &walk->newer);
	row.state = item->state;
	if (row.state == HISTORY_DAMAGED)
		row.remark = "damaged";
	else if (row.state == HISTORY_OTHER_KEY)
		row.remark = has_recipients(walk) ?
			"made for other recipients" :
			"made with an earlier passphrase";
	else if (!compare(walk, &row, index + 1, err))
		return false;
	return give(walk, &row, err);
}

bool
timeline_walk(const struct session *session, uint64_t max, timeline_fn *each,
	void *arg, struct err *err)
{
	WALK walk = {.session = session, .each = each, .arg = arg};

	if (!history_list(session->vault_path, &session->vault->file_key,
		    &walk.history, err))
		return err_at(err, "%s", session->vault_path);
	if (!add_current(&walk, err))
		return false;
	for (size_t i = 0; i < walk.history.len; i++) {
		if (max != 0 && walk.given == max)
			break;
		if (!add_revision(&walk, i, err))
			return false;
	}
	return true;
}

void
timeline_tell(const struct timeline_row *row, size_t shown, struct buf *out)
{
	const struct history_changes *changes = &row->changes;
	size_t start = out->len;

	if (row->remark != NULL)
		buf_add_str(out, row->remark);
	for (size_t i = 0; i < changes->len && i < shown; i++)
		buf_addf(out, "%s%s", out->len == start ? "" : "; ",
			changes->items[i].text);
	if (changes->len > shown)
		buf_addf(out, "; and %zu more", changes->len - shown);
}
