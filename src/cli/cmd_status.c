#include "app/duration.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "os/keyring.h"

struct status_options {
	bool json;
};

static bool
print_json(const struct session *session, int64_t seconds, struct err *err)
{
	BUF json = {0};

	buf_addf(&json, "{\"unlocked\":%s,\"remaining\":%lld}",
		seconds > 0 ? "true" : "false", (long long)seconds);
	return output_json(session, &json, err);
}

static bool
print(const struct session *session, int64_t seconds, struct err *err)
{
	BUF text = {0};

	if (seconds == 0) {
		buf_add_str(&text, "locked\n");
	} else if (session->out_is_tty) {
		buf_add_str(&text, "unlocked, ");
		duration_write(seconds, &text);
		buf_add_str(&text, " left\n");
	} else {
		buf_addf(&text, "unlocked\t%lld\n", (long long)seconds);
	}
	return output_write(session, &text, err);
}

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct status_options *wanted = options;
	struct err reason;
	int64_t seconds;

	(void)argc;
	(void)argv;
	if (!session_key_left(session, &seconds, err)) {
		if (err->kind != ERR_SYSTEM || keyring_usable(&reason))
			return false;
		session_note(session, "%s", reason.text);
		seconds = 0;
	}
	if (!(wanted->json ? print_json : print)(session, seconds, err))
		return false;
	/* The answer is on standard output: the error has nothing to add. */
	return seconds > 0 || err_set(err, ERR_LOCKED, "%s", "");
}

static const struct option_def options[] = {
	{.name = "json", .help = "as one JSON object",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct status_options, json)},
	{0},
};

const struct command cmd_status = {
	.name = "status",
	.help = "tells whether the vault is unlocked, and for how long",
	.more = "Exits with 0 if it is, with 5 if not. Elsewhere than on a "
		"terminal it prints \"locked\", or \"unlocked\", a tab and "
		"the seconds left.",
	.options = options,
	.options_size = sizeof(struct status_options),
	.run = run,
};
