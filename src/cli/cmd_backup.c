#include "app/rewind.h"
#include "cli/commands.h"

struct backup_options {
	bool force;
};

static bool
run(struct session *session, const void *options, int argc, char *const *argv,
	struct err *err)
{
	const struct backup_options *backup = options;

	(void)argc;
	if (!backup_make(session, argv[0], backup->force, err)) {
		if (err->kind == ERR_REFUSED &&
		    strcmp(err->text, "exists already") == 0) {
			err_set(err, ERR_REFUSED,
				"exists already; --force replaces it");
			err_at(err, "%s", argv[0]);
		}
		return false;
	}
	session_note(session, "backed up to %s; read back and compared",
		argv[0]);
	return true;
}

static const struct option_def options[] = {
	{.name = "force", .help = "replace an existing FILE",
		.kind = OPTION_FLAG,
		.offset = offsetof(struct backup_options, force)},
	{0},
};

const struct command cmd_backup = {
	.name = "backup",
	.args = "FILE",
	.help = "writes an encrypted copy of the vault, and checks it",
	.more = "FILE is a vault by itself, with the same passphrase. It is "
		"read back, decrypted and compared before it gets its name. "
		"The vault remembers when that was. To restore it, copy it to "
		"where the vault is.",
	.flags = COMMAND_VAULT,
	.min = 1,
	.max = 1,
	.options = options,
	.options_size = sizeof(struct backup_options),
	.run = run,
};
