/* The state of a relay, for its two files only. */
#ifndef CLI_RELAY_STATE_H
#define CLI_RELAY_STATE_H

#include "base/err.h"
#include "cli/relay.h"
#include "cli/relay_terminal.h"
#include "cli/watch.h"
#include "os/signals.h"

#define FLOW_SIZE 4096

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
	struct err lost;          /* why its output could not be passed on */
	bool ended;
	int status;
};

/* Is something that the program wrote still on its way? */
bool relay_is_writing(const struct relay *relay);

/* relay_typing.c: what is typed that the person did not, and when. */

/* The program wrote something: it does not wait for input. */
void relay_restart_quiet(struct relay *relay);

/* It ended in a line that may ask for a code. */
void relay_ask(struct relay *relay, struct flow *flow);

/* The person types: that is their own answer. */
void relay_on_keys(struct relay *relay);

/* Milliseconds until something is to be done by itself; -1: nothing is. */
int relay_time_left(const struct relay *relay);

/* Does what is to be done by itself, and is due. */
void relay_on_time(struct relay *relay);

#endif
