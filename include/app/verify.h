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
#define VERIFY_RESYNC_SPAN 1000 /* counters before and after */
#define VERIFY_PAIR_SPAN 3000   /* the same, of two codes in a row */

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
 * to look far ahead. Never before the counter, as no code is valid twice. */
bool verify_pair(struct session *session, const char *id, const char *first,
	const char *second, unsigned int window, struct verdict *out,
	struct err *err) MUST_USE;

struct resync {
	uint64_t before, counter; /* the next to use, then and now */
};

/*
 * Puts the counter in step with a service: at the code that it expects next,
 * the nearest within VERIFY_RESYNC_SPAN, or with a second one (else NULL)
 * behind those two, which follow one another and were taken by the service,
 * the nearest within VERIFY_PAIR_SPAN. Before the present counter as well as
 * after it: for who has used codes made elsewhere, or has made codes that were
 * never used. Codes from counter to before - 1 are made once more then, which
 * others may have seen. ERR_MISMATCH as above; for HOTP only.
 */
bool verify_resync(struct session *session, const char *id, const char *code,
	const char *second, struct resync *out, struct err *err) MUST_USE;

#endif
