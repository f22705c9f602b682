/*
 * Usage: idle SECONDS PROGRAM [ARGUMENT...]: runs the program on a pty of
 * 80x24 until the list has been drawn, then watches it for SECONDS and prints:
 * wake-ups a second, CPU in per cent, bytes written to the terminal a
 * second, resident memory in KiB. Ends it with "q".
 */
#include "base/str.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>

#define START_MAX 60       /* seconds for unlocking and the first screens */
#define START_BYTES 1500   /* less is not yet a full screen */

struct sample {
	int64_t wakeups, cpu_ns, rss_kib;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The number behind name in /proc/PID/status, or -1. */
static int64_t
status_field(pid_t pid, const char *name)
{
	char path[64], line[256];
	int64_t value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		size_t len = strlen(name);

		if (strncmp(line, name, len) == 0 && line[len] == ':')
			value = strtoll(line + len + 1, NULL, 10);
	}
	if (file != NULL)
		fclose(file);
	return value;
}

/* Time on a processor: the first number of /proc/PID/schedstat. */
static int64_t
cpu_ns(pid_t pid)
{
	char path[64], line[256];
	int64_t value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
	file = fopen(path, "re");
	if (file == NULL)
		return -1;
	if (fgets(line, sizeof(line), file) != NULL)
		value = strtoll(line, NULL, 10);
	fclose(file);
	return value;
}

static struct sample
take_sample(pid_t pid)
{
	return (struct sample){
		.wakeups = status_field(pid, "voluntary_ctxt_switches"),
		.cpu_ns = cpu_ns(pid),
		.rss_kib = status_field(pid, "VmRSS"),
	};
}

/* Reads what the program writes for so long; the count of bytes, or -1 if it
 * ended. */
static int64_t
drain(int terminal, int64_t ms)
{
	int64_t end = now_ms() + ms, left, total = 0;

	while ((left = end - now_ms()) > 0) {
		struct pollfd waiting = {.fd = terminal, .events = POLLIN};
		char bytes[4096];
		ssize_t got;

		if (poll(&waiting, 1, (int)left) <= 0)
			continue;
		got = read(terminal, bytes, sizeof(bytes));
		if (got <= 0)
			return -1;
		total += got;
	}
	return total;
}

static bool
watch(pid_t pid, int terminal, int64_t seconds)
{
	struct sample before, after;
	int64_t bytes, drawn = 0, got = 0;

	for (int i = 0; i < START_MAX && drawn < START_BYTES; i++) {
		got = drain(terminal, 1000);
		drawn += got;
		if (got < 0)
			return false;
	}
	if (drawn < START_BYTES || drain(terminal, 2000) < 0)
		return false;
	before = take_sample(pid);
	bytes = drain(terminal, seconds * 1000);
	after = take_sample(pid);
	if (bytes < 0 || before.cpu_ns < 0 || after.rss_kib < 0)
		return false;
	printf("%.2f %.3f %.0f %lld\n",
		(double)(after.wakeups - before.wakeups) / (double)seconds,
		(double)(after.cpu_ns - before.cpu_ns) / 1e7 / (double)seconds,
		(double)bytes / (double)seconds, (long long)after.rss_kib);
	return true;
}

int
main(int argc, char **argv)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	struct err err = {0};
	uint64_t seconds;
	int terminal;
	pid_t pid;
	bool good;

	if (argc < 3 || !str_to_uint(argv[1], 1, 3600, &seconds, &err)) {
		fputs("usage: idle SECONDS PROGRAM [ARGUMENT...]\n", stderr);
		return 2;
	}
	pid = forkpty(&terminal, NULL, NULL, &size);
	if (pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execv(argv[2], argv + 2);
		_exit(127);
	}
	good = pid > 0 && watch(pid, terminal, (int64_t)seconds);
	if (!good)
		fputs("idle: the program ended early\n", stderr);
	if (pid > 0) {
		(void)!write(terminal, "q", 1);
		drain(terminal, 1000);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	return good ? 0 : 1;
}
