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

/* Turkish has two letters i, which other languages take for one: "İ" folds to
 * "i" with a dot of its own, and "I" to "i", not to the "ı" that it may be. */
static void
join_dotless(struct buf *text, size_t from)
{
	static const char dot[] = "\xCC\x87", dotless[] = "\xC4\xB1";
	size_t to = from;

	for (size_t at = from; at < text->len; at++) {
		const uint8_t *c = text->data + at;
		bool pair = at + 2 <= text->len;

		if (pair && memcmp(c, dotless, 2) == 0) {
			text->data[to++] = 'i';
			at++;
		} else if (pair && to > from && text->data[to - 1] == 'i' &&
			memcmp(c, dot, 2) == 0) {
			at++;
		} else {
			text->data[to++] = *c;
		}
	}
	if (to == text->len)
		return;
	text->data[to] = '\0';
	text->len = to;
}

void
selection_fold_part(const char *text, size_t len, bool strip_marks,
	struct buf *out)
{
	size_t from = out->len;

	if (len == 0)
		return;
	unicode_fold(text, len, strip_marks, out);
	if (!out->failed)
		join_dotless(out, from);
}

void
selection_fold(const char *text, bool strip_marks, struct buf *out)
{
	selection_fold_part(text, text != NULL ? strlen(text) : 0,
		strip_marks, out);
}
