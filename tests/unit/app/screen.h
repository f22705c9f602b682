/*
 * A child on a pseudo-terminal: the test types and reads the screen. Until the
 * child has executed a program of its own, the test stays away from secmem,
 * which a forked child finds wiped.
 */
#ifndef TESTS_APP_SCREEN_H
#define TESTS_APP_SCREEN_H

#include <setjmp.h>
#include <stdarg.h>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>

#include "base/file.h"

#include <cmocka.h>

#define SCREEN_SIZE ((size_t)128 * 1024)

struct screen {
	pid_t pid;
	int tty;     /* the other side of the child's terminal */
	int answers; /* what the child tells */
	char text[SCREEN_SIZE];
	size_t len;
	int status;  /* the child's, after screen_finish() */
};

/* The child runs body with the descriptor for its answers. */
static inline struct screen *
screen_start(void (*body)(int fd))
{
	struct screen *screen = calloc(1, sizeof(*screen));
	int ends[2];

	assert_non_null(screen);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	fflush(stdout);
	screen->pid = forkpty(&screen->tty, NULL, NULL, NULL);
	assert_true(screen->pid >= 0);
	if (screen->pid == 0) {
		body(ends[1]);
		_exit(0);
	}
	close(ends[1]);
	screen->answers = ends[0];
	return screen;
}

/* Reads the screen until it shows text count times. */
static inline void
screen_wait(struct screen *screen, const char *text, int count)
{
	for (;;) {
		const char *at = screen->text;
		int seen = 0;
		ssize_t got;

		while ((at = strstr(at, text)) != NULL) {
			at++;
			seen++;
		}
		if (seen >= count)
			return;
		got = read(screen->tty, screen->text + screen->len,
			SCREEN_SIZE - 1 - screen->len);
		assert_true(got > 0);
		screen->len += (size_t)got;
		screen->text[screen->len] = '\0';
	}
}

static inline void
screen_type(const struct screen *screen, const char *keys)
{
	struct err err = {0};

	assert_true(fd_write_all(screen->tty, keys, strlen(keys), &err));
}

/* What the child told before it ended, at most size - 1 bytes. */
static inline void
screen_finish(struct screen *screen, char *told, size_t size)
{
	struct pollfd fds[] = {
		{.fd = screen->answers, .events = POLLIN},
		{.fd = screen->tty, .events = POLLIN},
	};
	size_t len = 0;

	for (;;) {
		ssize_t got;

		assert_true(poll(fds, 2, -1) > 0);
		if (fds[1].revents != 0) {
			got = read(screen->tty, screen->text + screen->len,
				SCREEN_SIZE - 1 - screen->len);
			if (got <= 0)
				fds[1].fd = -1;
			screen->len += got > 0 ? (size_t)got : 0;
			screen->text[screen->len] = '\0';
		}
		if (fds[0].revents == 0)
			continue;
		got = read(screen->answers, told + len, size - 1 - len);
		if (got <= 0)
			break;
		len += (size_t)got;
	}
	told[len] = '\0';
	close(screen->answers);
	assert_int_equal(waitpid(screen->pid, &screen->status, 0),
		screen->pid);
	/* The terminal still holds what was written to it last. */
	fcntl(screen->tty, F_SETFL, O_NONBLOCK);
	for (;;) {
		ssize_t got = read(screen->tty, screen->text + screen->len,
			SCREEN_SIZE - 1 - screen->len);

		if (got <= 0)
			break;
		screen->len += (size_t)got;
		screen->text[screen->len] = '\0';
	}
	close(screen->tty);
}

#endif
