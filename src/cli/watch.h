/*
 * The line that a program's output ends with, as a person sees it: without
 * control sequences, and only its last bytes. Pure.
 */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "core/code.h"

#define WATCH_LINE_MAX 512

enum watch_state {
	WATCH_TEXT,
	WATCH_ESCAPE,     /* behind ESC */
	WATCH_SEQUENCE,   /* in ESC [ ... */
	WATCH_STRING,     /* in ESC ] ... and the like */
	WATCH_STRING_END, /* behind the ESC that may end it */
	WATCH_ONE_MORE,   /* in ESC ( and the like */
};

struct watch {
	char line[WATCH_LINE_MAX + 1]; /* ended by a NUL */
	size_t len;
	enum watch_state state;
	bool returned;  /* a carriage return: a line feed, or writing anew */
	char echo[CODE_TEXT_SIZE]; /* what was typed and may be shown */
	size_t echo_at; /* so much of it has been */
};

/* Takes what the program writes, in whatever pieces. */
void watch_feed(struct watch *watch, const void *bytes, size_t len);

/* The code was typed behind the line: neither that line nor the echo of the
 * code is looked at any more. */
void watch_typed(struct watch *watch, const char *code);

#endif
