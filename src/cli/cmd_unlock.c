#include "app/duration.h"
#include "cli/commands.h"
#include "os/keyring.h"

struct unlock_options {
	int64_t seconds; /* 0: not given */
};

static bool
set_for(void *options, const char *value, struct err *err)
{
	struct unlock_options *unlock = options;

	return duration_parse(value, 1, SESSION_KEEP_MAX, &unlock->seconds,
		err);
}

/* Whether there is a place for the key is known before anybody types. */
static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct unlock_options *unlock = options;
	int64_t seconds = unlock->seconds;
	BUF words = {0};

	(void)argc;
	(void)argv;
	if (seconds == 0) {
		if (!session_read_config(session, err))
			return false;
		seconds = session->config.values[CONFIG_UNLOCK_MINUTES] *
			INT64_C(60);
	}
	duration_write(seconds, &words);
	if (!buf_ok(&words, err) || !keyring_usable(err) ||
	    !session_unlock_anew(session, err) ||
	    !session_keep_key(session, seconds, err))
		return false;
	session_note(session, "unlocked for %s", buf_text(&words));
	return true;
}

static const struct option_def options[] = {
	{.name = "for", .value = "DURATION",
		.help = "how long: 90s, 15m (the default, see otp-config(5)), "
			"2h, at most 7d",
		.kind = OPTION_TEXT, .set = set_for},
	{0},
};

const struct command cmd_unlock = {
	.name = "unlock",
	.help = "opens the vault for a while, for all your terminals",
	.more = "The vault's key, not the passphrase, is put into the kernel's "
		"keyring, which forgets it when the time is up. Until then "
		"no command asks for the passphrase. Every program that runs "
		"as you can get at the key meanwhile.",
	.options = options,
	.options_size = sizeof(struct unlock_options),
	.run = run,
};
