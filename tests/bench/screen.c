/*
 * Usage: screen SECONDS PROGRAM [ARGUMENT...]: runs the program on a pty of
 * 80x24 and prints, a line each with its name: the time from its start until
 * the list is on the screen, from a key to the whole frame that it leads to,
 * the same for typing in the filter, each also on a processor (ms); over
 * SECONDS without a key, and until codes have changed, the mean of the bytes
 * in a second, the most, and how long after the edge of a period the new codes
 * were there (ms).
 *
 * A frame ends with the mark of synchronized output. The percentiles are those
 * of the best of some rounds: what else the machine does adds to the others.
 */
#include "base/str.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>

#define START_MS 60000
#define FRAME_MS 2000
#define STARTS 7
#define ROUNDS 5
#define KEYS 200 /* a round */
#define PERIOD 30
#define LISTED "Service"
#define FRAME_END "\033[?2026l"
#define TAIL_BYTES 32

struct screen {
	pid_t pid;
	int terminal;
	char tail[TAIL_BYTES + 1]; /* of what was read, for texts in pieces */
	bool listed;
	int64_t bytes;
};

static double
now_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
pause_ms(long ms)
{
	const struct timespec time = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&time, NULL);
}

/* Reads once, waiting so long; 1: a frame ended, 0: none did, -1: the program
 * did. */
static int
take(struct screen *screen, double wait)
{
	struct pollfd waiting = {.fd = screen->terminal, .events = POLLIN};
	char bytes[TAIL_BYTES + 16384 + 1];
	size_t before = strlen(screen->tail), len, kept;
	bool ended;
	ssize_t got;

	if (poll(&waiting, 1, wait > 0 ? (int)wait + 1 : 0) <= 0)
		return 0;
	memcpy(bytes, screen->tail, before);
	got = read(screen->terminal, bytes + before, 16384);
	if (got <= 0)
		return -1;
	screen->bytes += got;
	len = before + (size_t)got;
	bytes[len] = '\0';
	for (size_t i = 0; i < len; i++) /* what strstr() would stop at */
		bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
	ended = strstr(bytes, FRAME_END) != NULL;
	screen->listed |= strstr(bytes, LISTED) != NULL;
	kept = ended ? 0 : len < TAIL_BYTES ? len : TAIL_BYTES;
	memcpy(screen->tail, bytes + len - kept, kept);
	screen->tail[kept] = '\0';
	return ended ? 1 : 0;
}

/* Whether a frame ended in time. */
static bool
await_frame(struct screen *screen, double ms)
{
	double end = now_ms(CLOCK_MONOTONIC) + ms;
	int got = 0;

	while (got == 0 && now_ms(CLOCK_MONOTONIC) < end)
		got = take(screen, end - now_ms(CLOCK_MONOTONIC));
	return got > 0;
}

static void
settle(struct screen *screen, double ms)
{
	while (take(screen, ms) >= 0 && await_frame(screen, ms))
		;
}

/* Starts it; the time until the list is there, or -1. */
static double
start(struct screen *screen, char **argv)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	double began = now_ms(CLOCK_MONOTONIC);

	*screen = (struct screen){0};
	screen->pid = forkpty(&screen->terminal, NULL, NULL, &size);
	if (screen->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execv(argv[0], argv);
		_exit(127);
	}
	if (screen->pid < 0)
		return -1;
	while (!screen->listed)
		if (!await_frame(screen, START_MS))
			return -1;
	return now_ms(CLOCK_MONOTONIC) - began;
}

static void
stop(struct screen *screen)
{
	if (screen->pid <= 0)
		return;
	(void)!write(screen->terminal, "\033q", 2);
	while (await_frame(screen, 300))
		;
	kill(screen->pid, SIGKILL);
	waitpid(screen->pid, NULL, 0);
	close(screen->terminal);
	screen->pid = 0;
}

static int
compare(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;

	return (one > two) - (one < two);
}

