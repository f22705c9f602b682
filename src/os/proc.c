#include "os/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/file.h"
#include "os/proc_spawn.h"

#define READ_STEP ((size_t)16 * 1024)
#define BLIND_STEP_MS 20 /* between looks where there is no pidfd */

/* One running child, seen from our side. */
struct child {
	const struct proc *proc;
	pid_t pid;
	int done; /* readable when it has ended, or -1 */
	int feed, out, err;
	size_t fed;
	int64_t deadline; /* of now_ms(), or 0 */
	bool reaped, stopped;
	int status;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
child_close(struct child *child)
{
	fd_close(&child->done);
	fd_close(&child->feed);
	fd_close(&child->out);
	fd_close(&child->err);
}

/* Ends it, with all that it started when it has a group of its own. */
static void
child_kill(struct child *child)
{
	struct err ignored;

	if (child->reaped)
		return;
	kill(child->proc->deadline_ms > 0 ? -child->pid : child->pid, SIGKILL);
	child->reaped = spawn_wait(child->pid, &child->status, &ignored);
}

static bool
open_input(const struct proc *proc, int *theirs, int *ours, struct err *err)
{
	int ends[2];

	if (proc->input >= 0) {
		*theirs = fcntl(proc->input, F_DUPFD_CLOEXEC, 0);
	} else if (proc->feed != NULL) {
		if (!spawn_pipe(ends, err))
			return false;
		*theirs = ends[0];
		*ours = ends[1];
		fcntl(*ours, F_SETFL, O_NONBLOCK);
	} else {
		*theirs = open("/dev/null", O_RDONLY | O_CLOEXEC);
	}
	return *theirs >= 0 || err_errno(err, "cannot open its input");
}

static bool
open_output(int *theirs, int *ours, struct err *err)
{
	int ends[2];

	if (!spawn_pipe(ends, err))
		return false;
	*ours = ends[0];
	*theirs = ends[1];
	fcntl(*ours, F_SETFL, O_NONBLOCK);
	return true;
}

static bool
child_start(struct child *child, struct err *err)
{
	const struct proc *proc = child->proc;
	FD in = -1, out = -1, errors = -1;
	struct spawn spawn = {
		.argv = proc->argv,
		.env = proc->env,
		.own_group = proc->deadline_ms > 0,
	};

	if (!open_input(proc, &in, &child->feed, err) ||
	    !open_output(&out, &child->out, err) ||
	    (!proc->keep_stderr && !open_output(&errors, &child->err, err)))
		return false;
	spawn.stdio[0] = in;
	spawn.stdio[1] = out;
	spawn.stdio[2] = proc->keep_stderr ? STDERR_FILENO : errors;
	child->pid = spawn_start(&spawn, err);
	if (child->pid < 0)
		return false;
	child->done = (int)syscall(SYS_pidfd_open, child->pid, 0);
	if (proc->deadline_ms > 0)
		child->deadline = now_ms() + proc->deadline_ms;
	return true;
}

/* Takes all that is there now; closes *fd at its end. */
static bool
drain(int *fd, size_t cap, struct buf *out, struct err *err)
{
	while (*fd >= 0) {
		uint8_t *at = buf_reserve(out, READ_STEP);
		ssize_t got;

		if (at == NULL)
			return err_nomem(err);
		got = read(*fd, at, READ_STEP);
		at[got > 0 ? got : 0] = '\0';
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return true;
		if (got < 0)
			return err_errno(err, "cannot read its output");
		if (got == 0)
			fd_close(fd);
		out->len += (size_t)got;
		if (out->len > cap)
			return err_set(err, ERR_SYSTEM,
				"must write at most %zu bytes, wrote more",
				cap);
	}
	return true;
}

/* Writes what fits now. A child that closes its stdin early is no failure: its
 * exit status tells what it thinks. */
static bool
feed(struct child *child, struct err *err)
{
	const uint8_t *bytes = child->proc->feed;

	while (child->fed < child->proc->feed_len) {
		ssize_t put = write(child->feed, bytes + child->fed,
			child->proc->feed_len - child->fed);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0 && errno == EAGAIN)
			return true;
		if (put < 0 && errno == EPIPE)
			break;
		if (put < 0)
			return err_errno(err, "cannot write to it");
		child->fed += (size_t)put;
	}
	fd_close(&child->feed);
	return true;
}

