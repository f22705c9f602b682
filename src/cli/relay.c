/*
 * One loop over flows of bytes. A flow is read only when what it read before
 * has been written, and written only where poll() says so: a reader that is
 * slow holds up its own flow, and no signal.
 *
 * The keys are read from standard input, or from /dev/tty where that is no
 * terminal: the program may ask for a password all the same.
 */
#include "cli/relay_state.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>

#include "base/file.h"
#include "base/secmem.h"

#define DRAIN_MAX ((size_t)256 * 1024) /* more than pipe and terminal hold */
#define STATUS_LOST 255 /* the launcher was killed, and the status with it */

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
		relay_on_keys(relay);
		return;
	}
	relay->drained += relay->ended ? (size_t)got : 0;
	watch_feed(&flow->watch, flow->bytes, (size_t)got);
	relay_restart_quiet(relay);
	relay_ask(relay, flow);
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

/* A full disk is not a reader that has had enough. */
static void
note_lost(struct relay *relay)
{
	err_errno(&relay->lost, "cannot write");
	err_at(&relay->lost, "standard output");
}

static void
flow_write(struct relay *relay, struct flow *flow)
{
	ssize_t put = write(flow->to, flow->bytes + flow->at, flow->len);

	if (put < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (put < 0) {
		if (errno != EPIPE && flow == &relay->flows[FLOW_OUT])
			note_lost(relay);
		flow_close(relay, flow);
		put = (ssize_t)flow->len;
	}
	flow->at += (size_t)put;
	flow->len -= (size_t)put;
	if (flow->len == 0)
		explicit_bzero(flow->bytes, sizeof(flow->bytes));
}

bool
relay_is_writing(const struct relay *relay)
{
	for (size_t i = FLOW_SCREEN; i < FLOW_COUNT; i++)
		if (relay->flows[i].len > 0)
			return true;
	return false;
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
	return poll(polled, FLOW_COUNT + 2, relay_time_left(relay));
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
		if (relay->ended && !relay_is_writing(relay) &&
		    (ready == 0 || relay->drained > DRAIN_MAX))
			return;
		pass(relay, polled);
		if (polled[FLOW_COUNT + 1].revents != 0)
			on_signal(relay);
		if (polled[FLOW_COUNT].fd >= 0 &&
		    polled[FLOW_COUNT].revents != 0)
			on_control(relay);
		relay_on_time(relay);
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

/* The program does not know of it: what it said of success is not true. */
static void
tell_lost(struct relay *relay, int *status)
{
	relay_terminal_leave(&relay->terminal);
	relay->typist->tell(relay->typist->arg, &relay->lost);
	if (*status == 0)
		*status = err_status(&relay->lost);
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
	relay_restart_quiet(relay);
	loop(relay);
	*status = relay->status;
	if (relay->lost.kind != ERR_NONE)
		tell_lost(relay, status);
	return true;
}
