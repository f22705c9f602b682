/*
 * The program runs below a small shell of ours, which knows just enough job
 * control to suspend it and to bring it back.
 */
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include "drive.h"

static bool
feed(const struct driver *d, const char *command, const struct buf *input)
{
	/* A child finds the secret memory wiped. */
	char *plain = strdup(command);
	int ends[2], status;
	pid_t child;

	if (plain == NULL || pipe(ends) != 0 || (child = fork()) < 0)
		die(d, "fork");
	if (child == 0) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		execl("/bin/sh", "sh", "-c", plain, (char *)NULL);
		_exit(127);
	}
	free(plain);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	for (size_t at = 0; at < input->len;) {
		ssize_t put = write(ends[1], input->data + at,
			input->len - at);

		if (put < 0 && errno != EPIPE)
			die(d, "write");
		if (put < 0)
			break;
		at += (size_t)put;
	}
	close(ends[1]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool
shell_agrees(struct driver *d, const char *command)
{
	BUF shown = {0};

	if (d->shell > 0)
		screen_add(d, &shown);
	return feed(d, command, &shown);
}

bool
shell_reads(struct driver *d, const char *command)
{
	return feed(d, command, &d->raw);
}

static void
report(const char *word, int number)
{
	char line[64];
	int len = snprintf(line, sizeof(line), "[%s %d]", word, number);

	if (write(STDOUT_FILENO, line, (size_t)len) < 0)
		_exit(1);
}

static void __attribute__((noreturn))
exec_program(const char *command)
{
	setpgid(0, 0);
	tcsetpgrp(STDIN_FILENO, getpid());
	signal(SIGTTOU, SIG_DFL);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Job control as a login shell does it: takes the terminal back when the
 * program stops, and gives it again when told so. */
static void __attribute__((noreturn))
be_shell(const char *command, int control)
{
	pid_t child;
	char order;
	int status, stops = 0;

	signal(SIGTTOU, SIG_IGN);
	/* The driver first looks at the terminal as it is without us. */
	if (read(control, &order, 1) != 1)
		_exit(1);
	child = fork();
	if (child == 0)
		exec_program(command);
	setpgid(child, child);
	for (;;) {
		if (waitpid(child, &status, WUNTRACED) < 0)
			_exit(1);
		tcsetpgrp(STDIN_FILENO, getpgrp());
		if (!WIFSTOPPED(status))
			break;
		report("stopped", ++stops);
		if (read(control, &order, 1) != 1)
			_exit(1);
		tcsetpgrp(STDIN_FILENO, child);
		kill(-child, SIGCONT);
	}
	if (WIFEXITED(status))
		report("exit", WEXITSTATUS(status));
	else
		report("signal", WTERMSIG(status));
	/* Until the driver has read all. */
	if (read(control, &order, 1) < 0)
		_exit(1);
	_exit(0);
}

void
shell_end(struct driver *d)
{
	if (d->shell <= 0)
		return;
	close(d->control);
	kill(d->shell, SIGHUP);
	kill(d->shell, SIGKILL);
	waitpid(d->shell, NULL, 0);
	close(d->master);
	vterm_free(d->vt);
	d->vt = NULL;
	d->screen = NULL;
	buf_wipe(&d->coming);
	buf_wipe(&d->raw);
	buf_wipe(&d->kept);
	d->shell = 0;
	d->master = -1;
	d->second_screen = d->title_set = false;
	d->used_second_screen = d->resized = false;
	d->stops = 0;
}

void
shell_foreground(struct driver *d)
{
	if (write(d->control, "f", 1) != 1)
		die(d, "foreground");
}

void
shell_run(struct driver *d, const char *command)
{
	struct winsize size = {.ws_row = (unsigned short)d->rows,
		.ws_col = (unsigned short)d->columns};
	int ends[2];

	shell_end(d);
	screen_start(d);
	if (pipe(ends) != 0)
		die(d, "pipe");
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	d->shell = forkpty(&d->master, NULL, NULL, &size);
	if (d->shell < 0)
		die(d, "forkpty");
	if (d->shell == 0)
		be_shell(command, ends[0]);
	close(ends[0]);
	d->control = ends[1];
	tcgetattr(d->master, &d->before);
	shell_foreground(d);
}

bool
shell_signal(const struct driver *d, int number)
{
	pid_t group = tcgetpgrp(d->master);

	return group > 0 && kill(-group, number) == 0;
}
