/*
 * Recovery codes: what a service gives for the day without the authenticator,
 * each good for once.
 */
#ifndef APP_RECOVERY_H
#define APP_RECOVERY_H

#include "app/session.h"

#define RECOVERY_INPUT_MAX ((size_t)64 * 1024) /* bytes of pasted text */

/* Codes as they were given, each with the line it was on, from 1. */
struct recovery_code {
	char *text;
	size_t line;
};

struct recovery_codes {
	struct recovery_code *items;
	size_t len;
};

#define RECOVERY_CODES CLEANUP(recovery_codes_wipe) struct recovery_codes

/*
 * Adds the codes of one line: a code alone, or what people paste: "1. abcd",
 * "* abcd", several between tabs, runs of blanks or numbers. literal: the line
 * without the blanks around it is the code. A line of blanks has none.
 * ERR_FORMAT for what is no code, or too long, ERR_REFUSED for one that is
 * there already; the err names the line, never the code. Then the codes are as
 * before.
 */
bool recovery_parse_line(const char *text, size_t len, size_t line,
	bool literal, struct recovery_codes *codes, struct err *err) MUST_USE;

/* The same for all lines of a text; ERR_FORMAT if there is no code. */
bool recovery_parse(const char *text, size_t len, bool literal,
	struct recovery_codes *codes, struct err *err) MUST_USE;

void recovery_codes_wipe(struct recovery_codes *codes);

/* True if they differ in blanks and dashes only. */
bool recovery_same(const char *a, const char *b);

/*
 * Gives the codes to an account, all or none. ERR_REFUSED names the line of
 * one that it has already, or if there would be more than ENTRY_RECOVERY_MAX;
 * the longest used go first then. With replace those left of before count as
 * used from now on: services take no earlier ones when they gave new ones.
 */
bool recovery_add(struct session *session, const char *id,
	const struct recovery_codes *codes, bool replace, struct err *err)
	MUST_USE;

/*
 * Marks a code as used and, once that is saved, gives a copy of it; left is how
 * many there are then. code NULL: the first that is left. Else it is found with
 * other blanks and dashes too, and in any case if that is clear. ERR_NO_MATCH
 * if there is none; ERR_REFUSED for a used one, saying when.
 */
bool recovery_use(struct session *session, const char *id, const char *code,
	char **out, size_t *left, struct err *err) MUST_USE;

#endif
