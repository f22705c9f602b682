/* The state of one line being typed at a prompt; private to app. */
#ifndef APP_PROMPT_LINE_H
#define APP_PROMPT_LINE_H

#include "base/buf.h"

enum prompt_escape { ESCAPE_NONE, ESCAPE_BEGUN, ESCAPE_CSI, ESCAPE_SS3 };

struct prompt_line {
	int fd;               /* where it is shown */
	const char *question;
	bool echo;
	uint8_t erase, kill, end; /* the terminal's own choice of keys */
	struct buf text;
	enum prompt_escape escape;
	unsigned int number;  /* of a CSI sequence */
	bool pasting;         /* between the marks of a bracketed paste */
	bool overflow;        /* longer than PROMPT_MAX */
	bool gone;            /* Ctrl-D or the terminal's end */
	bool done;
};

/* Shows the question and what is typed so far. */
void prompt_line_show(const struct prompt_line *line);

/* Takes one byte; -1 is the terminal's end. */
void prompt_line_byte(struct prompt_line *line, int byte);

/* How many ms to wait for the next byte, or -1: a lone Escape is told from a
 * sequence by what follows at once. */
int prompt_line_patience(const struct prompt_line *line);
/* That time has passed. */
void prompt_line_pause(struct prompt_line *line);

void prompt_line_wipe(struct prompt_line *line);

#endif
