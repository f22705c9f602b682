#include "base/secmem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "vault/history_account.h"
#include "vault/id_table.h"

void
history_changes_wipe(struct history_changes *changes)
{
	for (size_t i = 0; i < changes->len; i++)
		str_free(&changes->items[i].text);
	secmem_free(changes->items);
	*changes = (struct history_changes){0};
}

bool
history_can_revert(const struct history_change *change)
{
	return change->kind < HISTORY_COUNTED;
}

/* What payload has and other has not; and with compare, how what both have
 * was changed since other. */
static bool
tell_all(const struct payload *payload, const struct payload *other,
	enum history_kind kind, bool compare, struct history_changes *out,
	struct err *err)
{
	const char *what = kind == HISTORY_ADDED ? "added" : "removed";
	ID_TABLE table = {0};

	if (!id_table_init(&table, &other->entries, err))
		return false;
	for (size_t i = 0; i < payload->entries.len; i++) {
		const struct entry *entry = payload->entries.items[i];
		const struct entry *twin = id_table_find(&table, entry->id);
		bool broken = entry_is_broken(entry);
		size_t told = out->len;

		if (broken ? !payload_has_line(other, &entry->raw)
			   : twin == NULL) {
			if (!history_tell(out, kind, what, entry, err))
				return false;
		} else if (!broken && compare &&
			!history_tell_account(twin, entry, out, err)) {
			return false;
		}
		for (; !broken && told < out->len; told++)
			memcpy(out->items[told].id, entry->id, ENTRY_ID_SIZE);
	}
	return true;
}

static bool
has_recipient(const struct recipients *recipients, const char *text)
{
	for (size_t i = 0; i < recipients->count; i++) {
		if (strcmp(recipients->items[i], text) == 0)
			return true;
	}
	return false;
}

/* Those of the first that the second has not. */
static bool
tell_recipients(const char *what, const struct recipients *these,
	const struct recipients *those, struct history_changes *out,
	struct err *err)
{
	for (size_t i = 0; i < these->count; i++) {
		const char *key = these->items[i];
		BUF text = {0};

		if (has_recipient(those, key))
			continue;
		buf_addf(&text, "%s recipient ", what);
		utf8_printable(&text, key, strlen(key));
		if (!history_add_change(out, HISTORY_ACCESS, &text, err))
			return false;
	}
	return true;
}

bool
history_difference(const struct payload *before, const struct payload *after,
	struct history_changes *out, struct err *err)
{
	HISTORY_CHANGES changes = {0};
	BUF text = {0};

	buf_add_str(&text, "backup made");
	if (!tell_all(after, before, HISTORY_ADDED, true, &changes, err) ||
	    !tell_all(before, after, HISTORY_REMOVED, false, &changes, err) ||
	    !tell_recipients("added", &after->recipients, &before->recipients,
		    &changes, err) ||
	    !tell_recipients("removed", &before->recipients,
		    &after->recipients, &changes, err))
		return false;
	if (after->backup != before->backup &&
	    !history_add_change(&changes, HISTORY_BACKUP, &text, err))
		return false;
	*out = changes;
	changes = (struct history_changes){0};
	return true;
}
