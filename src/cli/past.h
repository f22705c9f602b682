/* What undo, restore and merge have in common. */
#ifndef CLI_PAST_H
#define CLI_PAST_H

#include "app/rewind.h"
#include "cli/command.h"

struct past {
	const struct session *session;
	const char *passphrase_file; /* of --source-passphrase-file, or NULL */
	struct foreign foreign;
};

#define PAST CLEANUP(past_wipe) struct past

/* foreign then asks: the file, else a person. past must stay where it is. */
void past_init(struct past *past, const struct session *session,
	const char *passphrase_file);
void past_wipe(struct past *past);

/* Warns of counters that may be behind. True. */
bool past_warn(const struct past *past);

/* One line each on standard output, or all as one JSON object. */
bool past_print(const struct session *session,
	const struct history_changes *changes, bool json, struct err *err)
	MUST_USE;

#endif
