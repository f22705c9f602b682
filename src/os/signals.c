#include "os/signals.h"

#include <sys/signalfd.h>

static const int held_numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
static const int fault_numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
	SIGTRAP, SIGSYS};

static void
held_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < COUNT_OF(held_numbers); i++)
		sigaddset(set, held_numbers[i]);
}

void
signals_hold(struct signals_held *held)
{
	sigset_t set;

	held_set(&set);
	pthread_sigmask(SIG_BLOCK, &set, &held->before);
}

void
signals_hold_all(struct signals_held *held)
{
	sigset_t set;

	sigfillset(&set);
	for (size_t i = 0; i < COUNT_OF(fault_numbers); i++)
		sigdelset(&set, fault_numbers[i]);
	pthread_sigmask(SIG_BLOCK, &set, &held->before);
}

void
signals_release(const struct signals_held *held)
{
	pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

bool
signals_end_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
		(sigismember(&pending, SIGINT) == 1 ||
			sigismember(&pending, SIGTERM) == 1 ||
			sigismember(&pending, SIGHUP) == 1);
}

int
signals_open(struct err *err)
{
	sigset_t set;
	int fd;

	held_set(&set);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		err_errno(err, "cannot watch for signals");
	return fd;
}

int
signals_take(int fd)
{
	struct signalfd_siginfo info;

	if (read(fd, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return 0;
	return (int)info.ssi_signo;
}

void
signals_deliver(const struct signals_held *held, int number)
{
	struct signals_held again;

	/* To the whole process, as the terminal would. */
	kill(getpid(), number);
	signals_release(held);
	signals_hold(&again);
}
