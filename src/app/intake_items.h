/* Putting what was found into an intake; private to app. */
#ifndef APP_INTAKE_ITEMS_H
#define APP_INTAKE_ITEMS_H

#include "app/intake.h"

/* One source being read into an intake. */
struct gather {
	struct intake *intake;
	const struct session *session; /* its open vault knows duplicates */
	const char *source;
	bool in_folder; /* one file of many: what it lacks is no failure */
};

/* Takes *entry over. warning may be NULL or "". What entry_check() refuses is
 * added as skipped. */
bool gather_entry(const struct gather *gather, struct entry *entry,
	const char *warning, struct err *err) MUST_USE;

/* name may be NULL. */
bool gather_skipped(const struct gather *gather, const char *name,
	const struct err *reason, struct err *err) MUST_USE;

/* Moves what a format found into the intake. ERR_NO_MATCH if that is no
 * account. */
bool gather_import(const struct gather *gather, struct import *import,
	struct err *err) MUST_USE;

#endif
