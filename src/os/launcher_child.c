#include "os/launcher_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>

#include "os/proc_spawn.h"

static void
tell(int control, enum launcher_record_kind kind, int value)
{
	struct launcher_record record = {.kind = kind, .value = value};
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
exec_program(const struct launcher_child *child, bool own_stdin, int report)
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
start_program(const struct launcher_child *child, bool own_stdin, pid_t *pid)
{
	struct launcher_record record = {0};
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
watch_program(const struct launcher_child *child, pid_t pid)
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

void
launcher_child_run(const struct launcher_child *child)
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
