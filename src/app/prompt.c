/*
 * A small line editor on /dev/tty. The terminal still makes signals of its
 * keys, so that a script around us gets Ctrl-C too; they are held back and
 * read from a descriptor, which lets the terminal be set back first.
 */
#include "app/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <time.h>

#include "app/prompt_line.h"
#include "base/file.h"
#include "base/utf8.h"
#include "os/signals.h"

/* How often the time is looked at, since waiting stops while the machine
 * sleeps. */
#define LOOK_MS 10000

struct terminal {
	int fd;
	int signals;
	struct termios before;
	struct signals_held held;
	int64_t idle_seconds; /* 0: as long as it takes, and Ctrl-Z is
				 handled here */
	enum prompt_event event;
};

/* Goes on while the machine sleeps. */
static int64_t
seconds_up(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec;
}

static void
put(const struct terminal *terminal, const char *text, size_t len)
{
	struct err ignored;
	bool done = fd_write_all(terminal->fd, text, len, &ignored);

	(void)done;
}

/* No waiting for whole lines, no echo, no Ctrl-V and the like. */
static bool
set_raw(struct terminal *terminal, struct err *err)
{
	struct termios raw = terminal->before;

	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(terminal->fd, TCSADRAIN, &raw) != 0)
		return err_errno(err, "cannot set the terminal");
	return true;
}

static void
set_back(const struct terminal *terminal)
{
	tcsetattr(terminal->fd, TCSADRAIN, &terminal->before);
}

static bool
terminal_open(struct terminal *terminal, struct err *err)
{
	terminal->signals = -1;
	terminal->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (terminal->fd < 0)
		return err_set(err, ERR_LOCKED, "there is no terminal to ask "
			"on");
	if (tcgetattr(terminal->fd, &terminal->before) != 0) {
		fd_close(&terminal->fd);
		return err_set(err, ERR_LOCKED, "/dev/tty is not a terminal");
	}
	signals_hold(&terminal->held);
	terminal->signals = signals_open(err);
	if (terminal->signals >= 0 && set_raw(terminal, err))
		return true;
	fd_close(&terminal->signals);
	fd_close(&terminal->fd);
	signals_release(&terminal->held);
	return false;
}

static void
terminal_close(struct terminal *terminal)
{
	set_back(terminal);
	fd_close(&terminal->signals);
	fd_close(&terminal->fd);
	signals_release(&terminal->held);
}

/* Lets the signal act with the terminal as it was. Goes on after a stop. */
static bool
handle_signal(struct terminal *terminal, int number,
	struct prompt_line *line, struct err *err)
{
	put(terminal, "\n", 1);
	if (number == SIGINT)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	if (number == SIGTSTP && terminal->idle_seconds > 0) {
		terminal->event = PROMPT_STOP;
		return true;
	}
	set_back(terminal);
	signals_deliver(&terminal->held, number);
	if (number != SIGTSTP)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	if (!set_raw(terminal, err))
		return false;
	prompt_line_show(line);
	return true;
}

/* One byte, or -1 at the end of the terminal. */
static int
read_byte(const struct terminal *terminal)
{
	uint8_t byte;
	ssize_t got;

	do
		got = read(terminal->fd, &byte, 1);
	while (got < 0 && errno == EINTR);
	return got == 1 ? byte : -1;
}

/* How many ms to wait for a key; -1: for ever. */
static int
patience(const struct terminal *terminal, const struct prompt_line *line)
{
	int escape = prompt_line_patience(line);

	if (escape >= 0 || terminal->idle_seconds == 0)
		return escape;
	return LOOK_MS;
}

/* Whether the time is up; what is typed too late counts no more. */
static bool
is_idle(struct terminal *terminal, int64_t since)
{
	if (terminal->idle_seconds == 0 ||
	    seconds_up() - since < terminal->idle_seconds)
		return false;
	put(terminal, "\n", 1);
	terminal->event = PROMPT_IDLE;
	return true;
}

