#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/plain.h"
#include "cli/run.h"
#include "codec/json.h"
#include "os/no_network.h"

#define SESSION CLEANUP(session_wipe) struct session

/* A closed standard descriptor would be taken by the next file opened, the
 * vault perhaps. Writing to such a one fails, as it would without. */
static void
occupy_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	fd_close(&fd);
}

static bool
print_version(const struct session *session, struct err *err)
{
	BUF text = {0};

	buf_add_str(&text, "otp " OTP_VERSION "\n");
	return output_write(session, &text, err);
}

/* Nothing but lines of text can be shown there. */
static bool
is_dumb(void)
{
	const char *term = getenv("TERM");

	return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

static bool
run_screen(struct session *session, cli_screen *screen, struct err *err)
{
	if (!isatty(STDIN_FILENO) || !session->out_is_tty)
		return err_set(err, ERR_USAGE, "the screen needs a terminal; "
			"in scripts use \"otp get ACCOUNT\", see \"otp "
			"help\"");
	if (session->options.plain || is_dumb()) {
		session->options.plain = true;
		session->options.no_color = true;
		return plain_run(session, err);
	}
	return screen(session, err);
}

static bool
run_in_session(const struct parsed *parsed, struct session *bare,
	cli_screen *screen, struct err *err)
{
	const struct command *command = parsed->command;
	SESSION session = {0};
	bool good;

	json_start();
	if (!session_init(&session, &parsed->globals.session,
		    &parsed->globals.clock, err))
		return false;
	if (command == NULL)
		return run_screen(&session, screen, err);
	session.naming = SESSION_NAME_PATH;
	session.launcher = bare->launcher;
	good = run_command(&session, parsed, err);
	bare->status = session.status;
	return good;
}

static bool
is_same_file(int a, int b)
{
	struct stat left, right;

	return fstat(a, &left) == 0 && fstat(b, &right) == 0 &&
		left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/* Before this process gives up the network, and learns anything. */
static bool
start_launcher(const struct parsed *parsed, const struct proc_origin *origin,
	struct launcher *launcher, struct err *err)
{
	const struct launcher_plan plan = {
		.argv = (const char *const *)parsed->operands + 1,
		.origin = origin,
		.out_is_piped = !isatty(STDOUT_FILENO),
		.errs_is_piped = !isatty(STDERR_FILENO),
		.errs_is_out = is_same_file(STDOUT_FILENO, STDERR_FILENO),
		.hidden_fd = parsed->globals.session.passphrase_fd,
	};

	return launcher_start(launcher, &plan, err) ||
		err_at(err, "%s", parsed->operands[1]);
}

/* What can be answered without libraries and environment is answered fast. */
static bool
run(const struct parsed *parsed, struct session *bare,
	const struct proc_origin *origin, cli_screen *screen, struct err *err)
{
	const struct command *command = parsed->command;
	struct err ignored;

	if (parsed->globals.version)
		return print_version(bare, err);
	if (parsed->globals.help)
		return run_help(bare, command, err);
	if (command != NULL && !options_check(parsed, err))
		return false;
	if (command != NULL && (command->flags & COMMAND_LAUNCHES) != 0 &&
	    !start_launcher(parsed, origin, bare->launcher, err))
		return false;
	/* Where the kernel cannot, "otp doctor" says so. */
	no_network_enter(&ignored);
	if (command != NULL && (command->flags & COMMAND_BARE) != 0)
		return command->run(bare, parsed->options,
			parsed->operand_count, parsed->operands, err);
	return run_in_session(parsed, bare, screen, err);
}

int
cli_main(int argc, char **argv, const struct proc_origin *origin,
	cli_screen *screen)
{
	LAUNCHER launcher = LAUNCHER_NONE;
	struct session bare = {
		.out = stdout, .errors = stderr, .launcher = &launcher,
	};
	PARSED parsed = {0};
	struct err err = {0};

	occupy_standard_descriptors();
	if (options_parse(argc, argv, &parsed, &err) &&
	    run(&parsed, &bare, origin, screen, &err))
		return bare.status;
	output_error(&bare, &err);
	return err_status(&err);
}
