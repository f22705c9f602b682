/* A signal handler gets no argument, so what it needs is static: the one place
 * of the program, beside secmem, where that is so. */
#include "tui/rescue.h"

#include <errno.h>
#include <signal.h>

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

static struct {
	volatile sig_atomic_t armed;
	size_t len;
	char bytes[RESCUE_BYTES_MAX];
	struct termios modes;
	struct sigaction before[COUNT_OF(faults)];
} rescue;

/* Only what is safe in a handler. Back from it, the signal strikes again, and
 * then as it would have without us. */
static void
on_fault(int number)
{
	int saved = errno;
	size_t done = 0;

	while (rescue.armed && done < rescue.len) {
		ssize_t put = write(STDOUT_FILENO, rescue.bytes + done,
			rescue.len - done);

		if (put <= 0)
			break;
		done += (size_t)put;
	}
	if (rescue.armed)
		tcsetattr(STDIN_FILENO, TCSANOW, &rescue.modes);
	rescue.armed = 0;
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		sigaction(faults[i], &rescue.before[i], NULL);
	errno = saved;
	raise(number);
}

void
rescue_arm(const char *bytes, const struct termios *modes)
{
	struct sigaction action = {.sa_handler = on_fault};

	if (rescue.armed)
		rescue_disarm();
	rescue.len = strnlen(bytes, sizeof(rescue.bytes));
	memcpy(rescue.bytes, bytes, rescue.len);
	rescue.modes = *modes;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		sigaction(faults[i], &action, &rescue.before[i]);
	rescue.armed = 1;
}

void
rescue_disarm(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		sigaction(faults[i], &rescue.before[i], NULL);
}
