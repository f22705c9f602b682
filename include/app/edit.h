/*
 * Changing the fields of an account, the same from the command line and the
 * screen.
 */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/session.h"

/* What to change, borrowed; what is NULL stays as it is. */
struct edit {
	const char *issuer, *account, *note;
	const char *const *remove_tags, *const *add_tags; /* in this order */
	size_t remove_tag_count, add_tag_count;
	bool may_lack_tags; /* one to be removed need not be there */
	const enum entry_type *type;
	const enum entry_algorithm *algorithm;
	const unsigned int *digits, *period;
	const uint64_t *counter;
	const bool *favorite;
	const struct secret *key; /* the one before goes to the history */
};

/*
 * Applies it to an account of the vault, all or nothing. With a new type and
 * nothing said about them, Steam's parameters are set, or 6 digits after Steam;
 * a counter goes on where it was when it was last in use. A new key counts from
 * 0, one that was there before from where it was. Nothing is saved if that
 * changes nothing; *changed says so. ERR_USAGE for a counter or a period that
 * the type has no use for; ERR_NO_MATCH for a tag to be removed that is not
 * there; ERR_REFUSED for the key that it has, no name left, what would be an
 * exact duplicate of another account, and broken ones; ERR_FORMAT for what
 * entry_check() refuses. The err names the account.
 */
bool edit_account(struct session *session, const char *id,
	const struct edit *edit, bool *changed, struct err *err) MUST_USE;

/* The same to several of them, in one save: all or none; *changed is how many
 * are not as before. */
bool edit_accounts(struct session *session, const char *const *ids,
	size_t count, const struct edit *edit, size_t *changed,
	struct err *err) MUST_USE;

/*
 * Adds an account like this one under another name: key, parameters, tags,
 * note. Recovery codes and earlier keys stay with the first. ERR_REFUSED for
 * counter-based ones, as a counter cannot be kept in two places, for the same
 * name, and for broken ones.
 */
bool edit_duplicate(struct session *session, const char *id,
	const char *issuer, const char *account, char id_out[static
	ENTRY_ID_SIZE], struct err *err) MUST_USE;

#endif
