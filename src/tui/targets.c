#include "tui/targets.h"

#include "base/secmem.h"

static size_t
place_of(const struct targets *targets, const char *id)
{
	size_t at = 0;

	while (at < targets->count && strcmp(targets->ids[at], id) != 0)
		at++;
	return at;
}

bool
targets_has(const struct targets *targets, const char *id)
{
	return place_of(targets, id) < targets->count;
}

bool
targets_toggle(struct targets *targets, const char *id)
{
	size_t at = place_of(targets, id);

	if (at < targets->count) {
		targets->count--;
		memmove(targets->ids[at], targets->ids[at + 1],
			(targets->count - at) * ENTRY_ID_SIZE);
		return true;
	}
	if (targets->count == TARGETS_MAX)
		return false;
	snprintf(targets->ids[targets->count++], ENTRY_ID_SIZE, "%s", id);
	return true;
}

const char **
targets_ids(const struct targets *targets, struct err *err)
{
	const char **ids = secmem_alloc((targets->count + 1) * sizeof(*ids));

	if (ids == NULL) {
		err_nomem(err);
		return NULL;
	}
	for (size_t i = 0; i < targets->count; i++)
		ids[i] = targets->ids[i];
	return ids;
}

void
targets_name(const struct targets *targets, const struct entries *entries,
	struct buf *out)
{
	const struct entry *entry = targets->count == 1
		? entries_by_id(entries, targets->ids[0]) : NULL;

	if (entry != NULL)
		entry_title(entry, out);
	else
		buf_addf(out, "%zu account%s", targets->count,
			targets->count == 1 ? "" : "s");
}
