/* The parts of an otpauth URI, before they mean anything. */
#ifndef CORE_OTPAUTH_PARTS_H
#define CORE_OTPAUTH_PARTS_H

#include "core/entry.h"

/* Borrowed bytes of a longer text. */
struct view {
	const char *text;
	size_t len;
};

enum parameter {
	SECRET_TEXT,
	ISSUER,
	ALGORITHM,
	DIGITS,
	PERIOD,
	COUNTER,
	ENCODER,
	STEAM,
	DATA,
	ACCOUNT,
	PARAMETERS,
};

/* Views into the text that was split. */
struct uri {
	struct view type, label;
	bool has[PARAMETERS];
	struct buf values[PARAMETERS]; /* decoded */
};

/* What stands behind "otpauth://" into its parts. Tags, which may repeat, go
 * to the entry at once; of any other name that comes twice the first counts. */
bool uri_split(struct view rest, struct uri *uri, struct entry *entry,
	struct err *err) MUST_USE;
void uri_wipe(struct uri *uri);

/* The name as it stands in a URI. */
const char *uri_parameter_name(enum parameter parameter);

/* Cases of ASCII are ignored in these. */
bool view_starts(struct view view, const char *prefix);
bool view_is(struct view view, const char *word);

struct view view_skip(struct view view, size_t len);

/* Cuts off and returns what stands before the first of the characters, which
 * stays in *rest. */
struct view view_cut(struct view *rest, const char *characters);

/* Without blanks at the ends, and a byte order mark. */
struct view view_trim(const char *text, size_t len);

#endif
