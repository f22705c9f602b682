/* The options that every command takes. */
#include <limits.h>

#include "base/str.h"
#include "cli/options.h"

static bool
set_vault(void *options, const char *value, struct err *err)
{
	struct globals *globals = options;

	if (value[0] == '\0')
		return err_set(err, ERR_USAGE, "must name a file, is empty");
	globals->session.vault = value;
	return true;
}

static bool
set_identity(void *options, const char *value, struct err *err)
{
	struct session_options *session =
		&((struct globals *)options)->session;

	if (value[0] == '\0')
		return err_set(err, ERR_USAGE, "must name a file, is empty");
	if (session->identity_count == SESSION_IDENTITIES_MAX)
		return err_set(err, ERR_USAGE, "must be at most %d files, is "
			"more", SESSION_IDENTITIES_MAX);
	session->identities[session->identity_count++] = value;
	return true;
}

static bool
set_passphrase_fd(void *options, const char *value, struct err *err)
{
	struct globals *globals = options;
	uint64_t number;

	if (!str_to_uint(value, 0, INT_MAX, &number, err))
		return false;
	globals->session.passphrase_fd = (int)number;
	return true;
}

static bool
set_at(void *options, const char *value, struct err *err)
{
	struct globals *globals = options;

	globals->clock.frozen = true;
	return clock_parse(value, &globals->clock.at, err);
}

const struct option_def global_options[] = {
	{.letter = 'V', .name = "vault", .value = "FILE",
		.help = "the vault (default: $OTP_VAULT, else vault.age in "
			"$XDG_DATA_HOME/otp)",
		.kind = OPTION_FILE, .set = set_vault},
	{.name = "identity", .value = "FILE",
		.help = "open the vault with the age identities in FILE; may "
			"be given more than once",
		.kind = OPTION_FILE, .set = set_identity},
	{.name = "passphrase-file", .value = "FILE",
		.help = "take the passphrase from the first line of FILE",
		.kind = OPTION_FILE,
		.offset = offsetof(struct globals, session.passphrase_file)},
	{.name = "passphrase-fd", .value = "N",
		.help = "take it from the first line of descriptor N",
		.kind = OPTION_TEXT, .set = set_passphrase_fd},
	{.name = "passphrase-command", .value = "CMD",
		.help = "take it from the first line that CMD prints",
		.kind = OPTION_TEXT,
		.offset = offsetof(struct globals, session.passphrase_command)},
	{.name = "at", .value = "TIME",
		.help = "make the codes of TIME: seconds since 1970, or "
			"like 2026-11-21T21:00:00Z",
		.kind = OPTION_TEXT, .set = set_at},
	{.name = "no-color", .help = "no colours on the terminal",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct globals, session.no_color)},
	{.name = "plain",
		.help = "no screen, colours or moving progress, but lines of "
			"text, as for a screen reader",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct globals, session.plain)},
	{.letter = 'q', .name = "quiet",
		.help = "no notes and warnings, only errors",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct globals, session.quiet)},
	{.letter = 'h', .name = "help", .help = "show help and exit",
		.kind = OPTION_FLAG, .offset = offsetof(struct globals, help)},
	{.name = "version", .help = "show the version and exit",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct globals, version)},
	{0},
};
