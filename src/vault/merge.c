#include "vault/merge.h"

#include "base/secmem.h"
#include "vault/id_table.h"
#include "vault/merge_entry.h"
#include "vault/payload_fields.h"

/* Of two values of an unknown key, the one of the greater text: some rule
 * that does not ask which comes first. */
static bool
merge_unknown(json_t *into, const char *key, json_t *value, struct err *err)
{
	json_t *there = json_object_get(into, key);
	BUF left = {0}, right = {0};

	if (there != NULL && (!json_write(there, &left, err) ||
		    !json_write(value, &right, err)))
		return false;
	if (there != NULL && strcmp(buf_text(&left), buf_text(&right)) >= 0)
		return true;
	return json_object_set(into, key, value) == 0 || err_nomem(err);
}

static bool
merge_extra(char **into, const char *from, struct err *err)
{
	JSON all = NULL;
	JSON other = NULL;
	BUF text = {0};
	const char *key;
	json_t *value;

	if (from == NULL)
		return true;
	if (*into == NULL)
		return str_replace(into, from, err);
	all = json_parse(*into, strlen(*into), err);
	other = all != NULL ? json_parse(from, strlen(from), err) : NULL;
	if (other == NULL)
		return false;
	json_object_foreach(other, key, value) {
		if (!merge_unknown(all, key, value, err))
			return false;
	}
	return json_write(all, &text, err) &&
		str_replace(into, buf_text(&text), err);
}

static bool
merge_first(struct payload *into, const struct payload *from, struct err *err)
{
	if (strcmp(into->id, from->id) != 0)
		return err_set(err, ERR_REFUSED, "is another vault, not a "
			"copy of this one; otp import takes its accounts");
	if (into->version > PAYLOAD_VERSION || from->version > PAYLOAD_VERSION)
		return err_set(err, ERR_REFUSED, "is of a newer version of "
			"otp (%llu), which alone can merge it",
			(unsigned long long)(into->version > from->version ?
				into->version : from->version));
	if (from->revision > into->revision)
		into->revision = from->revision;
	if (from->saved > into->saved)
		into->saved = from->saved;
	if (from->backup > into->backup)
		into->backup = from->backup;
	return merge_extra(&into->extra, from->extra, err);
}

static bool
add_copy(struct payload *into, const struct entry *from, struct err *err)
{
	ENTRY copy = {0};

	return entry_copy(from, &copy, err) &&
		entries_add(&into->entries, &copy, err);
}

static bool
merge_good(struct payload *into, const struct payload *from, struct err *err)
{
	ID_TABLE table = {0};

	if (!id_table_init(&table, &into->entries, err))
		return false;
	for (size_t i = 0; i < from->entries.len; i++) {
		const struct entry *entry = from->entries.items[i];
		struct entry *there = id_table_find(&table, entry->id);

		if (entry_is_broken(entry))
			continue;
		if (there == NULL ? !add_copy(into, entry, err)
				  : !merge_entry(there, entry, err))
			return false;
	}
	return true;
}

static bool
merge_broken(struct payload *into, const struct payload *from,
	struct err *err)
{
	for (size_t i = 0; i < from->entries.len; i++) {
		const struct entry *entry = from->entries.items[i];

		if (entry_is_broken(entry) &&
		    !payload_has_line(into, &entry->raw) &&
		    !add_copy(into, entry, err))
			return false;
	}
	return true;
}

/* Good lines before broken ones: a broken line with the id of a good one must
 * not be read first, and with an id of its own in memory. */
static bool
part_broken(struct entries *entries, struct err *err)
{
	struct entry **broken = NULL;
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < entries->len; i++)
		count += entry_is_broken(entries->items[i]);
	if (count == 0)
		return true;
	broken = secmem_alloc(count * sizeof(struct entry *));
	if (broken == NULL)
		return err_nomem(err);
	count = 0;
	for (size_t i = 0; i < entries->len; i++) {
		if (entry_is_broken(entries->items[i]))
			broken[count++] = entries->items[i];
		else
			entries->items[kept++] = entries->items[i];
	}
	memcpy(entries->items + kept, broken, count * sizeof(struct entry *));
	secmem_free(broken);
	return true;
}

static bool
name_broken(struct entries *entries, struct err *err)
{
	for (size_t i = 0; i < entries->len; i++) {
		struct entry *entry = entries->items[i];

		if (entry_is_broken(entry) &&
		    entries_by_id(entries, entry->id) != entry &&
		    !payload_line_id(&entry->raw, entry->id, err))
			return false;
	}
	return true;
}

static bool
merge_tombstones(struct payload *into, const struct payload *from,
	struct err *err)
{
	for (size_t i = 0; i < from->tombstone_count; i++) {
		struct tombstone copy = from->tombstones[i];

		if (copy.extra != NULL) {
			copy.extra = str_dup(copy.extra, err);
			if (copy.extra == NULL)
				return false;
		}
		if (!payload_add_tombstone(into, &copy, err)) {
			str_free(&copy.extra);
			return false;
		}
	}
	payload_sort_tombstones(into);
	return true;
}

bool
merge_payloads(struct payload *into, const struct payload *from,
	struct err *err)
{
	return merge_first(into, from, err) && merge_good(into, from, err) &&
		merge_broken(into, from, err) &&
		part_broken(&into->entries, err) &&
		name_broken(&into->entries, err) &&
		merge_tombstones(into, from, err);
}
