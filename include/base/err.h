/*
 * The error value: owned by the caller, passed as the last parameter, no heap
 * and no globals. A function that can fail returns false and has filled it;
 * every setter returns false so that it can be the returned expression.
 * A reason says what was wanted and what was found. The value of a secret
 * never enters an err.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

/* The kind alone decides the exit status (err_status). */
enum err_kind {
	ERR_NONE,
	ERR_SYSTEM,      /* I/O, memory, a missing program */
	ERR_REFUSED,     /* refused by a rule: duplicate, file exists */
	ERR_FORMAT,      /* the input is not what it should be */
	ERR_USAGE,       /* the command line is wrong */
	ERR_NO_MATCH,    /* no such account, no code in the image */
	ERR_UNREADABLE,  /* a code in the image, but it cannot be read */
	ERR_AMBIGUOUS,   /* more than one account matches */
	ERR_LOCKED,      /* wrong passphrase, or none to be had */
	ERR_DAMAGED,     /* not a vault, or a damaged one */
	ERR_PARTIAL,     /* some entries could not be handled */
	ERR_MISMATCH,    /* the code does not verify */
	ERR_INTERRUPTED, /* the user pressed Ctrl-C */
};

#define ERR_WHERE_MAX 512
#define ERR_TEXT_MAX 512

struct err {
	enum err_kind kind;
	char where[ERR_WHERE_MAX]; /* "backup.json: entries[3].digits" or "" */
	char text[ERR_TEXT_MAX];   /* "must be 4 to 10, is 60" */
};

/* Sets kind and reason, and empties the place. Always false. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* ERR_SYSTEM with ": " and the text of errno appended. Always false. */
bool err_errno(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* ERR_SYSTEM "out of memory". Always false. */
bool err_nomem(struct err *err);

/* True for what err_nomem() has set. */
bool err_is_nomem(const struct err *err);

/*
 * Puts a field in front of the place, joined by a dot ("digits" becomes
 * "info.digits"); what begins with '[' follows without one. Always false.
 */
bool err_field(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts a file or stage in front of the place, joined by ": ". Always false. */
bool err_at(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* "where: text" or "text", cut to size, NUL-terminated. Not yet safe for a
 * terminal: see utf8_printable(). */
void err_format(const struct err *err, char *out, size_t size);

/* The exit status of cli.md for this kind: 0 to 8, or 130. */
int err_status(const struct err *err);

#endif
