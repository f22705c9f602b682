/*
 * fork and exec, with all that the child needs in ordinary memory, as it finds
 * secmem wiped. Between the two only async-signal-safe calls happen, as other
 * threads may hold locks. The child tells a failed exec through a pipe that
 * closes by itself when exec succeeds.
 */
#include "os/proc_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/str.h"
#include "os/proc.h"

#define REPORT_FD 3
#define FIRST_SPARE_FD 10
#define NO_LIMIT_FD 65536 /* where to stop closing one by one */

/* Moves a descriptor of the caller's above 2. */
static bool
lift(int *fd)
{
	int lifted;

	if (*fd > STDERR_FILENO)
		return true;
	lifted = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (lifted < 0)
		return false;
	close(*fd);
	*fd = lifted;
	return true;
}

bool
spawn_pipe(int ends[static 2], struct err *err)
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_errno(err, "cannot make a pipe");
	if (lift(&ends[0]) && lift(&ends[1]))
		return true;
	err_errno(err, "cannot make a pipe");
	fd_close(&ends[0]);
	fd_close(&ends[1]);
	return false;
}

static void
close_from(unsigned int first)
{
	struct rlimit limit;
	unsigned int last = NO_LIMIT_FD;

	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
	    limit.rlim_cur < NO_LIMIT_FD)
		last = (unsigned int)limit.rlim_cur;
	for (unsigned int fd = first; fd < last; fd++)
		close((int)fd);
}

static void
fail(int report)
{
	int number = errno;
	ssize_t put = write(report, &number, sizeof(number));

	(void)put;
	_exit(127);
}

/* Descriptors 0 to 2 as wanted, the report at 3, all others closed. */
static void
arrange_descriptors(const int stdio[static 3], int report)
{
	int moved[3];

	report = fcntl(report, F_DUPFD, FIRST_SPARE_FD);
	for (int i = 0; i < 3; i++) {
		moved[i] = fcntl(stdio[i], F_DUPFD, FIRST_SPARE_FD);
		if (moved[i] < 0)
			fail(report);
	}
	for (int i = 0; i < 3; i++) {
		if (dup2(moved[i], i) < 0)
			fail(report);
	}
	if (dup2(report, REPORT_FD) < 0)
		fail(report);
	fcntl(REPORT_FD, F_SETFD, FD_CLOEXEC);
	close_from(REPORT_FD + 1);
}

static void
reset_signals(void)
{
	static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP,
		SIGCHLD, SIGTSTP, SIGPIPE, SIGXFSZ};
	struct sigaction action = {.sa_handler = SIG_DFL};
	struct sigaction old;
	sigset_t none;

	/* What we inherited as ignored (nohup) stays so; the last two we
	 * ignore ourselves. */
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    (old.sa_handler != SIG_IGN || numbers[i] == SIGPIPE ||
			    numbers[i] == SIGXFSZ))
			sigaction(numbers[i], &action, NULL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

char **
spawn_copy_list(const char *const *list)
{
	size_t count = 0, bytes = 0;
	char **copy;
	char *at;

	for (; list[count] != NULL; count++)
		bytes += strlen(list[count]) + 1;
	copy = malloc((count + 1) * sizeof(*copy) + bytes);
	if (copy == NULL)
		return NULL;
	at = (char *)(copy + count + 1);
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(list[i]) + 1;

		copy[i] = memcpy(at, list[i], len);
		at += len;
	}
	copy[count] = NULL;
	return copy;
}

/* What the child needs, in ordinary memory. */
struct program {
	char path[PATH_MAX];
	char **argv;
	char **env; /* NULL: inherit */
};

static void
program_wipe(struct program *program)
{
	free(program->argv);
	free(program->env);
}

static bool
program_init(struct program *program, const struct spawn *spawn,
	struct err *err)
{
	STRING path = proc_find(spawn->argv[0], err);
	size_t size = path != NULL ? strlen(path) + 1 : 0;

	if (path == NULL)
		return false;
	if (size > sizeof(program->path))
		return err_set(err, ERR_SYSTEM, "must have a path of at most "
			"%zu bytes, has %zu", sizeof(program->path), size);
	memcpy(program->path, path, size);
	program->argv = spawn_copy_list(spawn->argv);
	if (spawn->env != NULL)
		program->env = spawn_copy_list(spawn->env);
	return (program->argv != NULL &&
		(spawn->env == NULL || program->env != NULL)) || err_nomem(err);
}

static void
run_child(const struct spawn *spawn, const struct program *program,
	pid_t parent, int report)
{
	reset_signals();
	if (spawn->detach) {
		pid_t pid;

		setsid();
		pid = fork();
		if (pid < 0)
			fail(report);
		if (pid > 0)
			_exit(0);
		if (chdir("/") != 0)
			fail(report);
	}
	if (spawn->own_group) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(127);
	}
	arrange_descriptors(spawn->stdio, report);
	execve(program->path, program->argv,
		program->env != NULL ? program->env : environ);
	fail(REPORT_FD);
}

/* The errno of a failed exec, or 0. */
static int
read_report(int fd)
{
	int number = 0;
	ssize_t got;

	do
		got = read(fd, &number, sizeof(number));
	while (got < 0 && errno == EINTR);
	return got == (ssize_t)sizeof(number) ? number : 0;
}

pid_t
spawn_start(const struct spawn *spawn, struct err *err)
{
	CLEANUP(program_wipe) struct program program = {0};
	pid_t parent = getpid(), pid;
	int report[2], number, status;
	struct err ignored;

	if (!program_init(&program, spawn, err) || !spawn_pipe(report, err))
		return -1;
	pid = fork();
	if (pid == 0)
		run_child(spawn, &program, parent, report[1]);
	if (pid < 0)
		err_errno(err, "cannot start %s", spawn->argv[0]);
	fd_close(&report[1]);
	if (pid > 0 && spawn->own_group)
		setpgid(pid, pid);
	number = pid > 0 ? read_report(report[0]) : 0;
	fd_close(&report[0]);
	if (number == 0)
		return pid;
	if (spawn_wait(pid, &status, &ignored))
		errno = number;
	else
		errno = ECHILD;
	err_errno(err, "cannot run %s", spawn->argv[0]);
	return -1;
}

bool
spawn_wait(pid_t pid, int *status, struct err *err)
{
	while (waitpid(pid, status, 0) < 0) {
		if (errno != EINTR)
			return err_errno(err, "cannot wait");
	}
	return true;
}
