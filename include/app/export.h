/*
 * Export, the same from the command line and the screen: choose the accounts
 * that the format can hold, then write them, encrypted or not.
 */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/session.h"
#include "interop/format.h"

/* What a person must know of one account. */
struct export_notice {
	const struct entry *entry;
	bool skipped; /* else it is written, but not all of it */
	char *text;   /* why, or what is missing */
};

struct export {
	const struct format *format;
	struct selection entries; /* those that go; borrowed from the vault */
	struct export_notice *notices;
	size_t notice_count;
	size_t skipped;
};

#define EXPORT CLEANUP(export_wipe) struct export

/* The live accounts of the open vault that match pattern as entries_filter()
 * tells (NULL: all). ERR_NO_MATCH if none does; one that cannot be written is
 * a notice. *out is empty before. */
bool export_gather(const struct session *session, const struct format *format,
	const char *pattern, struct export *out, struct err *err) MUST_USE;
void export_wipe(struct export *export);

/* Appends an age file of plain. */
bool export_encrypt(const struct buf *plain, const struct age_header *header,
	const struct secret *file_key, struct buf *out, struct err *err)
	MUST_USE;

/* Writes path (0600) whole or not at all; Ctrl-C waits. replace allows for a
 * file there, but never for the vault itself. */
bool export_save(const struct session *session, const char *path,
	const struct buf *bytes, bool replace, struct err *err) MUST_USE;

/* What export_save() would refuse, to be told before there is any work. */
bool export_check_target(const struct session *session, const char *path,
	bool replace, struct err *err) MUST_USE;

#endif
