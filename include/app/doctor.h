/*
 * What may be wrong around the vault: one check a row, for the command line
 * and the screen. Nobody is asked for anything: contents are checked if the
 * session is unlocked, or its options, the keyring or the environment tell
 * the key; then it is unlocked afterwards.
 */
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include "app/session.h"

enum doctor_state {
	DOCTOR_OK,
	DOCTOR_WARN, /* it works, but not as well as it could */
	DOCTOR_FAIL, /* something that should work does not */
};

#define DOCTOR_DETAIL_SIZE 1200

struct doctor_finding {
	enum doctor_state state;
	char detail[DOCTOR_DETAIL_SIZE]; /* one line, not yet printable */
};

struct doctor_check {
	const char *what;
	void (*look)(struct session *session, struct doctor_finding *out);
};

/* In the order in which they are to be run; ended by {0}. */
extern const struct doctor_check doctor_checks[];

/* "ok", "warn" or "fail". */
const char *doctor_word(enum doctor_state state);

#endif
