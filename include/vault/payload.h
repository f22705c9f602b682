/*
 * What is inside the vault file: JSON lines, as otp-vault(5) specifies. Line 1
 * describes the vault, each further line is one account or a tombstone.
 */
#ifndef VAULT_PAYLOAD_H
#define VAULT_PAYLOAD_H

#include "core/entries.h"
#include "vault/recipients.h"

#define PAYLOAD_VERSION 1
#define PAYLOAD_PAD_BYTES ((size_t)4096)
#define PAYLOAD_TRASH_DAYS 30
#define PAYLOAD_TOMBSTONE_DAYS 730
#define PAYLOAD_LINE_MAX ((size_t)1024 * 1024)
/* Not reached by counting. States of this number have no order but that of
 * their times. */
#define PAYLOAD_REVISION_MAX UINT64_MAX

/* An account with this id is gone unless it was modified after deleted. */
struct tombstone {
	char id[ENTRY_ID_SIZE];
	int64_t deleted;
	char *extra; /* unknown keys as a JSON object, or NULL */
};

struct payload {
	char id[ENTRY_ID_SIZE]; /* of the vault */
	uint64_t version;       /* of the format, PAYLOAD_VERSION or newer */
	uint64_t revision;
	int64_t saved;
	int64_t backup;         /* when the last backup was made, or 0 */
	struct recipients recipients; /* of the header, if it has some */
	char *extra;            /* unknown keys of line 1, or NULL */
	struct entries entries; /* broken lines included, in file order */
	struct tombstone *tombstones;
	size_t tombstone_count;
};

#define PAYLOAD CLEANUP(payload_wipe) struct payload

/* An empty vault at revision 0 with a fresh id. */
bool payload_init(struct payload *payload, struct err *err) MUST_USE;

/* The number so many states after this one, or the last there is. */
uint64_t payload_revision_after(uint64_t revision, uint64_t count);

void payload_wipe(struct payload *payload);

/*
 * Reading is fed any pieces of the text. A line that cannot be understood, or
 * whose id was there before, becomes a broken entry; it has an id in any case:
 * its own, or one made from its bytes. ERR_DAMAGED only when line 1 is not a
 * vault's.
 */
struct payload_reader {
	struct payload *payload; /* {0} before */
	struct buf line;         /* the beginning of one */
	size_t line_number;      /* of the last whole one */
	struct id_set *ids;      /* those seen */
};

#define PAYLOAD_READER CLEANUP(payload_reader_wipe) struct payload_reader

bool payload_feed(struct payload_reader *reader, const uint8_t *bytes,
	size_t len, struct err *err) MUST_USE;
/* After the last piece: takes a last line without newline. */
bool payload_finish(struct payload_reader *reader, struct err *err) MUST_USE;
/* Leaves the payload alone. */
void payload_reader_wipe(struct payload_reader *reader);

/* Takes bytes as they get ready; false stops. */
typedef bool payload_sink(void *arg, const uint8_t *bytes, size_t len,
	struct err *err);

/* Writes all lines and the padding, line by line. */
bool payload_write(const struct payload *payload, payload_sink *sink,
	void *arg, struct err *err) MUST_USE;

/* Appends one account as JSON text without newline: its line in the vault. */
bool payload_write_entry(const struct entry *entry, struct buf *out,
	struct err *err) MUST_USE;

/* A copy, by writing and reading; out is {0} before. */
bool payload_copy(const struct payload *payload, struct payload *out,
	struct err *err) MUST_USE;

/* True if both would be written as the same bytes. */
bool payload_equal(const struct payload *a, const struct payload *b,
	bool *equal, struct err *err) MUST_USE;

/* Has it a broken entry with the bytes of this line? */
bool payload_has_line(const struct payload *payload, const struct secret *raw);

/* Removes an account for good and leaves its tombstone. ERR_NO_MATCH if there
 * is none of this id. */
bool payload_delete(struct payload *payload, const char *id, int64_t now,
	struct err *err) MUST_USE;

/*
 * What every save does: removes what a tombstone says is gone, and for good
 * what was in the trash for PAYLOAD_TRASH_DAYS. Its tombstone has the time of
 * the trashing, not of the purge: a copy in which the account was used on,
 * and changed, meanwhile keeps it. Tombstones themselves go after
 * PAYLOAD_TOMBSTONE_DAYS: a copy that diverged longer ago brings its accounts
 * back. Broken accounts stay. Sorts the tombstones, one for each id.
 */
bool payload_purge(struct payload *payload, int64_t now, struct err *err)
	MUST_USE;

/* The tombstone of an id after payload_purge(), or NULL. */
const struct tombstone *payload_tombstone(const struct payload *payload,
	const char *id);

#endif
