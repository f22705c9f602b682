#include "app/accounts.h"
#include "base/secmem.h"
#include "cli/account.h"
#include "cli/commands.h"

static void
ids_free(const char ***ids)
{
	secmem_free(*ids);
}

/* Names may mean the same account; each goes once. */
static bool
is_among(const char *id, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static void
tell(const struct session *session, const struct buf *titles)
{
	for (size_t at = 0; at < titles->len;) {
		const char *title = buf_text(titles) + at;

		session_note(session, "moved to the trash: %s", title);
		at += strlen(title) + 1;
	}
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	CLEANUP(ids_free) const char **ids = secmem_alloc(sizeof(*ids) *
		(size_t)argc);
	size_t count = 0;
	BUF titles = {0};

	(void)options;
	if (ids == NULL)
		return err_nomem(err);
	for (int i = 0; i < argc; i++) {
		const struct entry *entry = account_select(session, argv[i],
			err);

		if (entry == NULL)
			return false;
		if (is_among(entry->id, ids, count))
			continue;
		ids[count++] = entry->id;
		account_title(entry, &titles);
		buf_add_byte(&titles, '\0');
	}
	if (!buf_ok(&titles, err) ||
	    !accounts_trash(session, ids, count, err))
		return false;
	tell(session, &titles);
	return true;
}

const struct command cmd_remove = {
	.name = "remove",
	.args = "ACCOUNT...",
	.help = "moves accounts to the trash",
	.more = "All of them, or none if one of the names is not clear.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = -1,
	.run = run,
};
