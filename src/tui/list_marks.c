#include "tui/list_marks.h"

#include "base/secmem.h"

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool
marks_take(const struct list *list, struct marks *out, struct err *err)
{
	*out = (struct marks){0};
	if (list->marked == 0)
		return true;
	out->ids = secmem_alloc(list->marked * sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < list->len; i++) {
		if (list->rows[i].marked)
			memcpy(out->ids[out->count++], list->rows[i].id,
				ENTRY_ID_SIZE);
	}
	qsort(out->ids, out->count, sizeof(*out->ids), compare_ids);
	return true;
}

void
marks_put(struct list *list, const struct marks *marks)
{
	for (size_t i = 0; marks->count > 0 && i < list->len; i++) {
		struct row *row = &list->rows[i];

		row->marked = bsearch(row->id, marks->ids, marks->count,
			sizeof(*marks->ids), compare_ids) != NULL;
		list->marked += row->marked ? 1 : 0;
	}
}

void
marks_wipe(struct marks *marks)
{
	secmem_free(marks->ids);
	*marks = (struct marks){0};
}

bool
list_mark(struct list *list, size_t shown)
{
	struct row *row;

	if (shown >= list->shown_len)
		return true;
	row = &list->rows[list->shown[shown]];
	if (row->marked) {
		row->marked = false;
		list->marked--;
		return true;
	}
	if (list->marked == TARGETS_MAX)
		return false;
	row->marked = true;
	list->marked++;
	return true;
}

void
list_unmark(struct list *list)
{
	for (size_t i = 0; i < list->len; i++)
		list->rows[i].marked = false;
	list->marked = 0;
}

bool
list_mark_all(struct list *list)
{
	bool all = true;

	for (size_t i = 0; i < list->shown_len; i++)
		all = all && list->rows[list->shown[i]].marked;
	for (size_t i = 0; i < list->shown_len; i++) {
		if (list->rows[list->shown[i]].marked == all &&
		    !list_mark(list, i))
			return false;
	}
	return true;
}

void
list_targets(const struct list *list, struct targets *out)
{
	const struct row *row = list_current(list);

	out->count = 0;
	for (size_t i = 0; list->marked > 0 && i < list->len; i++) {
		if (list->rows[i].marked)
			memcpy(out->ids[out->count++], list->rows[i].id,
				ENTRY_ID_SIZE);
	}
	if (out->count == 0 && row != NULL)
		memcpy(out->ids[out->count++], row->id, ENTRY_ID_SIZE);
}
