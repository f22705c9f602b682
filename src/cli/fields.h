/* An account's fields as options: what add, new and edit take. */
#ifndef CLI_FIELDS_H
#define CLI_FIELDS_H

#include "app/edit.h"
#include "cli/command.h"
#include "core/entry.h"

/* Borrowed texts; has_x tells whether the option was given. */
struct fields {
	const char *issuer, *note;
	enum entry_type type;
	enum entry_algorithm algorithm;
	unsigned int digits, period;
	uint64_t counter;
	bool has_type, has_algorithm, has_digits, has_period, has_counter;
	const char *tags[ENTRY_TAGS_MAX], *untags[ENTRY_TAGS_MAX];
	size_t tag_count, untag_count;
	bool favorite, no_favorite;
};

/* Setters for option rows; options is a struct that begins with fields. */
bool fields_set_type(void *options, const char *value, struct err *err);
bool fields_set_algorithm(void *options, const char *value, struct err *err);
bool fields_set_digits(void *options, const char *value, struct err *err);
bool fields_set_period(void *options, const char *value, struct err *err);
bool fields_set_counter(void *options, const char *value, struct err *err);
bool fields_set_tag(void *options, const char *value, struct err *err);
bool fields_set_untag(void *options, const char *value, struct err *err);

/* Rows of options that begin with a struct fields. */
#define FIELDS_ISSUER_OPTION {.name = "issuer", .value = "I", \
	.help = "the service; NAME is then the account alone", \
	.kind = OPTION_TEXT, .offset = offsetof(struct fields, issuer)}
#define FIELDS_TYPE_OPTION {.name = "type", .value = "TYPE", \
	.help = "one of", .kind = OPTION_CHOICE, .words = fields_types, \
	.set = fields_set_type}
#define FIELDS_ALGORITHM_OPTION(text) {.name = "algorithm", .value = "A", \
	.help = (text), .kind = OPTION_CHOICE, .words = fields_algorithms, \
	.set = fields_set_algorithm}
#define FIELDS_DIGITS_OPTION(text) {.name = "digits", .value = "N", \
	.help = (text), .kind = OPTION_TEXT, .set = fields_set_digits}
#define FIELDS_PERIOD_OPTION(text) {.name = "period", .value = "S", \
	.help = (text), .kind = OPTION_TEXT, .set = fields_set_period}
#define FIELDS_COUNTER_OPTION(text) {.name = "counter", .value = "N", \
	.help = (text), .kind = OPTION_TEXT, .set = fields_set_counter}
#define FIELDS_TAG_OPTION(text) {.name = "tag", .value = "T", \
	.help = (text), .kind = OPTION_TEXT, .set = fields_set_tag}
#define FIELDS_NOTE_OPTION(text) {.name = "note", .value = "TEXT", \
	.help = (text), .kind = OPTION_TEXT, \
	.offset = offsetof(struct fields, note)}
#define FIELDS_FAVORITE_OPTION {.name = "favorite", \
	.help = "one of the favorites", .kind = OPTION_FLAG, \
	.offset = offsetof(struct fields, favorite)}

/* All of an account that is to be made; what the algorithm's says differs. */
#define FIELDS_NEW_OPTIONS(algorithm_text) \
	FIELDS_ISSUER_OPTION, \
	FIELDS_TYPE_OPTION, \
	FIELDS_ALGORITHM_OPTION(algorithm_text), \
	FIELDS_DIGITS_OPTION("length of the codes, 4 to 10 (default 6)"), \
	FIELDS_PERIOD_OPTION("seconds that a code lives, 1 to 86400 " \
		"(default 30)"), \
	FIELDS_COUNTER_OPTION("the next counter to use (HOTP, default 0)"), \
	FIELDS_TAG_OPTION("a tag; may repeat"), \
	FIELDS_NOTE_OPTION("free text"), \
	FIELDS_FAVORITE_OPTION

/* Not empty, without commas (they separate tags) and control characters. */
bool fields_check_tag(const char *value, struct err *err) MUST_USE;

/* Words of a choice, ended by NULL. */
extern const char *const fields_types[];
extern const char *const fields_algorithms[];

/*
 * Puts what was given into the entry. name is ISSUER:ACCOUNT, split at the
 * first colon, or with an issuer option the account alone; or NULL. ERR_USAGE
 * for an option that the type has no use for.
 */
bool fields_apply(const struct fields *fields, const char *name,
	struct entry *entry, struct err *err) MUST_USE;

/* Names by these rules; NULL where nothing is said. */
struct names {
	char *issuer, *account;
};

/* Has the account's key in it; "Steam:alice" is a name. */
bool fields_is_uri(const char *operand);

#define NAMES CLEANUP(names_wipe) struct names

void names_wipe(struct names *names);

/* ERR_USAGE if the name or the issuer is a URI. */
bool fields_names(const struct fields *fields, const char *name,
	struct names *out, struct err *err) MUST_USE;

/* Puts what was given, names aside, into an edit of an account that is of this
 * type. It borrows from fields. ERR_USAGE as above. */
bool fields_edit(const struct fields *fields, enum entry_type type,
	struct edit *out, struct err *err) MUST_USE;

#endif
