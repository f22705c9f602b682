/*
 * Preloaded into a program under test: its clock since boot, by which idle
 * time is counted, is ahead by the seconds that are in the file which LATE
 * names.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static time_t
seconds_ahead(void)
{
	const char *path = getenv("LATE");
	char text[16] = "";
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		if (read(fd, text, sizeof(text) - 1) < 0)
			text[0] = '\0';
		close(fd);
	}
	return (time_t)strtol(text, NULL, 10);
}

int
clock_gettime(clockid_t clock, struct timespec *at)
{
	int status = (int)syscall(SYS_clock_gettime, clock, at);

	if (status == 0 && clock == CLOCK_BOOTTIME)
		at->tv_sec += seconds_ahead();
	return status;
}
