/*
 * A vault whose file is damaged or gone, so that the session cannot be
 * unlocked: what is good takes its place, and the damaged file is kept beside
 * it.
 */
#ifndef APP_RESCUE_H
#define APP_RESCUE_H

#include "app/rewind.h"

struct rescue {
	char *aside;  /* the path of the damaged file now, or NULL: none */
	char *label;  /* of the revision that was taken, or NULL */
	int64_t saved; /* when that was made */
	/* Of the revision whose passphrase or recipients are the vault's now,
	 * or NULL: they are what they were, as far as can be told. */
	char *header_label;
	bool for_recipients;
	/* Of rescue_salvage(): */
	size_t accounts; /* that could be read in the damaged file */
	struct history_changes changes; /* what that gave the revision */
};

#define RESCUE CLEANUP(rescue_wipe) struct rescue

void rescue_wipe(struct rescue *rescue);

/*
 * Makes the revision of this label, or with NULL the newest that can be read,
 * the vault, as a new revision. Its passphrase or recipients are those of the
 * damaged file, or where its header cannot be read, of the newest revision that
 * can be opened. HOTP counters and used recovery codes are the
 * latest that can be read anywhere. The session stays locked. ERR_NO_MATCH if
 * there is no such revision, ERR_DAMAGED if there is no good one; ERR_LOCKED.
 */
bool rescue_restore(struct session *session, struct foreign *foreign,
	const char *label, struct rescue *out, struct err *err) MUST_USE;

/* Merges what can be read of the damaged file with the newest revision that
 * can be read, if there is one. ERR_DAMAGED if nothing can be, or the file is
 * gone. */
bool rescue_salvage(struct session *session, struct foreign *foreign,
	struct rescue *out, struct err *err) MUST_USE;

/* Whether a passphrase opens the vault, or identities; of a vault that does
 * not tell, its newest revision that does. True if none does. */
bool rescue_wants_passphrase(const struct session *session);

/* How many accounts rescue_salvage() could read; the key must be known from an
 * attempt to unlock. */
bool rescue_count(const struct session *session, size_t *accounts);

#endif
