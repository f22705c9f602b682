/* Our own terminal, for a relay. */
#ifndef CLI_RELAY_TERMINAL_H
#define CLI_RELAY_TERMINAL_H

#include <termios.h>

#include "base/base.h"

struct relay_terminal {
	int keys;   /* where the person types, or -1 */
	int screen; /* where they look */
	int tty;    /* owned: /dev/tty, or -1 */
	bool known; /* before is set */
	bool raw;
	struct termios before;
};

/* Finds it; there may be none. */
void relay_terminal_open(struct relay_terminal *terminal);
void relay_terminal_close(struct relay_terminal *terminal);

/* Makes the settings and the size of the pty ours. */
void relay_terminal_dress(const struct relay_terminal *terminal, int pty);

/* Only its size. */
void relay_terminal_resize(const struct relay_terminal *terminal, int pty);

/* From now on keys come one by one and mean nothing. Returns where to read
 * them: -1 without a terminal, or in its background. */
int relay_terminal_enter(struct relay_terminal *terminal);

/* As it was before. */
void relay_terminal_leave(struct relay_terminal *terminal);

/* The key that ends the input on the pty; 0 if there is none now. */
char relay_terminal_end(int pty);

/* Is there nothing to read on our standard input, ever? */
bool relay_input_is_spent(void);

#endif
