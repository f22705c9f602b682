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

#define NAMES CLEANUP(names_wipe) struct names

void names_wipe(struct names *names);
bool fields_names(const struct fields *fields, const char *name,
	struct names *out, struct err *err) MUST_USE;

/* Puts what was given, names aside, into an edit of an account that is of this
 * type. It borrows from fields. ERR_USAGE as above. */
bool fields_edit(const struct fields *fields, enum entry_type type,
	struct edit *out, struct err *err) MUST_USE;

#endif
