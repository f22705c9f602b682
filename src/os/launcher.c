#include "os/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "base/file.h"
#include "base/str.h"
#include "os/launcher_child.h"
#include "os/proc_spawn.h"

static void
child_wipe(struct launcher_child *child)
{
	free(child->argv);
	fd_close(&child->control);
	fd_close(&child->slave);
	fd_close(&child->out);
	fd_close(&child->errs);
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
child_init(struct launcher_child *child, const struct launcher_plan *plan,
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
	CLEANUP(child_wipe) struct launcher_child child = {
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
		launcher_child_run(&child);
	}
	launcher->pid = pid;
	return true;
}

/* False if the launcher is gone. */
static bool
hear(const struct launcher *launcher, struct launcher_record *record)
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
	struct launcher_record record;

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
	struct launcher_record record;

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
