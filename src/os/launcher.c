/*
 * The launcher speaks in fixed records on a socket: one when the program runs,
 * or cannot; then one for each time that it stops, which is answered when it
 * shall go on; and one for its end. It allocates nothing and calls no library
 * but libc.
 */
#include "os/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>

#include "base/file.h"
#include "base/str.h"
#include "os/proc_spawn.h"

enum record_kind { RECORD_RUNS, RECORD_FAILED, RECORD_STOPPED, RECORD_ENDED };

struct record {
	enum record_kind kind;
	int value; /* pid, errno, signal, status */
};

/* What the child needs, all of it in ordinary memory. */
struct child {
	char path[PATH_MAX];
	char **argv;
	const struct launcher_plan *plan;
	int control, slave, out, errs;
};

static void
child_wipe(struct child *child)
{
	free(child->argv);
	fd_close(&child->control);
	fd_close(&child->slave);
	fd_close(&child->out);
	fd_close(&child->errs);
}

static void
tell(int control, enum record_kind kind, int value)
{
	struct record record = {.kind = kind, .value = value};
	ssize_t put = write(control, &record, sizeof(record));

	(void)put;
}

/* To the foreground, which the terminal would otherwise answer with a stop. */
static void
take_terminal(int slave)
{
	sigset_t stop, before;

	setpgid(0, 0);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTTOU);
	sigprocmask(SIG_BLOCK, &stop, &before);
	tcsetpgrp(slave, getpgrp());
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static void
exec_program(const struct child *child, bool own_stdin, int report)
{
	const int out = child->out >= 0 ? child->out : child->slave;
	const int errs = child->plan->errs_is_out ? out :
		child->errs >= 0 ? child->errs : child->slave;
	int number;

	take_terminal(child->slave);
	if ((own_stdin || dup2(child->slave, STDIN_FILENO) >= 0) &&
	    dup2(out, STDOUT_FILENO) >= 0 && dup2(errs, STDERR_FILENO) >= 0) {
		if (child->plan->hidden_fd > STDERR_FILENO)
			close(child->plan->hidden_fd);
		proc_unharden(child->plan->origin);
		execvp(child->path, child->argv);
	}
	number = errno;
	tell(report, RECORD_FAILED, number);
	_exit(127);
}

/* The end of the pipe says that exec succeeded. Zero, or an errno. */
static int
start_program(const struct child *child, bool own_stdin, pid_t *pid)
{
	struct record record = {0};
	int ends[2];
	ssize_t got;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return errno;
	*pid = fork();
	if (*pid == 0)
		exec_program(child, own_stdin, ends[1]);
	if (*pid < 0)
		return errno;
	setpgid(*pid, *pid);
	close(ends[1]);
	do
		got = read(ends[0], &record, sizeof(record));
	while (got < 0 && errno == EINTR);
	close(ends[0]);
	return got == (ssize_t)sizeof(record) ? record.value : 0;
}

static void
watch_program(const struct child *child, pid_t pid)
{
	int status;
	char byte;

	for (;;) {
		if (waitpid(pid, &status, WUNTRACED) < 0) {
			if (errno == EINTR)
				continue;
			return;
		}
		if (!WIFSTOPPED(status))
			break;
		tell(child->control, RECORD_STOPPED, WSTOPSIG(status));
		if (read(child->control, &byte, 1) != 1)
			return;
		kill(-pid, SIGCONT);
	}
	tell(child->control, RECORD_ENDED, WIFSIGNALED(status) ?
		128 + WTERMSIG(status) : WEXITSTATUS(status));
}

/* All that the launcher does; it holds what it was forked with only. */
static void
launch(const struct child *child)
{
	pid_t pid = -1;
	char own_stdin;
	int number;

	setsid();
	if (ioctl(child->slave, TIOCSCTTY, 0) != 0)
		_exit(127);
	if (read(child->control, &own_stdin, 1) != 1)
		_exit(0);
	number = start_program(child, own_stdin != 0, &pid);
	if (number != 0)
		tell(child->control, RECORD_FAILED, number);
	else
		tell(child->control, RECORD_RUNS, (int)pid);
	if (number == 0)
		watch_program(child, pid);
	_exit(0);
}

