#include "tui/list.h"

#include "base/secmem.h"
#include "tui/list_marks.h"
#include "tui/list_rows.h"

void
list_wipe(struct list *list)
{
	list_wipe_rows(list);
	match_query_wipe(&list->query);
	*list = (struct list){0};
}

/* Better scores first, else the order of the list. */
static int
compare_shown(const void *a, const void *b, void *arg)
{
	const struct row *rows = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (rows[x].score != rows[y].score)
		return rows[x].score > rows[y].score ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
apply_filter(struct list *list)
{
	list->shown_len = 0;
	for (size_t i = 0; i < list->len; i++) {
		struct row *row = &list->rows[i];

		row_wipe_marks(row);
		row->score = list->tag[0] == '\0' ||
			entry_has_tag(row->entry, list->tag)
			? match_score(&list->query, row->folded) : 0;
		if (row->score > 0)
			list->shown[list->shown_len++] = i;
	}
	list->menu.len = list->shown_len;
	menu_move(&list->menu, 0);
	if (list->query.count > 0)
		qsort_r(list->shown, list->shown_len, sizeof(*list->shown),
			compare_shown, list->rows);
}

const struct row *
list_current(const struct list *list)
{
	if (list->menu.cursor >= list->shown_len)
		return NULL;
	return &list->rows[list->shown[list->menu.cursor]];
}

static void
remember(struct list *list)
{
	const struct row *row = list_current(list);

	if (row != NULL)
		memcpy(list->id, row->id, sizeof(list->id));
}

bool
list_load(struct list *list, const struct entries *entries, struct err *err)
{
	SELECTION all = {0};
	struct marks marks = {0};
	bool ok;

	if (!marks_take(list, &marks, err))
		return false;
	/* The entries of before may be gone; only their ids were kept. */
	remember(list);
	list_wipe_rows(list);
	ok = entries_filter(entries, NULL, NULL, SCOPE_LIVE, &all, err) &&
		list_fill_rows(list, &all, err) && list_fold_rows(list, err);
	if (ok) {
		marks_put(list, &marks);
		apply_filter(list);
		list_find(list, list->id);
	} else {
		list_wipe_rows(list);
	}
	marks_wipe(&marks);
	return ok;
}

bool
list_filter(struct list *list, const char *pattern, struct err *err)
{
	remember(list);
	if (!match_query_set(&list->query, pattern, err) ||
	    !list_fold_rows(list, err))
		return false;
	apply_filter(list);
	list->menu.cursor = list->menu.top = 0;
	return true;
}

void
list_set_tag(struct list *list, const char *tag)
{
	remember(list);
	snprintf(list->tag, sizeof(list->tag), "%s", tag);
	apply_filter(list);
	list->menu.cursor = list->menu.top = 0;
	list_find(list, list->id);
}

static bool
may_swap(const struct list *list, size_t from, size_t to, struct err *err)
{
	if (list->shown_len < list->len)
		return err_set(err, ERR_REFUSED,
			"Accounts are moved while all are shown");
	if (list->rows[from].entry->favorite != list->rows[to].entry->favorite)
		return err_set(err, ERR_REFUSED,
			"Favourites stay before the others");
	return true;
}

bool
list_swap(struct list *list, int by, struct order *order, struct err *err)
{
	size_t from = list->menu.cursor, to = from + (size_t)by;
	const char **ids;
	bool ok;

	if (from >= list->shown_len || to >= list->shown_len)
		return true;
	if (!may_swap(list, from, to, err))
		return false;
	ids = secmem_alloc(list->len * sizeof(*ids));
	if (ids == NULL)
		return err_nomem(err);
	for (size_t i = 0; i < list->len; i++)
		ids[i] = list->rows[i == from ? to : i == to ? from : i].id;
	ok = order_set_ranks(order, ids, list->len, err);
	secmem_free(ids);
	return ok;
}

void
list_find(struct list *list, const char *id)
{
	for (size_t i = 0; i < list->shown_len; i++) {
		if (strcmp(list->rows[list->shown[i]].id, id) == 0)
			list->menu.cursor = i;
	}
}

void
list_fit(struct list *list, int y, int height)
{
	menu_fit(&list->menu, list->shown_len, y, height);
	remember(list);
}

static bool
make_codes(struct row *row, int64_t now, struct err *err)
{
	const struct entry *entry = row->entry;

	if (entry_is_broken(entry) || entry->type == ENTRY_HOTP)
		return true;
	if (row->now.text[0] != '\0' && now >= row->now.valid_from &&
	    now < row->now.valid_until)
		return true;
	return code_at(entry, now, 0, &row->now, err) &&
		code_at(entry, now, 1, &row->next, err);
}

static bool
mark_field(const struct match_query *query, const char *text,
	struct buf *marks, struct err *err)
{
	size_t len = text != NULL ? strlen(text) : 0;
	uint8_t *bytes;

	if (len == 0 || marks->len > 0)
		return true;
	bytes = buf_reserve(marks, len);
	if (bytes == NULL)
		return err_nomem(err);
	memset(bytes, 0, len);
	marks->len = len;
	return match_marks(query, text, bytes, err);
}

bool
list_prepare(struct list *list, int64_t now, struct err *err)
{
	const struct menu *menu = &list->menu;

	for (size_t i = menu->top;
	     i < list->shown_len && i < menu->top + menu->height; i++) {
		struct row *row = &list->rows[list->shown[i]];

		if (!make_codes(row, now, err))
			return false;
		if (list->query.count > 0 &&
		    (!mark_field(&list->query, row->entry->issuer,
			     &row->issuer_marks, err) ||
		     !mark_field(&list->query, row->entry->account,
			     &row->account_marks, err)))
			return false;
	}
	return true;
}
