/* Accounts in the world's vault, by name. */
#ifndef TESTS_APP_ACCOUNTS_OF_H
#define TESTS_APP_ACCOUNTS_OF_H

#include "world.h"

#include "app/accounts.h"

static inline void
accounts_make(struct session *session, enum entry_type type,
	const char *name, char id[static ENTRY_ID_SIZE])
{
	ENTRY entry = {0};
	struct err err = {0};

	assert_true(entry_init(&entry, &err));
	entry_set_type(&entry, type);
	assert_true(str_replace(&entry.account, name, &err));
	assert_true(secret_set(&entry.secret, name, strlen(name), &err));
	assert_true(accounts_add(session, &entry, id, &err));
}

/* The names of all, as far as they are not in the trash: "alice bob ". */
static inline const char *
accounts_names(const struct session *session, struct buf *out)
{
	const struct entries *entries = &session->vault->payload.entries;

	buf_clear(out);
	for (size_t i = 0; i < entries->len; i++) {
		if (entries->items[i]->trashed == 0)
			buf_addf(out, "%s ", entries->items[i]->account);
	}
	return buf_text(out);
}

#endif
