#include "core/selection.h"

#include "base/secmem.h"
#include "codec/unicode.h"

struct selection
selection_move(struct selection *from)
{
	struct selection moved = *from;

	*from = (struct selection){0};
	return moved;
}

void
selection_wipe(struct selection *selection)
{
	secmem_free(selection->items);
	*selection = (struct selection){0};
}

bool
selection_init(struct selection *selection, size_t count, struct err *err)
{
	selection->items = secmem_alloc((count + 1) *
		sizeof(struct entry *));
	selection->len = 0;
	return selection->items != NULL || err_nomem(err);
}

bool
selection_in_scope(const struct entry *entry, enum entries_scope scope)
{
	return scope == SCOPE_ALL ||
		(entry->trashed != 0) == (scope == SCOPE_TRASH);
}

void
selection_fold(const char *text, bool strip_marks, struct buf *out)
{
	if (text != NULL)
		unicode_fold(text, strlen(text), strip_marks, out);
}
