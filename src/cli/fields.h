/* An account's fields as options: what add takes. */
#ifndef CLI_FIELDS_H
#define CLI_FIELDS_H

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
	const char *tags[ENTRY_TAGS_MAX];
	size_t tag_count;
};

/* Setters for option rows; options is a struct that begins with fields. */
bool fields_set_type(void *options, const char *value, struct err *err);
bool fields_set_algorithm(void *options, const char *value, struct err *err);
bool fields_set_digits(void *options, const char *value, struct err *err);
bool fields_set_period(void *options, const char *value, struct err *err);
bool fields_set_counter(void *options, const char *value, struct err *err);
bool fields_set_tag(void *options, const char *value, struct err *err);

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

#endif
