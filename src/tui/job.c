#include "tui/job.h"

#include <errno.h>
#include <sys/eventfd.h>

#include "base/file.h"

static void *
run(void *arg)
{
	struct job *job = arg;
	uint64_t one = 1;
	ssize_t written;

	job->ok = job->run(job->arg, &job->err);
	do {
		written = write(job->fd, &one, sizeof(one));
	} while (written < 0 && errno == EINTR);
	return NULL;
}

bool
job_start(struct job *job, job_fn *function, void *arg, struct err *err)
{
	int status;

	*job = (struct job){.run = function, .arg = arg, .running = true};
	job->fd = eventfd(0, EFD_CLOEXEC);
	if (job->fd < 0) {
		job->running = false;
		return err_errno(err, "cannot start a thread");
	}
	status = pthread_create(&job->thread, NULL, run, job);
	if (status != 0) {
		errno = status;
		job->running = false;
		err_errno(err, "cannot start a thread");
		fd_close(&job->fd);
		return false;
	}
	return true;
}

void
job_finish(struct job *job)
{
	pthread_join(job->thread, NULL);
	fd_close(&job->fd);
	job->running = false;
}