static int
poll_timeout(const struct child *child)
{
	int64_t left = INT_MAX;

	if (child->deadline != 0) {
		left = child->deadline - now_ms();
		if (left < 0)
			left = 0;
	}
	if (child->done < 0 && left > BLIND_STEP_MS)
		left = BLIND_STEP_MS;
	return left == INT_MAX ? -1 : (int)left;
}

/* Waits for something to do. Returns true once the child has ended. */
static bool
child_ended(struct child *child)
{
	struct pollfd fds[] = {
		{.fd = child->done, .events = POLLIN},
		{.fd = child->out, .events = POLLIN},
		{.fd = child->err, .events = POLLIN},
		{.fd = child->feed, .events = POLLOUT},
		{.fd = child->proc->stop > 0 ? child->proc->stop : -1,
		 .events = POLLIN},
	};

	poll(fds, COUNT_OF(fds), poll_timeout(child));
	child->stopped = fds[4].revents != 0;
	return child->done < 0 || fds[0].revents != 0;
}

static void
hand_out(const struct proc *proc, struct buf *out)
{
	size_t used = proc->on_out != NULL && out->len > 0
		? proc->on_out(proc->arg, out->data, out->len) : 0;

	if (used == 0)
		return;
	memmove(out->data, out->data + used, out->len - used);
	out->len -= used;
	out->data[out->len] = '\0';
}

static bool
converse(struct child *child, struct proc_result *out, struct err *err)
{
	const struct proc *proc = child->proc;

	for (;;) {
		bool look = child_ended(child);

		if (look && waitpid(child->pid, &child->status, WNOHANG) ==
				    child->pid)
			child->reaped = true;
		if (child->feed >= 0 && !feed(child, err))
			return false;
		if (!drain(&child->out, proc->out_max, &out->out, err) ||
		    !drain(&child->err, proc->err_max, &out->err, err))
			return false;
		hand_out(proc, &out->out);
		if (child->reaped)
			return true;
		out->stopped = child->stopped;
		out->timed_out = child->deadline != 0 &&
			now_ms() >= child->deadline;
		if (out->stopped || out->timed_out) {
			child_kill(child);
			return true;
		}
	}
}

/* Keeps a SIGPIPE of our writes from ending us, whatever its disposition. */
static bool
block_sigpipe(sigset_t *before)
{
	sigset_t pipe_only, pending;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_only, before);
	return sigismember(&pending, SIGPIPE) == 1;
}

static void
restore_sigpipe(const sigset_t *before, bool was_pending)
{
	static const struct timespec at_once;
	sigset_t pipe_only;
	bool more = !was_pending;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	while (more)
		more = sigtimedwait(&pipe_only, NULL, &at_once) == SIGPIPE;
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static void
read_status(int status, struct proc_result *out)
{
	out->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	out->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

bool
proc_run(const struct proc *proc, struct proc_result *out, struct err *err)
{
	struct child child = {
		.proc = proc, .done = -1, .feed = -1, .out = -1, .err = -1,
	};
	sigset_t before;
	bool was_pending, good;

	*out = (struct proc_result){.status = -1};
	if (!child_start(&child, err)) {
		child_close(&child);
		return false;
	}
	was_pending = block_sigpipe(&before);
	good = converse(&child, out, err);
	child_kill(&child);
	restore_sigpipe(&before, was_pending);
	child_close(&child);
	if (!good)
		return err_at(err, "%s", proc->argv[0]);
	read_status(child.status, out);
	return true;
}

void
proc_result_wipe(struct proc_result *result)
{
	buf_wipe(&result->out);
	buf_wipe(&result->err);
	*result = (struct proc_result){0};
}
