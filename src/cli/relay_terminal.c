#include "cli/relay_terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/file.h"

#define NULL_DEVICE makedev(1, 3)

static const struct winsize usual_size = {.ws_row = 24, .ws_col = 80};

void
relay_terminal_open(struct relay_terminal *terminal)
{
	*terminal = (struct relay_terminal){.screen = STDERR_FILENO};
	terminal->tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	terminal->keys = isatty(STDIN_FILENO) ? STDIN_FILENO : terminal->tty;
	if (isatty(STDOUT_FILENO))
		terminal->screen = STDOUT_FILENO;
	else if (terminal->tty >= 0)
		terminal->screen = terminal->tty;
	terminal->known = terminal->keys >= 0 &&
		tcgetattr(terminal->keys, &terminal->before) == 0;
}

void
relay_terminal_close(struct relay_terminal *terminal)
{
	relay_terminal_leave(terminal);
	fd_close(&terminal->tty);
}

void
relay_terminal_resize(const struct relay_terminal *terminal, int pty)
{
	struct winsize size = usual_size;

	if (terminal->keys >= 0 &&
	    ioctl(terminal->keys, TIOCGWINSZ, &size) != 0)
		size = usual_size;
	ioctl(pty, TIOCSWINSZ, &size);
}

/* Where nobody types, an echo would only put codes into logs. */
void
relay_terminal_dress(const struct relay_terminal *terminal, int pty)
{
	struct termios settings;

	relay_terminal_resize(terminal, pty);
	if (terminal->known) {
		tcsetattr(pty, TCSANOW, &terminal->before);
	} else if (tcgetattr(pty, &settings) == 0) {
		settings.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
		tcsetattr(pty, TCSANOW, &settings);
	}
}

/* In the background, setting the terminal would stop us. */
static bool
in_background(int fd)
{
	pid_t group = tcgetpgrp(fd);

	return group >= 0 && group != getpgrp();
}

int
relay_terminal_enter(struct relay_terminal *terminal)
{
	struct termios raw = terminal->before;

	if (!terminal->known || in_background(terminal->keys))
		return -1;
	cfmakeraw(&raw);
	/* What else writes to this terminal relies on it. */
	if (!isatty(STDOUT_FILENO))
		raw.c_oflag = terminal->before.c_oflag;
	if (tcsetattr(terminal->keys, TCSADRAIN, &raw) != 0)
		return -1;
	terminal->raw = true;
	return terminal->keys;
}

void
relay_terminal_leave(struct relay_terminal *terminal)
{
	if (terminal->raw && !in_background(terminal->keys))
		tcsetattr(terminal->keys, TCSADRAIN, &terminal->before);
	terminal->raw = false;
}

char
relay_terminal_end(int pty)
{
	struct termios settings;

	if (tcgetattr(pty, &settings) != 0 ||
	    (settings.c_lflag & ICANON) == 0)
		return 0;
	return (char)settings.c_cc[VEOF];
}

bool
relay_input_is_spent(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	struct stat st;
	int waiting = 0;

	if (fstat(STDIN_FILENO, &st) != 0)
		return true;
	if (S_ISCHR(st.st_mode))
		return st.st_rdev == NULL_DEVICE;
	return poll(&input, 1, 0) == 1 &&
		ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting == 0;
}
