#include <fcntl.h>

#include "base/file.h"
#include "os/proc.h"
#include "os/proc_spawn.h"

bool
proc_detach(const char *const *argv, const void *bytes, size_t len,
	struct err *err)
{
	FD null = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct spawn spawn = {.argv = argv, .detach = true};
	int ends[2], status;
	bool good;
	pid_t pid;

	if (null < 0)
		return err_errno(err, "cannot open /dev/null");
	if (len > PROC_FEED_MAX)
		return err_set(err, ERR_SYSTEM, "must feed at most %zu bytes",
			PROC_FEED_MAX);
	if (!spawn_pipe(ends, err))
		return false;
	/* It fits into the pipe, so nobody needs to be reading yet. */
	good = fd_write_all(ends[1], bytes, len, err);
	fd_close(&ends[1]);
	spawn.stdio[0] = ends[0];
	spawn.stdio[1] = null;
	spawn.stdio[2] = null;
	pid = good ? spawn_start(&spawn, err) : -1;
	fd_close(&ends[0]);
	return pid > 0 && spawn_wait(pid, &status, err);
}
