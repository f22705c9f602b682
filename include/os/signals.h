/*
 * Ctrl-C and its kin. They keep their default effect, so nothing can fail to
 * end; only what must be whole (a save) or undone (terminal settings) holds
 * them back meanwhile.
 */
#ifndef OS_SIGNALS_H
#define OS_SIGNALS_H

#include <signal.h>

#include "base/err.h"

struct signals_held {
	sigset_t before;
};

/* Blocks SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGTSTP in this thread; they
 * stay pending. Holds nest. */
void signals_hold(struct signals_held *held);

/* Back to before; what came meanwhile takes effect now. */
void signals_release(const struct signals_held *held);

/* While held: has one come that wants the program to end? It stays. */
bool signals_end_pending(void);

/* While held: a descriptor that gets readable when one of them comes, for
 * poll(). -1 on failure. */
int signals_open(struct err *err) MUST_USE;

/* Takes the next signal off it; 0 if there is none. */
int signals_take(int fd);

/* While held: lets the signal have its default effect now. Returns only if
 * that was to stop, and after going on. */
void signals_deliver(const struct signals_held *held, int number);

/* What a relay between two terminals takes over: the same, SIGWINCH and
 * SIGCONT; for signals_release() and signals_take(). SIGPIPE is ignored from
 * then on. */
void signals_hold_relay(struct signals_held *held);
int signals_open_relay(struct err *err) MUST_USE;

/* While held: stops our process group as Ctrl-Z would, if that is possible.
 * Returns after going on. */
void signals_stop_group(void);

/* All signals but faults off in this thread: for helper threads, before they
 * are started. */
void signals_hold_all(struct signals_held *held);

#endif
