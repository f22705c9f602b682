#include "interop/lost.h"

void
lost_add(struct buf *lost, const char *word)
{
	buf_addf(lost, "%s%s", lost->len > 0 ? ", " : "", word);
}

void
lost_extras(const struct entry *entry, struct buf *lost)
{
	if (entry->tag_count > 0)
		lost_add(lost, "tags");
	if (entry->note[0] != '\0')
		lost_add(lost, "note");
	if (entry->favorite)
		lost_add(lost, "favorite");
	if (entry->recovery_count > 0)
		lost_add(lost, "recovery codes");
	if (entry->history_count > 0)
		lost_add(lost, "earlier keys");
}
