#include "interop/format.h"

#include "base/secmem.h"

/* Grows a list of count items of size bytes by one; lists double when count is
 * a power of two, so that no capacity is kept. */
static bool
grow(void **list, size_t count, size_t size, struct err *err)
{
	void *grown;

	if ((count & (count - 1)) != 0)
		return true;
	grown = secmem_realloc(*list, (count > 0 ? count * 2 : 1) * size);
	if (grown == NULL)
		return err_nomem(err);
	*list = grown;
	return true;
}

bool
import_add(struct import *import, struct entry *entry, struct err *err)
{
	if (import->entries.len >= FORMAT_ENTRIES_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %zu accounts, are more",
			FORMAT_ENTRIES_MAX);
	return entries_add(&import->entries, entry, err);
}

bool
import_skip(struct import *import, const char *name, const struct err *reason,
	struct err *err)
{
	void *list = import->skipped;
	STRING copy = str_dup(name != NULL ? name : "", err);

	if (copy == NULL)
		return false;
	if (import->skipped_count >= FORMAT_SKIPPED_MAX)
		return err_set(err, ERR_FORMAT,
			"more than %zu entries cannot be used",
			FORMAT_SKIPPED_MAX);
	if (!grow(&list, import->skipped_count, sizeof(*import->skipped), err))
		return false;
	import->skipped = list;
	import->skipped[import->skipped_count++] =
		(struct import_skip){.name = copy, .err = *reason};
	copy = NULL;
	return true;
}

bool
import_note(struct import *import, const char *text, struct err *err)
{
	void *list = import->notes;
	struct import_note *note;

	if (text[0] == '\0' || import->entries.len == 0)
		return true;
	if (!grow(&list, import->note_count, sizeof(*import->notes), err))
		return false;
	import->notes = list;
	note = &import->notes[import->note_count++];
	note->index = import->entries.len - 1;
	snprintf(note->text, sizeof(note->text), "%s", text);
	return true;
}

void
import_batches_add(struct import_batches *batches,
	const struct import_batch *batch)
{
	size_t i = 0;

	if (batch->size < 2 || batch->size > IMPORT_PARTS_MAX)
		return;
	while (i < batches->len && (batches->items[i].id != batch->id ||
				    batches->items[i].size != batch->size))
		i++;
	if (i == IMPORT_BATCHES_MAX)
		return;
	if (i == batches->len)
		batches->items[batches->len++] = *batch;
	else
		batches->items[i].seen |= batch->seen;
}

void
import_batches_join(struct import_batches *batches,
	const struct import_batches *from)
{
	for (size_t i = 0; i < from->len; i++)
		import_batches_add(batches, &from->items[i]);
}

void
import_wipe(struct import *import)
{
	for (size_t i = 0; i < import->skipped_count; i++)
		str_free(&import->skipped[i].name);
	secmem_free(import->skipped);
	secmem_free(import->notes);
	entries_wipe(&import->entries);
	*import = (struct import){0};
}
