/* The rows of the list: one an account, in order, and how wide they are. */
#include "tui/list_rows.h"

#include "base/secmem.h"
#include "tui/text.h"

#define NO_NAME_COLUMNS 9 /* "(no name)" */

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

void
row_wipe_marks(struct row *row)
{
	buf_wipe(&row->issuer_marks);
	buf_wipe(&row->account_marks);
}

void
list_wipe_rows(struct list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		str_free(&list->rows[i].folded);
		row_wipe_marks(&list->rows[i]);
	}
	if (list->rows != NULL)
		explicit_bzero(list->rows, list->len * sizeof(*list->rows));
	secmem_free(list->rows);
	secmem_free(list->shown);
	list->rows = NULL;
	list->shown = NULL;
	list->len = list->shown_len = list->marked = 0;
}

/* Columns of all tags with a blank between. */
static int
tag_columns(const struct entry *entry)
{
	int columns = 0;

	for (size_t i = 0; i < entry->tag_count; i++)
		columns += text_columns(entry->tags[i]) + (i > 0 ? 1 : 0);
	return columns;
}

static int
name_columns(const char *name)
{
	return name != NULL ? text_columns(name) : 0;
}

static int
code_columns(const struct entry *entry)
{
	char digits[CODE_TEXT_SIZE], grouped[CODE_GROUPED_SIZE];
	unsigned int count = entry->digits;

	if (count >= CODE_TEXT_SIZE || entry->type == ENTRY_STEAM)
		return (int)entry->digits;
	memset(digits, '0', count);
	digits[count] = '\0';
	code_group(digits, grouped);
	return (int)strlen(grouped);
}

static int
digit_count(unsigned int number)
{
	return number < 10 ? 1 : 1 + digit_count(number / 10);
}

static void
measure(struct list *list, const struct entry *entry)
{
	int issuer = name_columns(entry->issuer);
	int account = name_columns(entry->account);

	if (issuer + account == 0)
		issuer = NO_NAME_COLUMNS;
	list->issuer = larger(list->issuer, issuer);
	list->account = larger(list->account, account);
	if (entry_is_broken(entry))
		return;
	list->tags = larger(list->tags, tag_columns(entry));
	list->code = larger(list->code, code_columns(entry));
	list->seconds = larger(list->seconds, digit_count(entry->period));
}

bool
list_is_low(const struct entry *entry)
{
	return entry->recovery_count > 0 &&
		entry_recovery_left(entry) <= RECOVERY_LOW;
}

static int64_t
rank_of(const struct list *list, const char *id)
{
	int64_t rank;

	if (list->order == NULL || list->sort == SORT_NAME)
		return 0;
	if (list->sort == SORT_RECENT)
		return -order_used(list->order, id);
	rank = order_rank(list->order, id);
	return rank > 0 ? rank : INT64_MAX;
}

/* Equals stay in the order of names. */
static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->entry->favorite != y->entry->favorite)
		return x->entry->favorite ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static void
add_row(struct list *list, const struct entry *entry)
{
	struct row *row = &list->rows[list->len];

	*row = (struct row){.entry = entry, .place = list->len};
	memcpy(row->id, entry->id, sizeof(row->id));
	row->rank = rank_of(list, entry->id);
	list->len++;
	list->low = list->low || list_is_low(entry);
	measure(list, entry);
}

bool
list_fold_rows(struct list *list, struct err *err)
{
	for (size_t i = 0; list->query.count > 0 && i < list->len; i++) {
		struct row *row = &list->rows[i];
		BUF folded = {0};

		if (row->folded != NULL)
			continue;
		match_fold(row->entry, &folded);
		if (!buf_ok(&folded, err))
			return false;
		row->folded = str_dup(buf_text(&folded), err);
		if (row->folded == NULL)
			return false;
	}
	return true;
}

bool
list_fill_rows(struct list *list, const struct selection *all,
	struct err *err)
{
	size_t rows = all->len > 0 ? all->len : 1;

	list->rows = secmem_alloc(rows * sizeof(*list->rows));
	list->shown = secmem_alloc(rows * sizeof(*list->shown));
	if (list->rows == NULL || list->shown == NULL)
		return err_nomem(err);
	list->issuer = list->account = list->tags = 0;
	list->low = false;
	list->code = ENTRY_DIGITS_DEFAULT + 1;
	list->seconds = 2;
	for (int favorite = 1; favorite >= 0; favorite--) {
		for (size_t i = 0; i < all->len; i++) {
			if (all->items[i]->favorite == (favorite == 1))
				add_row(list, all->items[i]);
		}
	}
	if (list->sort != SORT_NAME && list->len > 1)
		qsort(list->rows, list->len, sizeof(*list->rows),
			compare_rows);
	return true;
}
