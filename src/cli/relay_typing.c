/* What a relay types that the person did not: a code where one is asked for,
 * or the end of input. */
#include "cli/relay_state.h"

#include <limits.h>

#define SETTLE_MS 100   /* a prompt is one if nothing follows for so long */
#define QUIET_MS 30000  /* so long without output: waiting for input */
#define DAY_MS 86400000

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Nobody can type: then the end of input is all that can come. */
void
relay_restart_quiet(struct relay *relay)
{
	relay->quiet_until = relay->terminal.keys < 0 ?
		now_ms() + QUIET_MS : 0;
}

void
relay_ask(struct relay *relay, struct flow *flow)
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

void
relay_on_keys(struct relay *relay)
{
	if (relay->asker != NULL)
		watch_typed(&relay->asker->watch, "");
	relay->asker = NULL;
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
	relay_restart_quiet(relay);
}

int
relay_time_left(const struct relay *relay)
{
	int64_t now = now_ms(), left = INT_MAX, due;

	if (relay->ended)
		return relay_is_writing(relay) ? -1 : 0;
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

void
relay_on_time(struct relay *relay)
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
