/*
 * One loop over flows of bytes. A flow is read only when what it read before
 * has been written, and written only where poll() says so: a reader that is
 * slow holds up its own flow, and no signal.
 *
 * The keys are read from standard input, or from /dev/tty where that is no
 * terminal: the program may ask for a password all the same.
 */
#include "cli/relay.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>

#include "base/file.h"
#include "base/secmem.h"
#include "cli/relay_terminal.h"
#include "cli/watch.h"
#include "os/signals.h"

#define FLOW_SIZE 4096
#define SETTLE_MS 100   /* a prompt is one if nothing follows for so long */
#define QUIET_MS 30000  /* so long without output: waiting for input */
#define DAY_MS 86400000
#define DRAIN_MAX ((size_t)256 * 1024) /* more than pipe and terminal hold */
#define STATUS_LOST 255 /* the launcher was killed, and the status with it */

enum flow_name { FLOW_KEYS, FLOW_SCREEN, FLOW_OUT, FLOW_ERRS, FLOW_COUNT };

struct flow {
	int from, to; /* -1: closed */
	size_t at, len;
	uint8_t bytes[FLOW_SIZE];
	struct watch watch; /* of what the program writes */
};

struct relay {
	struct launcher *launcher;
	const struct relay_typist *typist;
	struct relay_terminal terminal;
	struct flow flows[FLOW_COUNT];
	struct signals_held held;
	int signals;
	pid_t pid;
	struct flow *asker;       /* the flow whose line asks, or NULL */
	int64_t settled;          /* when that may be believed */
	int64_t quiet_until;      /* then input ends; 0: never */
	size_t drained;           /* read since the program ended */
	bool ended;
	int status;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Nobody can type: then the end of input is all that can come. */
static void
restart_quiet(struct relay *relay)
{
	relay->quiet_until = relay->terminal.keys < 0 ?
		now_ms() + QUIET_MS : 0;
}

static void
ask(struct relay *relay, struct flow *flow)
{
	if (relay->asker != NULL && relay->asker != flow)
		return;
	relay->asker = NULL;
	if (flow->watch.len == 0 || !relay->typist->asked(relay->typist->arg,
		    flow->watch.line) ||
	    relay->typist->due(relay->typist->arg) < 0)
		return;
	relay->asker = flow;
	relay->settled = now_ms() + SETTLE_MS;
}

/* What a person types is their own answer. */
static void
on_keys(struct relay *relay)
{
	if (relay->asker != NULL)
		watch_typed(&relay->asker->watch, "");
	relay->asker = NULL;
}

/* The terminal is gone: to the program, too. */
static void
hang_up(struct relay *relay)
{
	relay->flows[FLOW_KEYS].from = -1;
	kill(-relay->pid, SIGHUP);
	kill(-relay->pid, SIGCONT);
}

static void
flow_read(struct relay *relay, struct flow *flow)
{
	ssize_t got = read(flow->from, flow->bytes, sizeof(flow->bytes));
	bool is_keys = flow == &relay->flows[FLOW_KEYS];

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got <= 0) {
		flow->from = -1;
		if (is_keys)
			hang_up(relay);
		return;
	}
	flow->at = 0;
	flow->len = flow->to >= 0 ? (size_t)got : 0;
	if (is_keys) {
		on_keys(relay);
		return;
	}
	relay->drained += relay->ended ? (size_t)got : 0;
	watch_feed(&flow->watch, flow->bytes, (size_t)got);
	restart_quiet(relay);
	ask(relay, flow);
}

/* Nobody reads on: the program gets SIGPIPE if it was a pipe of its own. */
static void
flow_close(struct relay *relay, struct flow *flow)
{
	flow->to = -1;
	if (flow == &relay->flows[FLOW_OUT]) {
		fd_close(&relay->launcher->out);
		flow->from = -1;
	}
	if (flow == &relay->flows[FLOW_ERRS]) {
		fd_close(&relay->launcher->errs);
		flow->from = -1;
	}
}

