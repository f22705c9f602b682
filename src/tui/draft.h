/* An account as it is typed: what is wrong with it, field by field. */
#ifndef TUI_DRAFT_H
#define TUI_DRAFT_H

#include "core/entry.h"

enum draft_field {
	DRAFT_KEY,
	DRAFT_ISSUER,
	DRAFT_ACCOUNT,
	DRAFT_TAGS, /* as in tag_text.h */
	DRAFT_NOTE,
	DRAFT_TYPE,
	DRAFT_ALGORITHM,
	DRAFT_DIGITS,
	DRAFT_MOVING, /* the period, or of HOTP the counter */
	DRAFT_COUNT,
};

enum draft_state {
	DRAFT_EMPTY, /* nothing to say of it */
	DRAFT_BAD,
	DRAFT_ODD,   /* allowed, but worth a second look */
	DRAFT_FINE,
};

#define DRAFT_NOTE_SIZE 200

struct draft_verdict {
	enum draft_state state;
	char note[DRAFT_NOTE_SIZE]; /* beside the field; may be "" */
};

struct draft {
	const char *text[DRAFT_COUNT]; /* as typed */
	const struct entry *was; /* what it changes: without a key it keeps
				    the one it has; NULL: a new account */
};

/*
 * Looks at one field (in the light of the type). The key may be a text key or
 * an otpauth URI; never is a part of it in the note.
 */
void draft_check(const struct draft *draft, enum draft_field field,
	struct draft_verdict *out);

/* True for a type that fixes algorithm, digits and period: what is typed there
 * does not count. */
bool draft_is_fixed(const struct draft *draft);

/* Makes the account. The err names the field. out must be empty before. */
bool draft_entry(const struct draft *draft, struct entry *out,
	struct err *err) MUST_USE;

/* The label of a field, which for DRAFT_MOVING depends on the type. */
const char *draft_label(const struct draft *draft, enum draft_field field);

/* The word after (by 1) or before (by -1) the text in a field of words, or
 * NULL if the field has none. */
const char *draft_cycle(enum draft_field field, const char *text, int by);

#endif
