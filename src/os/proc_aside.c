/* Work of libraries that leave in memory what they were given. */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "base/file.h"
#include "os/proc.h"
#include "os/proc_spawn.h"

static _Noreturn void
run_child(proc_work *work, const void *arg, pid_t parent, int out)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	_exit(getppid() == parent && work(arg, out) ? 0 : 1);
}

bool
proc_aside(proc_work *work, const void *arg, size_t out_max, struct buf *out,
	struct err *err)
{
	pid_t parent = getpid(), pid;
	int ends[2], status = -1;
	struct err ignored;
	bool good;

	if (!spawn_pipe(ends, err))
		return false;
	pid = fork();
	if (pid == 0)
		run_child(work, arg, parent, ends[1]);
	if (pid < 0)
		err_errno(err, "cannot start a process");
	fd_close(&ends[1]);
	good = pid > 0 && fd_read_all(ends[0], out_max, out, err);
	fd_close(&ends[0]);
	if (pid > 0 && !spawn_wait(pid, &status, &ignored))
		status = -1;
	if (!good)
		return false;
	return status == 0 ||
		err_set(err, ERR_SYSTEM, "a process of ours has failed");
}
