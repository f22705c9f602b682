/*
 * Usage: measure [-t] INPUT OUTPUT RUNS SECONDS PROGRAM [ARGUMENT...]
 * Runs the program so many times, what it writes to OUTPUT. Its standard input
 * is INPUT or, with -t, a terminal at which that is typed. Prints the least
 * time in milliseconds, the least time on a processor, and the greatest memory
 * in KiB: what else the machine does adds to the other times. Exit status 3 if
 * a run took longer than SECONDS and was ended, 1 if one failed.
 */
#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>

#define CUT 3
#define TYPED_MAX ((size_t)1024) /* bytes */
#define PROMPT_MS 2000

struct run {
	double wall, cpu; /* milliseconds */
	long peak;        /* KiB */
};

struct plan {
	const char *input, *output;
	char *const *argv;
	uint64_t runs, seconds;
	bool typed;
};

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
milliseconds(const struct timeval *time)
{
	return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

static void
become(const struct plan *plan)
{
	int in = plan->typed ? STDIN_FILENO : open(plan->input, O_RDONLY);
	int out = open(plan->output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (in >= 0 && out >= 0 && dup2(in, STDIN_FILENO) >= 0 &&
	    dup2(out, STDOUT_FILENO) >= 0 && dup2(out, STDERR_FILENO) >= 0)
		execvp(plan->argv[0], plan->argv);
	_exit(127);
}

/* Waits until it is read without echo: what was typed before is lost. */
static void
type(const char *path, int terminal)
{
	const struct timespec moment = {.tv_nsec = 1000000};
	struct termios modes = {.c_lflag = ECHO};
	struct err ignored;
	BUF text = {0};

	for (int i = 0; i < PROMPT_MS && (modes.c_lflag & ECHO) != 0; i++) {
		nanosleep(&moment, NULL);
		if (tcgetattr(terminal, &modes) != 0)
			return;
	}
	if (file_read(path, TYPED_MAX, &text, &ignored))
		(void)!fd_write_all(terminal, text.data, text.len, &ignored);
}

/* Whether the child ended in time; SIGCHLD is blocked. */
static bool
ends_within(uint64_t seconds)
{
	const struct timespec most = {.tv_sec = (time_t)seconds};
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	return sigtimedwait(&child, NULL, &most) == SIGCHLD;
}

/* The exit status, or CUT. */
static int
run_once(const struct plan *plan, struct run *out)
{
	double start = now_ms();
	int terminal = -1;
	pid_t child = plan->typed ? forkpty(&terminal, NULL, NULL, NULL)
				  : fork();
	struct rusage usage;
	int status = 0;
	bool in_time;

	if (child == 0)
		become(plan);
	if (plan->typed)
		type(plan->input, terminal);
	in_time = ends_within(plan->seconds);
	out->wall = now_ms() - start;
	if (!in_time)
		kill(child, SIGKILL);
	if (wait4(child, &status, 0, &usage) != child)
		return 1;
	if (plan->typed)
		close(terminal);
	out->cpu = milliseconds(&usage.ru_utime) +
		milliseconds(&usage.ru_stime);
	out->peak = usage.ru_maxrss;
	if (!in_time)
		return CUT;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}

static int
measure(const struct plan *plan)
{
	struct run best = {0};
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	for (uint64_t i = 0; i < plan->runs; i++) {
		struct run run;
		int status = run_once(plan, &run);

		if (status != 0)
			return status;
		if (i == 0 || run.wall < best.wall)
			best.wall = run.wall;
		if (i == 0 || run.cpu < best.cpu)
			best.cpu = run.cpu;
		if (run.peak > best.peak)
			best.peak = run.peak;
	}
	printf("%.3f %.3f %ld\n", best.wall, best.cpu, best.peak);
	return 0;
}

int
main(int argc, char **argv)
{
	struct plan plan = {
		.typed = argc > 1 && strcmp(argv[1], "-t") == 0,
	};
	struct err err;

	argc -= plan.typed;
	argv += plan.typed;
	if (argc < 6 || !str_to_uint(argv[3], 1, 100000, &plan.runs, &err) ||
	    !str_to_uint(argv[4], 1, 3600, &plan.seconds, &err)) {
		fputs("usage: measure [-t] INPUT OUTPUT RUNS SECONDS "
			"PROGRAM [ARGUMENT...]\n", stderr);
		return 2;
	}
	plan.input = argv[1];
	plan.output = argv[2];
	plan.argv = argv + 5;
	return measure(&plan);
}