/* Types the keys one by one; the 99th percentile, or -1. */
static double
percentile(struct screen *screen, const char *keys)
{
	double times[KEYS];

	for (size_t i = 0; i < KEYS; i++) {
		double began;

		while (take(screen, 0) > 0)
			;
		began = now_ms(CLOCK_MONOTONIC);
		if (write(screen->terminal, keys + i % strlen(keys), 1) != 1 ||
		    !await_frame(screen, FRAME_MS))
			return -1;
		times[i] = now_ms(CLOCK_MONOTONIC) - began;
		pause_ms(2);
	}
	qsort(times, KEYS, sizeof(times[0]), compare);
	return times[KEYS * 99 / 100 - 1];
}

/* Time on a processor: the first number of /proc/PID/schedstat. */
static double
cpu_ms(const struct screen *screen)
{
	char path[64], line[256] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)screen->pid);
	file = fopen(path, "re");
	if (file == NULL)
		return 0;
	if (fgets(line, sizeof(line), file) == NULL)
		line[0] = '\0';
	fclose(file);
	return strtod(line, NULL) / 1e6;
}

static bool
print_keys(struct screen *screen, const char *name, const char *keys)
{
	double best = -1, cpu = cpu_ms(screen);

	for (int i = 0; i < ROUNDS; i++) {
		double found = percentile(screen, keys);

		if (found < 0)
			return false;
		best = best < 0 || found < best ? found : best;
	}
	printf("%s %.2f\n%s_cpu %.3f\n", name, best, name,
		(cpu_ms(screen) - cpu) / (ROUNDS * KEYS));
	return true;
}

/* Until codes have changed, most bytes in a second and the delay. */
static bool
watch(struct screen *screen, double seconds)
{
	double began = now_ms(CLOCK_REALTIME), late = -1;
	int64_t most = 0, all = screen->bytes;
	double now = began;

	while (now < began + seconds * 1e3 || late < 0) {
		int64_t before = screen->bytes;

		if (!await_frame(screen, FRAME_MS))
			return false;
		now = now_ms(CLOCK_REALTIME);
		most = screen->bytes - before > most ? screen->bytes - before
						     : most;
		if ((int64_t)now / 1000 % PERIOD == 0)
			late = (double)((int64_t)now % 1000);
	}
	printf("mean %.0f\nmost %lld\nlate %.0f\n",
		(double)(screen->bytes - all) / (now - began) * 1e3,
		(long long)most, late);
	return true;
}

static bool
measure(struct screen *screen, double seconds, char **argv)
{
	double best = -1, cpu = -1;

	for (int i = 0; i < STARTS; i++) {
		double found, used;

		stop(screen);
		found = start(screen, argv);
		if (found < 0)
			return false;
		used = cpu_ms(screen);
		best = best < 0 || found < best ? found : best;
		cpu = cpu < 0 || used < cpu ? used : cpu;
	}
	printf("start %.2f\nstart_cpu %.2f\n", best, cpu);
	settle(screen, 50);
	return print_keys(screen, "key", "jjjjjjkljhkGgjjj") &&
		write(screen->terminal, "/", 1) == 1 &&
		await_frame(screen, FRAME_MS) &&
		print_keys(screen, "filter", "user12\x7F\x7F\x7F\x7F\x7F\x7F") &&
		write(screen->terminal, "\033", 1) == 1 &&
		await_frame(screen, FRAME_MS) && watch(screen, seconds);
}

int
main(int argc, char **argv)
{
	struct screen screen = {0};
	struct err err = {0};
	uint64_t seconds;
	bool good;

	if (argc < 3 || !str_to_uint(argv[1], 1, 3600, &seconds, &err)) {
		fputs("usage: screen SECONDS PROGRAM [ARGUMENT...]\n", stderr);
		return 2;
	}
	good = measure(&screen, (double)seconds, argv + 2);
	stop(&screen);
	if (!good)
		fputs("screen: the program ended, or drew nothing\n", stderr);
	return good ? 0 : 1;
}