static void
flow_write(struct relay *relay, struct flow *flow)
{
	ssize_t put = write(flow->to, flow->bytes + flow->at, flow->len);

	if (put < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (put < 0) {
		flow_close(relay, flow);
		put = (ssize_t)flow->len;
	}
	flow->at += (size_t)put;
	flow->len -= (size_t)put;
	if (flow->len == 0)
		explicit_bzero(flow->bytes, sizeof(flow->bytes));
}

/* Types something that the person did not. No key of theirs may wait. */
static void
type(struct relay *relay, const char *text, size_t len)
{
	struct flow *keys = &relay->flows[FLOW_KEYS];

	memcpy(keys->bytes, text, len);
	keys->at = 0;
	keys->len = len;
}

/* Tells it on our terminal as that usually is. */
static void
tell(struct relay *relay, const struct err *err)
{
	relay_terminal_leave(&relay->terminal);
	relay->typist->tell(relay->typist->arg, err);
	relay->flows[FLOW_KEYS].from = relay_terminal_enter(&relay->terminal);
}

static void
type_code(struct relay *relay)
{
	struct flow *asker = relay->asker;
	char line[CODE_TEXT_SIZE + 1];
	struct code code = {0};
	struct err err = {0};

	relay->asker = NULL;
	if (relay->typist->code(relay->typist->arg, &code, &err)) {
		int len = snprintf(line, sizeof(line), "%s\r", code.text);

		type(relay, line, (size_t)len);
		explicit_bzero(line, sizeof(line));
	} else {
		tell(relay, &err);
	}
	watch_typed(&asker->watch, code.text);
	explicit_bzero(&code, sizeof(code));
}

static void
end_input(struct relay *relay)
{
	char end = relay_terminal_end(relay->launcher->terminal);

	if (end != 0)
		type(relay, &end, 1);
	restart_quiet(relay);
}

/* Is something that the program wrote still on its way? */
static bool
is_writing(const struct relay *relay)
{
	for (size_t i = FLOW_SCREEN; i < FLOW_COUNT; i++)
		if (relay->flows[i].len > 0)
			return true;
	return false;
}

/* Milliseconds until something is to be done by itself; -1: nothing is. */
static int
time_left(const struct relay *relay)
{
	int64_t now = now_ms(), left = INT_MAX, due;

	if (relay->ended)
		return is_writing(relay) ? -1 : 0;
	if (relay->asker != NULL) {
		due = relay->typist->due(relay->typist->arg);
		left = relay->settled - now;
		if (due > left)
			left = due;
	} else if (relay->quiet_until != 0) {
		left = relay->quiet_until - now;
	}
	if (left == INT_MAX)
		return -1;
	return left < 0 ? 0 : left > DAY_MS ? DAY_MS : (int)left;
}

/* What is to be done by itself, and is due. */
static void
on_time(struct relay *relay)
{
	int64_t now = now_ms(), due;

	if (relay->flows[FLOW_KEYS].len > 0 || relay->ended)
		return;
	if (relay->asker == NULL) {
		if (relay->quiet_until != 0 && now >= relay->quiet_until)
			end_input(relay);
		return;
	}
	due = relay->typist->due(relay->typist->arg);
	if (due < 0)
		relay->asker = NULL;
	else if (due == 0 && now >= relay->settled)
		type_code(relay);
}

/* The program stopped as by Ctrl-Z: so do we, with it. */
static void
on_stop(struct relay *relay)
{
	relay_terminal_leave(&relay->terminal);
	signals_stop_group();
	relay->flows[FLOW_KEYS].from = relay_terminal_enter(&relay->terminal);
	relay_terminal_resize(&relay->terminal, relay->launcher->terminal);
	launcher_resume(relay->launcher);
}

static void
on_control(struct relay *relay)
{
	int value;

	switch (launcher_next(relay->launcher, &value)) {
	case LAUNCHER_STOPPED:
		on_stop(relay);
		return;
	case LAUNCHER_ENDED:
		relay->status = value;
		break;
	case LAUNCHER_LOST:
		relay->status = STATUS_LOST;
		break;
	}
	relay->ended = true;
}

/* Keys reach the program as keys; these are signals from elsewhere. */
static void
on_signal(struct relay *relay)
{
	int number = signals_take(relay->signals);
	int pty = relay->launcher->terminal;

	switch (number) {
	case 0:
		break;
	case SIGWINCH:
		relay_terminal_resize(&relay->terminal, pty);
		break;
	case SIGCONT:
		if (!relay->terminal.raw)
			relay->flows[FLOW_KEYS].from =
				relay_terminal_enter(&relay->terminal);
		break;
	case SIGHUP:
		hang_up(relay);
		break;
	case SIGTERM:
		kill(-relay->pid, SIGTERM);
		kill(-relay->pid, SIGCONT);
		break;
	default:
		/* To whatever is in the foreground there, as a key would. */
		ioctl(pty, TIOCSIG, number);
	}
}

static int
await(struct relay *relay, struct pollfd polled[static FLOW_COUNT + 2])
{
	for (size_t i = 0; i < FLOW_COUNT; i++) {
		const struct flow *flow = &relay->flows[i];

		polled[i] = flow->len > 0 ?
			(struct pollfd){.fd = flow->to, .events = POLLOUT} :
			(struct pollfd){.fd = flow->from, .events = POLLIN};
	}
	/* Later keys are for whoever has the terminal next. */
	if (relay->ended)
		polled[FLOW_KEYS].fd = -1;
	polled[FLOW_COUNT] = (struct pollfd){
		.fd = relay->ended ? -1 : relay->launcher->control,
		.events = POLLIN,
	};
	polled[FLOW_COUNT + 1] = (struct pollfd){
		.fd = relay->signals, .events = POLLIN,
	};
	return poll(polled, FLOW_COUNT + 2, time_left(relay));
}

static void
pass(struct relay *relay, const struct pollfd polled[static FLOW_COUNT])
{
	for (size_t i = 0; i < FLOW_COUNT; i++) {
		struct flow *flow = &relay->flows[i];

		if (polled[i].fd < 0 || polled[i].revents == 0)
			continue;
		if (flow->len > 0)
			flow_write(relay, flow);
		else
			flow_read(relay, flow);
	}
}

/* What the program wrote last is passed on, too; but what it left running is
 * not waited for. */
static void
loop(struct relay *relay)
{
	struct pollfd polled[FLOW_COUNT + 2];

	for (;;) {
		int ready = await(relay, polled);

		if (ready < 0)
			continue;
		if (relay->ended && !is_writing(relay) &&
		    (ready == 0 || relay->drained > DRAIN_MAX))
			return;
		pass(relay, polled);
		if (polled[FLOW_COUNT + 1].revents != 0)
			on_signal(relay);
		if (polled[FLOW_COUNT].fd >= 0 &&
		    polled[FLOW_COUNT].revents != 0)
			on_control(relay);
		on_time(relay);
	}
}

static void
relay_free(struct relay **relay)
{
	if (*relay == NULL)
		return;
	relay_terminal_close(&(*relay)->terminal);
	fd_close(&(*relay)->signals);
	signals_release(&(*relay)->held);
	secmem_free(*relay);
}

/* In secmem, as keys and codes pass. */
static struct relay *
relay_new(struct launcher *launcher, const struct relay_typist *typist,
	struct err *err)
{
	struct relay *relay = secmem_alloc(sizeof(*relay));

	if (relay == NULL) {
		err_nomem(err);
		return NULL;
	}
	*relay = (struct relay){
		.launcher = launcher, .typist = typist, .signals = -1,
	};
	relay_terminal_open(&relay->terminal);
	signals_hold_relay(&relay->held);
	relay->signals = signals_open_relay(err);
	if (relay->signals < 0)
		relay_free(&relay);
	return relay;
}

static void
connect_flows(struct relay *relay)
{
	const struct launcher *launcher = relay->launcher;
	struct flow *flows = relay->flows;

	flows[FLOW_KEYS].from = relay_terminal_enter(&relay->terminal);
	flows[FLOW_KEYS].to = launcher->terminal;
	flows[FLOW_SCREEN].from = launcher->terminal;
	flows[FLOW_SCREEN].to = relay->terminal.screen;
	flows[FLOW_OUT].from = launcher->out;
	flows[FLOW_OUT].to = STDOUT_FILENO;
	flows[FLOW_ERRS].from = launcher->errs;
	flows[FLOW_ERRS].to = STDERR_FILENO;
}

bool
relay_run(struct launcher *launcher, const struct relay_typist *typist,
	int *status, struct err *err)
{
	CLEANUP(relay_free) struct relay *relay = relay_new(launcher, typist,
		err);
	bool own_stdin = !isatty(STDIN_FILENO) && !relay_input_is_spent();

	if (relay == NULL)
		return false;
	relay_terminal_dress(&relay->terminal, launcher->terminal);
	if (!launcher_go(launcher, own_stdin, &relay->pid, err))
		return false;
	connect_flows(relay);
	restart_quiet(relay);
	loop(relay);
	*status = relay->status;
	return true;
}
