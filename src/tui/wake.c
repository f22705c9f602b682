#include "tui/wake.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#include "base/file.h"

static const int waited[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH,
	SIGCONT, SIGTSTP};

bool
wake_open(struct wake *wake, struct err *err)
{
	sigset_t set;

	*wake = (struct wake){.signals = -1, .timer = -1};
	sigemptyset(&set);
	for (size_t i = 0; i < COUNT_OF(waited); i++)
		sigaddset(&set, waited[i]);
	sigprocmask(SIG_BLOCK, &set, &wake->before);
	wake->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	wake->timer = timerfd_create(CLOCK_REALTIME,
		TFD_CLOEXEC | TFD_NONBLOCK);
	if (wake->signals < 0 || wake->timer < 0) {
		err_errno(err, "cannot wait for signals and the clock");
		wake_close(wake);
		return false;
	}
	return true;
}

void
wake_close(struct wake *wake)
{
	fd_close(&wake->signals);
	fd_close(&wake->timer);
	sigprocmask(SIG_SETMASK, &wake->before, NULL);
}

void
wake_stop_here(const struct wake *wake)
{
	sigset_t now;

	/* The whole group, as the terminal does it, so that a script around
	 * us stops, too. Blocked here until the mask is opened. */
	kill(0, SIGTSTP);
	sigprocmask(SIG_SETMASK, &wake->before, &now);
	sigprocmask(SIG_SETMASK, &now, NULL);
}

/* Arms the timer for each full second, or disarms it. */
static bool
set_timer(struct wake *wake, bool ticking, struct err *err)
{
	struct itimerspec when = {0};
	struct timespec now;

	if (ticking) {
		clock_gettime(CLOCK_REALTIME, &now);
		when.it_value.tv_sec = now.tv_sec + 1;
		when.it_interval.tv_sec = 1;
	}
	if (timerfd_settime(wake->timer,
		    TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when,
		    NULL) != 0)
		return err_errno(err, "cannot set the timer");
	wake->ticking = ticking;
	return true;
}

static void
read_signals(const struct wake *wake, struct wake_event *out)
{
	struct signalfd_siginfo info;
	size_t count = 0;

	while (count + 1 < COUNT_OF(out->signals) &&
	    read(wake->signals, &info, sizeof(info)) == sizeof(info))
		out->signals[count++] = (int)info.ssi_signo;
}

/* A clock that was set makes the read fail with ECANCELED: a tick, too. */
static bool
read_timer(struct wake *wake, struct wake_event *out, struct err *err)
{
	uint64_t times;

	out->tick = true;
	if (read(wake->timer, &times, sizeof(times)) == sizeof(times) ||
	    errno == EAGAIN)
		return true;
	return set_timer(wake, wake->ticking, err);
}

bool
wake_wait(struct wake *wake, int tty, int job, bool ticking,
	struct wake_event *out, struct err *err)
{
	struct pollfd fds[] = {
		{.fd = tty, .events = POLLIN},
		{.fd = wake->signals, .events = POLLIN},
		{.fd = wake->timer, .events = POLLIN},
		{.fd = job, .events = POLLIN},
	};

	*out = (struct wake_event){0};
	if (ticking != wake->ticking && !set_timer(wake, ticking, err))
		return false;
	if (poll(fds, COUNT_OF(fds), -1) < 0)
		return errno == EINTR || err_errno(err, "poll");
	out->key = fds[0].revents != 0;
	out->gone = (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
	out->job = fds[3].revents != 0;
	if (fds[1].revents != 0)
		read_signals(wake, out);
	return fds[2].revents == 0 || read_timer(wake, out, err);
}
