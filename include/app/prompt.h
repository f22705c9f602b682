/*
 * Questions on the terminal (/dev/tty, so that stdin may be a pipe), for the
 * command line; the screen has its own. The terminal is set back on every way
 * out, Ctrl-C, suspension and death by signal included.
 */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include "base/secret.h"
#include "base/str.h"

#define PROMPT_MAX ((size_t)16384) /* bytes of one answer */

/*
 * Shows text and reads a line without echo; out must be empty before.
 * ERR_LOCKED at once when there is no terminal; ERR_INTERRUPTED for Ctrl-C;
 * ERR_REFUSED "nothing was typed" for Ctrl-D or an empty line.
 */
bool prompt_secret(const char *text, struct secret *out, struct err *err)
	MUST_USE;

/* The same with echo; an empty line gives "". */
bool prompt_line(const char *text, char **out, struct err *err) MUST_USE;

enum prompt_event {
	PROMPT_LINE, /* something was typed, perhaps nothing */
	PROMPT_END,  /* Ctrl-D, or the terminal is gone */
	PROMPT_IDLE, /* no key for so long */
	PROMPT_STOP, /* Ctrl-Z; the caller is to raise SIGTSTP */
};

/*
 * prompt_line() for a dialogue that holds secrets: it comes back, with the
 * terminal as before, so that they can be wiped. Time asleep counts as idle.
 * *out is NULL but for PROMPT_LINE.
 */
bool prompt_dialogue(const char *text, int64_t idle_seconds,
	enum prompt_event *event, char **out, struct err *err) MUST_USE;

/* Shows text and " [y/N] "; anything but yes is no. */
bool prompt_yes_no(const char *text, bool *yes, struct err *err) MUST_USE;

/* True if there is a terminal to ask on. */
bool prompt_possible(void);

/* A line for the person on the terminal, or nowhere if there is none. */
void prompt_say(const char *text);

#endif
