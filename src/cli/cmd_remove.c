#include "app/accounts.h"
#include "cli/account.h"
#include "cli/commands.h"

static void
tell(const struct session *session, const struct picked *picked)
{
	const char *title = buf_text(&picked->titles);

	for (size_t i = 0; i < picked->count; i++) {
		session_note(session, "moved to the trash: %s", title);
		title += strlen(title) + 1;
	}
	session_note(session, "\"otp trash restore ACCOUNT\" brings %s back "
		"within %d days", picked->count == 1 ? "it" : "them",
		PAYLOAD_TRASH_DAYS);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	PICKED picked = {0};

	(void)options;
	if (!account_pick(session, argv, (size_t)argc, SCOPE_LIVE, &picked,
		    err) ||
	    !accounts_trash(session, picked.ids, picked.count, err))
		return false;
	tell(session, &picked);
	return true;
}

const struct command cmd_remove = {
	.name = "remove",
	.args = "ACCOUNT...",
	.help = "moves accounts to the trash",
	.more = "All of them, or none if one of the names is not clear. \"otp "
		"trash restore\" brings them back.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = -1,
	.run = run,
};
