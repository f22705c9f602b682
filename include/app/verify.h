/*
 * Checking a code that somebody gives, as a service does: against an account's
 * own key. Codes may have blanks and dashes in them, and Steam's any case.
 * Every candidate is made and compared in full, so that the time tells nothing
 * about the right code.
 */
#ifndef APP_VERIFY_H
#define APP_VERIFY_H

#include "app/session.h"

#define VERIFY_WINDOW_DEFAULT 1
#define VERIFY_WINDOW_MAX 3000 /* a day and more, of 30 s each way */
#define VERIFY_RESYNC_SPAN 1000 /* counters before and behind */

struct verdict {
	/* From the present period to that of the code; HOTP: how many codes
	 * were left out. */
	int64_t steps;
	/* The other clock minus ours, in seconds: at least and at most. 0 for
	 * HOTP. */
	int64_t skew_min, skew_max;
	uint64_t counter; /* HOTP: the next to use */
};

/*
 * Is it the code of now, or of at most window periods before or after? With
 * HOTP, of the counter or one of the window counters behind it; then the
 * counter is saved behind the code (RFC 4226 section 7.4). With once a
 * time-based code, and all before it, are saved as used up. ERR_MISMATCH: no
 * such code, or with once one that is used up; nothing is saved then. The err
 * names the account.
 */
bool verify_code(struct session *session, const char *id, const char *code,
	unsigned int window, bool once, struct verdict *out, struct err *err)
	MUST_USE;

/* The same for two codes that follow one another, of HOTP only: the safe way
 * to look far ahead. */
bool verify_pair(struct session *session, const char *id, const char *first,
	const char *second, unsigned int window, struct verdict *out,
	struct err *err) MUST_USE;

/*
 * Puts the counter at the code that the service expects next, the nearest
 * within VERIFY_RESYNC_SPAN before or behind: for who has made codes that were
 * never used, or has used codes made elsewhere. ERR_MISMATCH as above; for
 * HOTP only.
 */
bool verify_resync(struct session *session, const char *id,
	const char *expected, uint64_t *counter, struct err *err) MUST_USE;

#endif
