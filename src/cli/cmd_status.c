#include "app/duration.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "os/keyring.h"

/* The answer is on standard output, so the error has nothing to add. */
static bool
tell_locked(const struct session *session, struct err *err)
{
	BUF text = {0};

	buf_add_str(&text, "locked\n");
	return output_write(session, &text, err) &&
		err_set(err, ERR_LOCKED, "%s", "");
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	struct err reason;
	BUF text = {0};
	int64_t seconds;

	(void)options;
	(void)argc;
	(void)argv;
	if (!session_key_left(session, &seconds, err)) {
		if (err->kind != ERR_SYSTEM || keyring_usable(&reason))
			return false;
		session_note(session, "%s", reason.text);
		seconds = 0;
	}
	if (seconds == 0)
		return tell_locked(session, err);
	if (session->out_is_tty) {
		buf_add_str(&text, "unlocked, ");
		duration_write(seconds, &text);
		buf_add_str(&text, " left\n");
	} else {
		buf_addf(&text, "unlocked\t%lld\n", (long long)seconds);
	}
	return output_write(session, &text, err);
}

const struct command cmd_status = {
	.name = "status",
	.help = "tells whether the vault is unlocked, and for how long",
	.more = "Exits with 0 if it is, with 5 if not. Elsewhere than on a "
		"terminal it prints \"locked\", or \"unlocked\", a tab and "
		"the seconds left.",
	.run = run,
};
