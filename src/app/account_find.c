#include "app/account_find.h"

#include <inttypes.h>

#include "base/utf8.h"

struct entry *
account_find(const struct payload *payload, const char *id, struct err *err)
{
	struct entry *entry = entries_by_id(&payload->entries, id);

	if (entry == NULL)
		err_set(err, ERR_NO_MATCH, "there is no such account");
	return entry;
}

bool
account_at(const struct entry *entry, struct err *err)
{
	BUF title = {0}, safe = {0};
	struct err ignored;

	entry_title(entry, &title);
	if (title.len == 0)
		buf_add_str(&title, entry->id);
	utf8_printable(&safe, buf_text(&title), title.len);
	if (!buf_ok(&title, &ignored) || !buf_ok(&safe, &ignored))
		return err_nomem(err);
	return err_at(err, "%s", buf_text(&safe));
}

bool
account_refuse(const struct entry *entry, const char *why, struct err *err)
{
	err_set(err, ERR_REFUSED, "%s", why);
	return account_at(entry, err);
}

bool
account_used_up(const struct entry *entry, struct err *err)
{
	err_set(err, ERR_REFUSED, "is used up at %" PRIu64, entry->counter);
	err_field(err, "counter");
	return account_at(entry, err);
}

bool
account_is_whole(const struct entry *entry, struct err *err)
{
	return !entry_is_broken(entry) || account_refuse(entry,
		"is broken, and its line is kept as it is", err);
}