static bool
converse(struct terminal *terminal, struct prompt_line *line, struct err *err)
{
	int64_t last_key = seconds_up();
	struct pollfd fds[] = {
		{.fd = terminal->fd, .events = POLLIN},
		{.fd = terminal->signals, .events = POLLIN},
	};

	prompt_line_show(line);
	while (!line->done && terminal->event == PROMPT_LINE) {
		int ready = poll(fds, COUNT_OF(fds),
			patience(terminal, line));
		int number;

		if (ready < 0 && errno != EINTR)
			return err_errno(err, "cannot wait for the terminal");
		if (is_idle(terminal, last_key))
			return true;
		if (ready == 0)
			prompt_line_pause(line);
		if (ready <= 0)
			continue;
		number = signals_take(terminal->signals);
		if (number != 0) {
			if (!handle_signal(terminal, number, line, err))
				return false;
			continue;
		}
		if (fds[0].revents != 0)
			prompt_line_byte(line, read_byte(terminal));
		last_key = seconds_up();
	}
	if (terminal->event == PROMPT_LINE)
		put(terminal, "\n", 1);
	return true;
}

/* The typed line is in line->text afterwards. */
static bool
ask_within(const char *text, bool echo, int64_t idle_seconds,
	enum prompt_event *event, struct prompt_line *line, struct err *err)
{
	struct terminal terminal = {.idle_seconds = idle_seconds};
	bool good;

	if (!terminal_open(&terminal, err))
		return false;
	*line = (struct prompt_line){
		.fd = terminal.fd,
		.question = text,
		.echo = echo,
		.erase = terminal.before.c_cc[VERASE],
		.kill = terminal.before.c_cc[VKILL],
		.end = terminal.before.c_cc[VEOF],
	};
	good = converse(&terminal, line, err);
	terminal_close(&terminal);
	*event = terminal.event == PROMPT_LINE && line->gone ? PROMPT_END :
		terminal.event;
	if (!good)
		return false;
	if (line->overflow)
		return err_set(err, ERR_FORMAT, "must be at most %zu bytes",
			PROMPT_MAX);
	return buf_ok(&line->text, err);
}

static bool
ask(const char *text, bool echo, struct prompt_line *line, struct err *err)
{
	enum prompt_event event;

	if (!ask_within(text, echo, 0, &event, line, err))
		return false;
	return event == PROMPT_LINE ||
		err_set(err, ERR_REFUSED, "nothing was typed");
}

static bool
take_text(const struct prompt_line *line, char **out, struct err *err)
{
	if (!utf8_valid(buf_text(&line->text), line->text.len))
		return err_set(err, ERR_FORMAT, "must be UTF-8 text");
	*out = str_ndup(buf_text(&line->text), line->text.len, err);
	return *out != NULL;
}

bool
prompt_secret(const char *text, struct secret *out, struct err *err)
{
	CLEANUP(prompt_line_wipe) struct prompt_line line = {0};

	if (!ask(text, false, &line, err))
		return false;
	if (line.text.len == 0)
		return err_set(err, ERR_REFUSED, "nothing was typed");
	return secret_set(out, line.text.data, line.text.len, err);
}

bool
prompt_line(const char *text, char **out, struct err *err)
{
	CLEANUP(prompt_line_wipe) struct prompt_line line = {0};

	return ask(text, true, &line, err) && take_text(&line, out, err);
}

bool
prompt_dialogue(const char *text, int64_t idle_seconds,
	enum prompt_event *event, char **out, struct err *err)
{
	CLEANUP(prompt_line_wipe) struct prompt_line line = {0};

	*out = NULL;
	if (!ask_within(text, true, idle_seconds, event, &line, err))
		return false;
	return *event != PROMPT_LINE || take_text(&line, out, err);
}

bool
prompt_yes_no(const char *text, bool *yes, struct err *err)
{
	STRING question = str_format(err, "%s [y/N] ", text);
	STRING answer = NULL;

	if (question == NULL || !prompt_line(question, &answer, err))
		return false;
	*yes = str_equal_nocase(answer, "y") || str_equal_nocase(answer, "yes");
	return true;
}

bool
prompt_possible(void)
{
	FD fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	return fd >= 0;
}

void
prompt_say(const char *text)
{
	FD fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd >= 0)
		dprintf(fd, "%s\n", text);
}