static bool
open_pty(int *ours, int *theirs, struct err *err)
{
	char name[64];

	*ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*ours < 0 || grantpt(*ours) != 0 || unlockpt(*ours) != 0 ||
	    ptsname_r(*ours, name, sizeof(name)) != 0)
		return err_errno(err, "cannot make a terminal");
	*theirs = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*theirs < 0)
		return err_errno(err, "cannot open the terminal %s", name);
	fcntl(*ours, F_SETFL, O_RDWR | O_NONBLOCK);
	return true;
}

static bool
open_pipe(bool wanted, int *ours, int *theirs, struct err *err)
{
	int ends[2];

	if (!wanted)
		return true;
	if (!spawn_pipe(ends, err))
		return false;
	*ours = ends[0];
	*theirs = ends[1];
	fcntl(*ours, F_SETFL, O_NONBLOCK);
	return true;
}

static bool
open_control(int *ours, int *theirs, struct err *err)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_errno(err, "cannot make a socket");
	*ours = ends[0];
	*theirs = ends[1];
	return true;
}

static bool
child_init(struct child *child, const struct launcher_plan *plan,
	struct err *err)
{
	STRING path = proc_find(plan->argv[0], err);
	size_t size = path != NULL ? strlen(path) + 1 : 0;

	if (path == NULL)
		return false;
	if (size > sizeof(child->path))
		return err_set(err, ERR_SYSTEM, "must have a path of at most "
			"%zu bytes, has %zu", sizeof(child->path) - 1,
			size - 1);
	memcpy(child->path, path, size);
	child->argv = spawn_copy_list(plan->argv);
	return child->argv != NULL || err_nomem(err);
}

bool
launcher_start(struct launcher *launcher, const struct launcher_plan *plan,
	struct err *err)
{
	CLEANUP(child_wipe) struct child child = {
		.plan = plan, .control = -1, .slave = -1, .out = -1,
		.errs = -1,
	};
	pid_t pid;

	*launcher = (struct launcher)LAUNCHER_NONE;
	if (!child_init(&child, plan, err) ||
	    !open_pty(&launcher->terminal, &child.slave, err) ||
	    !open_control(&launcher->control, &child.control, err) ||
	    !open_pipe(plan->out_is_piped, &launcher->out, &child.out, err) ||
	    !open_pipe(plan->errs_is_piped && !plan->errs_is_out,
		    &launcher->errs, &child.errs, err))
		return false;
	pid = fork();
	if (pid < 0)
		return err_errno(err, "cannot start a process");
	if (pid == 0) {
		/* Or nothing would notice when we are gone. */
		fd_close(&launcher->terminal);
		fd_close(&launcher->control);
		fd_close(&launcher->out);
		fd_close(&launcher->errs);
		launch(&child);
	}
	launcher->pid = pid;
	return true;
}

/* False if the launcher is gone. */
static bool
hear(const struct launcher *launcher, struct record *record)
{
	ssize_t got;

	do
		got = recv(launcher->control, record, sizeof(*record),
			MSG_WAITALL);
	while (got < 0 && errno == EINTR);
	return got == (ssize_t)sizeof(*record);
}

static bool
send_byte(const struct launcher *launcher, char byte)
{
	return send(launcher->control, &byte, 1, MSG_NOSIGNAL) == 1;
}

bool
launcher_go(struct launcher *launcher, bool own_stdin, pid_t *pid,
	struct err *err)
{
	struct record record;

	if (!send_byte(launcher, own_stdin ? 1 : 0) ||
	    !hear(launcher, &record))
		return err_set(err, ERR_SYSTEM,
			"the process that should run it is gone");
	if (record.kind == RECORD_RUNS) {
		*pid = record.value;
		return true;
	}
	errno = record.value;
	return err_errno(err, "cannot run it");
}

enum launcher_event
launcher_next(struct launcher *launcher, int *value)
{
	struct record record;

	*value = 0;
	if (!hear(launcher, &record))
		return LAUNCHER_LOST;
	*value = record.value;
	return record.kind == RECORD_STOPPED ? LAUNCHER_STOPPED :
		LAUNCHER_ENDED;
}

void
launcher_resume(struct launcher *launcher)
{
	bool sent = send_byte(launcher, 1);

	(void)sent;
}

void
launcher_wipe(struct launcher *launcher)
{
	struct err ignored;
	int status;

	fd_close(&launcher->terminal);
	fd_close(&launcher->control);
	fd_close(&launcher->out);
	fd_close(&launcher->errs);
	if (launcher->pid > 0 && spawn_wait(launcher->pid, &status, &ignored))
		launcher->pid = 0;
}
