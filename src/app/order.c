#include "app/order.h"

#include <inttypes.h>

#include "app/parents.h"
#include "base/file.h"
#include "base/secmem.h"
#include "base/str.h"

#define FIRST_CAP 64

void
order_wipe(struct order *order)
{
	secmem_free(order->items);
	str_free(&order->path);
	*order = (struct order){0};
}

/* Where an id is, or would be. */
static size_t
find(const struct order *order, const char *id, bool *there)
{
	size_t low = 0, high = order->len;

	*there = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int compared = strcmp(order->items[middle].id, id);

		if (compared == 0) {
			*there = true;
			return middle;
		}
		if (compared < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct order_item *
item(const struct order *order, const char *id)
{
	bool there;
	size_t at = find(order, id, &there);

	return there ? &order->items[at] : NULL;
}

int64_t
order_used(const struct order *order, const char *id)
{
	const struct order_item *found = item(order, id);

	return found != NULL ? found->used : 0;
}

int64_t
order_rank(const struct order *order, const char *id)
{
	const struct order_item *found = item(order, id);

	return found != NULL ? found->rank : 0;
}

static bool
grow(struct order *order, struct err *err)
{
	size_t cap = order->cap > 0 ? 2 * order->cap : FIRST_CAP;
	struct order_item *items;

	if (order->len < order->cap)
		return true;
	if (order->len >= ORDER_ITEMS_MAX)
		return err_set(err, ERR_REFUSED, "has more than %d accounts",
			ORDER_ITEMS_MAX);
	items = secmem_realloc(order->items, cap * sizeof(*items));
	if (items == NULL)
		return err_nomem(err);
	order->items = items;
	order->cap = cap;
	return true;
}

/* The item of an id, made if need be; NULL with an err. */
static struct order_item *
want(struct order *order, const char *id, struct err *err)
{
	bool there;
	size_t at = find(order, id, &there);

	if (there)
		return &order->items[at];
	if (!grow(order, err))
		return NULL;
	memmove(&order->items[at + 1], &order->items[at],
		(order->len - at) * sizeof(*order->items));
	order->len++;
	order->items[at] = (struct order_item){0};
	snprintf(order->items[at].id, sizeof(order->items[at].id), "%s", id);
	return &order->items[at];
}

bool
order_set_used(struct order *order, const char *id, int64_t now,
	struct err *err)
{
	struct order_item *wanted = want(order, id, err);

	if (wanted == NULL)
		return false;
	wanted->used = now;
	order->changed = true;
	return true;
}

bool
order_set_ranks(struct order *order, const char *const *ids, size_t count,
	struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct order_item *wanted = want(order, ids[i], err);

		if (wanted == NULL)
			return false;
		wanted->rank = (int64_t)i + 1;
	}
	order->changed = true;
	return true;
}

/* "ID USED RANK"; false for what is none. */
static bool
read_line(char *line, struct order_item *out)
{
	char *rest, *id = strtok_r(line, " ", &rest);
	char *used = strtok_r(NULL, " ", &rest);
	char *rank = strtok_r(NULL, " ", &rest);
	uint64_t used_at, ranked;
	struct err ignored;

	if (rank == NULL || strlen(id) >= ENTRY_ID_SIZE ||
	    !str_to_uint(used, 0, INT64_MAX, &used_at, &ignored) ||
	    !str_to_uint(rank, 0, ORDER_ITEMS_MAX, &ranked, &ignored))
		return false;
	*out = (struct order_item){
		.used = (int64_t)used_at,
		.rank = (int64_t)ranked,
	};
	snprintf(out->id, sizeof(out->id), "%s", id);
	return true;
}

static bool
parse(struct order *order, struct buf *text, struct err *err)
{
	char *rest, *at = (char *)text->data, *line;

	while (at != NULL && (line = strtok_r(at, "\n", &rest)) != NULL) {
		struct order_item read, *wanted;

		at = rest;
		if (!read_line(line, &read))
			continue;
		wanted = want(order, read.id, err);
		if (wanted == NULL)
			return false;
		*wanted = read;
	}
	return true;
}

/* No path, and no error: there is no place for it. */
static bool
find_path(char **path, struct err *err)
{
	const char *folder = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (folder != NULL && folder[0] == '/')
		*path = str_format(err, "%s/otp/order", folder);
	else if (home != NULL && home[0] == '/')
		*path = str_format(err, "%s/.local/state/otp/order", home);
	else
		return true;
	return *path != NULL;
}

bool
order_load(struct order *order, struct err *err)
{
	BUF text = {0};
	struct err ignored;

	*order = (struct order){0};
	if (!find_path(&order->path, err))
		return false;
	if (order->path == NULL ||
	    !file_read(order->path, ORDER_FILE_MAX, &text, &ignored))
		return true;
	return parse(order, &text, err);
}

bool
order_save(struct order *order, struct err *err)
{
	BUF text = {0};

	if (!order->changed || order->path == NULL)
		return true;
	order->changed = false;
	for (size_t i = 0; i < order->len; i++)
		buf_addf(&text, "%s %" PRId64 " %" PRId64 "\n",
			order->items[i].id, order->items[i].used,
			order->items[i].rank);
	if (buf_ok(&text, err) && parents_make(order->path, err) &&
	    file_create(order->path, buf_text(&text), text.len, true, err))
		return true;
	return err_at(err, "%s", order->path);
}
