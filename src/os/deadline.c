#include "os/deadline.h"

#include <signal.h>
#include <sys/time.h>

static void
end(int number)
{
	(void)number;
	_exit(0);
}

bool
deadline_start(unsigned int milliseconds, struct err *err)
{
	const struct sigaction action = {.sa_handler = end};
	const struct itimerval timer = {.it_value = {
		.tv_sec = milliseconds / 1000,
		.tv_usec = (suseconds_t)(milliseconds % 1000) * 1000,
	}};
	sigset_t only;

	sigemptyset(&only);
	sigaddset(&only, SIGALRM);
	if (sigaction(SIGALRM, &action, NULL) != 0 ||
	    sigprocmask(SIG_UNBLOCK, &only, NULL) != 0 ||
	    setitimer(ITIMER_REAL, &timer, NULL) != 0)
		return err_errno(err, "cannot set a timer");
	return true;
}
