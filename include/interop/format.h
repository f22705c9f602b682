/*
 * Foreign formats, one a file and one row each. A reader gets bytes, never a
 * path, and never prints.
 */
#ifndef INTEROP_FORMAT_H
#define INTEROP_FORMAT_H

#include "core/entries.h"

struct identities;

#define FORMAT_FILE_MAX ((size_t)128 * 1024 * 1024)
#define FORMAT_ENTRIES_MAX ((size_t)200000)
#define FORMAT_SKIPPED_MAX ((size_t)10000) /* each costs a kilobyte */

/* What one file gave: good entries, and every refused one with its reason. */
struct import_skip {
	char *name;       /* what is known of it, or "" */
	struct err err;   /* its place and reason */
};

#define FORMAT_NOTE_SIZE 160

struct import_note {
	size_t index;     /* of the entry it is about */
	char text[FORMAT_NOTE_SIZE]; /* a warning for the user */
};

#define IMPORT_BATCHES_MAX 64
#define IMPORT_PARTS_MAX 64

/* An export that is spread over several QR codes, some of which were seen. */
struct import_batch {
	uint64_t id, size;
	uint64_t seen;    /* a bit for each part */
};

struct import_batches {
	struct import_batch items[IMPORT_BATCHES_MAX];
	size_t len;
};

struct import {
	struct entries entries;
	struct import_skip *skipped;
	size_t skipped_count;
	struct import_note *notes;
	size_t note_count;
	struct import_batches batches;
};

#define IMPORT CLEANUP(import_wipe) struct import

/* Takes *entry over. ERR_FORMAT beyond FORMAT_ENTRIES_MAX. */
bool import_add(struct import *import, struct entry *entry, struct err *err)
	MUST_USE;
/* name may be NULL. Copies *reason. ERR_FORMAT beyond FORMAT_SKIPPED_MAX. */
bool import_skip(struct import *import, const char *name,
	const struct err *reason, struct err *err) MUST_USE;
/* A warning about the entry added last; "" or none added is nothing. */
bool import_note(struct import *import, const char *text, struct err *err)
	MUST_USE;
void import_wipe(struct import *import);

/* Adds the parts of *batch to those seen. A batch that is no batch, or one
 * too many, is left out. */
void import_batches_add(struct import_batches *batches,
	const struct import_batch *batch);
/* All of *from, which may have batches in common. */
void import_batches_join(struct import_batches *batches,
	const struct import_batches *from);

enum format_match { MATCH_NO, MATCH_MAYBE, MATCH_SURE };

enum format_flags {
	FORMAT_ENCRYPTED = 1 << 0, /* may want a passphrase */
	FORMAT_IMPORT = 1 << 1,
	FORMAT_EXPORT = 1 << 2,
};

struct format {
	const char *name;  /* what --from and --format take */
	const char *title;
	unsigned int flags;
	/* By content; never decrypts. The surest wins, then the first. */
	enum format_match (*match)(const uint8_t *bytes, size_t len);
	/* passphrase is NULL until one is known; then ERR_LOCKED asks for it.
	 * Fails only when nothing can be known. */
	bool (*read)(const uint8_t *bytes, size_t len,
		const struct secret *passphrase, struct import *out,
		struct err *err);
	/* Optional. Whether it is identities that open it, and then the same
	 * by those; ERR_LOCKED if none of them does. */
	bool (*is_identified)(const uint8_t *bytes, size_t len);
	bool (*read_identified)(const uint8_t *bytes, size_t len,
		const struct identities *identities, struct import *out,
		struct err *err);
	/* Optional. Writes the entries as text. */
	bool (*write)(const struct selection *entries, struct buf *out,
		struct err *err);
	/* Optional. The same as lines, each to be a QR code of its own, of at
	 * most per_page entries. */
	bool (*write_pages)(const struct selection *entries, size_t per_page,
		struct buf *out, struct err *err);
	/* Optional, of one that can write: see format_fits(). */
	bool (*fits)(const struct entry *entry, struct buf *lost,
		struct err *err);
};

#define FORMAT_PAGE_MAX 10 /* what Google Authenticator puts into one */

/* All formats, ended by NULL, in the order of precedence. */
extern const struct format *const formats[];

const struct format *format_find(const char *name);
/*
 * What would be missing of the entry when it is read back, in words ("tags,
 * note"), appended to lost. ERR_FORMAT if the format cannot hold it at all,
 * saying what it would want.
 */
bool format_fits(const struct format *format, const struct entry *entry,
	struct buf *lost, struct err *err) MUST_USE;

/* NULL if none recognises the bytes. */
const struct format *format_guess(const uint8_t *bytes, size_t len);

/* What those are that another program made and none reads ("a backup of
 * Aegis Authenticator"), or NULL. */
const char *format_other(const uint8_t *bytes, size_t len);

#endif
