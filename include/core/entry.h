/* One account: its fields and their limits. */
#ifndef CORE_ENTRY_H
#define CORE_ENTRY_H

#include "base/buf.h"
#include "base/secret.h"
#include "base/str.h"

enum entry_type { ENTRY_TOTP, ENTRY_HOTP, ENTRY_STEAM };
enum entry_algorithm { ENTRY_SHA1, ENTRY_SHA256, ENTRY_SHA512 };

#define ENTRY_ID_SIZE 37 /* a UUID in lower case and NUL */

/* Limits, inclusive. */
#define ENTRY_DIGITS_MIN 4
#define ENTRY_DIGITS_MAX 10
#define ENTRY_PERIOD_MIN 1
#define ENTRY_PERIOD_MAX 86400
#define ENTRY_SECRET_MAX 1024  /* bytes */
#define ENTRY_NAME_MAX 1024    /* bytes of issuer or account */
#define ENTRY_NOTE_MAX 16384   /* bytes */
#define ENTRY_COUNTER_MAX (UINT64_MAX - 1) /* there is one after it */
#define ENTRY_TAG_MAX 128      /* bytes of one tag */
#define ENTRY_TAGS_MAX 64
#define ENTRY_RECOVERY_MAX 128 /* codes */
#define ENTRY_RECOVERY_CODE_MAX 256 /* bytes of one */
#define ENTRY_HISTORY_MAX 64   /* earlier keys */

#define ENTRY_DIGITS_DEFAULT 6
#define ENTRY_PERIOD_DEFAULT 30

/* Steam has no other parameters than these, with SHA1. */
#define ENTRY_STEAM_DIGITS 5
#define ENTRY_STEAM_PERIOD 30

struct recovery {
	char *code;
	int64_t used; /* seconds since 1970; 0 while unused */
};

/* A key that the account had. */
struct old_key {
	struct secret secret;
	int64_t until;    /* when it was last known to be the key */
	uint64_t counter; /* the next to use with it, of HOTP */
};

/*
 * All text is UTF-8, in secmem and owned; issuer, account and note may be ""
 * but not NULL once entry_init() succeeded. A broken entry (one that could
 * not be understood when the vault was read) has raw and reason set, and of
 * the other fields only those that could be read.
 */
struct entry {
	char id[ENTRY_ID_SIZE];
	char *issuer;
	char *account;
	enum entry_type type;
	enum entry_algorithm algorithm;
	struct secret secret;
	unsigned int digits;
	unsigned int period; /* seconds; TOTP and Steam */
	uint64_t counter;    /* the next to use; HOTP, kept for other types */
	char **tags;
	size_t tag_count;
	char *note;
	bool favorite;
	struct recovery *recovery;
	size_t recovery_count;
	struct old_key *history;
	size_t history_count;
	int64_t verified; /* the end of the period of the last code that was
			taken once; TOTP and Steam */
	int64_t created, modified;
	int64_t trashed; /* 0 = not in the trash */
	char *extra;     /* unknown keys as a JSON object, or NULL */
	struct secret raw; /* a broken entry's line, byte for byte, or empty */
	char *reason;    /* why it is broken, or NULL */
};

#define ENTRY CLEANUP(entry_wipe) struct entry

/* Defaults: TOTP, SHA1, 6, 30, empty texts, no id. */
bool entry_init(struct entry *entry, struct err *err) MUST_USE;
void entry_wipe(struct entry *entry);

/* Sets the type; Steam's fixed digits, period and algorithm come with it. */
void entry_set_type(struct entry *entry, enum entry_type type);

/* A deep copy; out must be empty ({0}) before. */
bool entry_copy(const struct entry *entry, struct entry *out, struct err *err)
	MUST_USE;

/* Gives all away; *from is empty ({0}) then. */
struct entry entry_move(struct entry *from);

/* Checks every limit above and that the texts are UTF-8 without control
 * characters (a note may have newlines and tabs). A broken entry is ERR_FORMAT
 * with its reason. The err names the field. */
bool entry_check(const struct entry *entry, struct err *err) MUST_USE;

/* The part of it that a code depends on: not broken, secret, algorithm, digits,
 * period. */
bool entry_check_parameters(const struct entry *entry, struct err *err)
	MUST_USE;

/* Appends text from outside as a name may be: what is not UTF-8 is taken for
 * ISO 8859-1, and control characters become blanks. */
void entry_clean_name(const char *text, size_t len, struct buf *out);

/* Adds a copy of tag unless it is there (ignoring case). ERR_FORMAT beyond
 * ENTRY_TAGS_MAX. */
bool entry_add_tag(struct entry *entry, const char *tag, struct err *err)
	MUST_USE;
bool entry_has_tag(const struct entry *entry, const char *tag);

/* Adds a copy of an unused (used = 0) or used recovery code. */
bool entry_add_recovery(struct entry *entry, const char *code, int64_t used,
	struct err *err) MUST_USE;
size_t entry_recovery_left(const struct entry *entry);

/*
 * Adds a copy of an earlier key. One that is there already gets the later time
 * and the higher counter; beyond ENTRY_HISTORY_MAX, the one longest out of use
 * goes.
 */
bool entry_add_old_key(struct entry *entry, const struct secret *secret,
	int64_t until, uint64_t counter, struct err *err) MUST_USE;

/* The earlier key of these bytes, or NULL. */
struct old_key *entry_old_key(const struct entry *entry,
	const struct secret *secret);

void entry_remove_old_key(struct entry *entry, struct old_key *key);

/* modified becomes now, or a second more than it was: of two states of an
 * account, a merge must find the later one, however fast they followed. */
void entry_touch(struct entry *entry, int64_t now);

bool entry_is_broken(const struct entry *entry);

/* "totp", "hotp", "steam"; "SHA1", "SHA256", "SHA512". */
const char *entry_type_name(enum entry_type type);
const char *entry_algorithm_name(enum entry_algorithm algorithm);
/* Any case, and for algorithms the spellings of formats.md 0.3 ("HMAC-SHA-256",
 * "Algorithm.sha1"; "" and "null" are SHA1). The err lists the valid words. */
bool entry_type_parse(const char *text, enum entry_type *out, struct err *err)
	MUST_USE;
bool entry_algorithm_parse(const char *text, enum entry_algorithm *out,
	struct err *err) MUST_USE;

/* "ISSUER:ACCOUNT", or the one that is not empty; appended to out. */
void entry_title(const struct entry *entry, struct buf *out);

/* Same type, secret, issuer and account. */
bool entry_is_duplicate(const struct entry *a, const struct entry *b);

#endif
