/*
 * The order of accounts that is this machine's own: when each was used last,
 * and where it was moved to by hand. It is kept beside the vault's secrets,
 * not with them: a file of account ids in $XDG_STATE_HOME/otp/order, so that
 * looking at a code never writes to the vault. It may be deleted at any time.
 */
#ifndef APP_ORDER_H
#define APP_ORDER_H

#include "core/entry.h"

#define ORDER_ITEMS_MAX 200000
#define ORDER_FILE_MAX ((size_t)20 * 1024 * 1024)

struct order_item {
	char id[ENTRY_ID_SIZE];
	int64_t used; /* milliseconds since 1970; 0: never */
	int64_t rank; /* from 1; 0: was not moved */
};

struct order {
	char *path; /* NULL: there is no place for it */
	struct order_item *items; /* sorted by id */
	size_t len, cap;
	bool changed;
};

/* A file that is not there, or not one of these, is an empty order. */
bool order_load(struct order *order, struct err *err) MUST_USE;
void order_wipe(struct order *order);

int64_t order_used(const struct order *order, const char *id);
int64_t order_rank(const struct order *order, const char *id);

bool order_set_used(struct order *order, const char *id, int64_t now,
	struct err *err) MUST_USE;

/* Ranks them 1, 2, 3, ... Others keep theirs. */
bool order_set_ranks(struct order *order, const char *const *ids,
	size_t count, struct err *err) MUST_USE;

/* Writes the file if anything changed, mode 0600. */
bool order_save(struct order *order, struct err *err) MUST_USE;

#endif
