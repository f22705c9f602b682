#include "os/signals.h"

#include <sys/signalfd.h>

static const int held_numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
static const int relay_numbers[] = {SIGWINCH, SIGCONT};
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

static int
open_set(const sigset_t *set, struct err *err)
{
	int fd = signalfd(-1, set, SFD_CLOEXEC | SFD_NONBLOCK);

	if (fd < 0)
		err_errno(err, "cannot watch for signals");
	return fd;
}

int
signals_open(struct err *err)
{
	sigset_t set;

	held_set(&set);
	return open_set(&set, err);
}

static void
relay_set(sigset_t *set)
{
	held_set(set);
	for (size_t i = 0; i < COUNT_OF(relay_numbers); i++)
		sigaddset(set, relay_numbers[i]);
}

void
signals_hold_relay(struct signals_held *held)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t set;

	sigaction(SIGPIPE, &ignore, NULL);
	relay_set(&set);
	pthread_sigmask(SIG_BLOCK, &set, &held->before);
}

int
signals_open_relay(struct err *err)
{
	sigset_t set;

	relay_set(&set);
	return open_set(&set, err);
}

void
signals_stop_group(void)
{
	sigset_t stop, before;

	kill(0, SIGTSTP);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &stop, &before);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
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
