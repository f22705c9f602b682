/* The accounts that were listed last, by number; private to cli. */
#ifndef CLI_PLAIN_LIST_H
#define CLI_PLAIN_LIST_H

#include "app/session.h"

/* Numbers above are told from codes and ids by a "#" in front. */
#define PLAIN_BARE_DIGITS 3

struct plain_list {
	char (*ids)[ENTRY_ID_SIZE];
	size_t count;
};

/* Tells the accounts that match, numbered from 1, and remembers them. */
bool plain_list(struct plain_list *list, const struct session *session,
	const struct selection *found, struct err *err) MUST_USE;
void plain_list_wipe(struct plain_list *list);

/* The id behind "3" or "#3"; NULL if it is no number of the list. */
char *plain_list_id(const struct plain_list *list, const char *word);

/* Appends "GitHub: alice", or the id if it has no name. */
void plain_name(const struct entry *entry, struct buf *out);

#endif
