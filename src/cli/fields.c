#include "cli/fields.h"

#include "base/str.h"
#include "base/utf8.h"
#include "core/otpauth.h"

#define BLANKS " \t"

const char *const fields_types[] = {"totp", "hotp", "steam", NULL};
const char *const fields_algorithms[] = {"SHA1", "SHA256", "SHA512", NULL};

bool
fields_set_type(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;

	fields->has_type = true;
	return entry_type_parse(value, &fields->type, err);
}

bool
fields_set_algorithm(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;

	fields->has_algorithm = true;
	return entry_algorithm_parse(value, &fields->algorithm, err);
}

bool
fields_set_digits(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;
	uint64_t number;

	if (!str_to_uint(value, ENTRY_DIGITS_MIN, ENTRY_DIGITS_MAX, &number,
		    err))
		return false;
	fields->has_digits = true;
	fields->digits = (unsigned int)number;
	return true;
}

bool
fields_set_period(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;
	uint64_t number;

	if (!str_to_uint(value, ENTRY_PERIOD_MIN, ENTRY_PERIOD_MAX, &number,
		    err))
		return false;
	fields->has_period = true;
	fields->period = (unsigned int)number;
	return true;
}

bool
fields_set_counter(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;

	fields->has_counter = true;
	return str_to_uint(value, 0, ENTRY_COUNTER_MAX, &fields->counter,
		err);
}

bool
fields_check_tag(const char *value, struct err *err)
{
	if (value[strspn(value, BLANKS)] == '\0')
		return err_set(err, ERR_USAGE, "must not be empty");
	if (strchr(value, ',') != NULL)
		return err_set(err, ERR_USAGE, "must be one tag, without a "
			"comma; the option may repeat");
	for (size_t at = 0, len = strlen(value); at < len;) {
		uint32_t code_point = utf8_next(value, len, &at);

		if (code_point == UTF8_INVALID)
			return err_set(err, ERR_USAGE,
				"must be UTF-8, is not");
		if (code_point < ' ' ||
		    (code_point >= 0x7F && code_point < 0xA0))
			return err_set(err, ERR_USAGE, "must not have control "
				"characters, has U+%04X",
				(unsigned int)code_point);
	}
	return true;
}

bool
fields_set_tag(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;

	if (!fields_check_tag(value, err))
		return false;
	if (fields->tag_count == ENTRY_TAGS_MAX)
		return err_set(err, ERR_USAGE, "must be at most %d tags, is "
			"more", ENTRY_TAGS_MAX);
	fields->tags[fields->tag_count++] = value;
	return true;
}

bool
fields_set_untag(void *options, const char *value, struct err *err)
{
	struct fields *fields = options;

	if (!fields_check_tag(value, err))
		return false;
	if (fields->untag_count == ENTRY_TAGS_MAX)
		return err_set(err, ERR_USAGE, "must be at most %d tags, is "
			"more", ENTRY_TAGS_MAX);
	fields->untags[fields->untag_count++] = value;
	return true;
}

void
names_wipe(struct names *names)
{
	str_free(&names->issuer);
	str_free(&names->account);
}

/* Without the blanks around it. */
static bool
set_trimmed(char **field, const char *text, size_t len, struct err *err)
{
	while (len > 0 && strchr(BLANKS, text[0]) != NULL) {
		text++;
		len--;
	}
	while (len > 0 && strchr(BLANKS, text[len - 1]) != NULL)
		len--;
	*field = str_ndup(text, len, err);
	return *field != NULL;
}

bool
fields_is_uri(const char *operand)
{
	return strstr(operand, "://") != NULL &&
		otpauth_match(operand, strlen(operand));
}

/* With "QR-Code:" or an issuer before it, too. */
static bool
has_uri(const char *name)
{
	static const char *const schemes[] = {"otpauth://",
		"otpauth-migration://", "lpaauth-migration://"};

	for (size_t i = 0; i < COUNT_OF(schemes); i++)
		if (strcasestr(name, schemes[i]) != NULL)
			return true;
	return fields_is_uri(name);
}

/* A name is shown everywhere, and a URI has the key in it. */
static bool
check_no_uri(const char *where, const char *name, struct err *err)
{
	if (!has_uri(name))
		return true;
	err_set(err, ERR_USAGE, "must be a name, is a URI; \"otp add\" and "
		"\"otp import -\" read those from standard input");
	return err_at(err, "%s", where);
}

bool
fields_names(const struct fields *fields, const char *name, struct names *out,
	struct err *err)
{
	const char *colon = fields->issuer == NULL && name != NULL ?
		strchr(name, ':') : NULL;

	if (fields->issuer != NULL &&
	    (!check_no_uri("--issuer", fields->issuer, err) ||
		    !set_trimmed(&out->issuer, fields->issuer,
			    strlen(fields->issuer), err)))
		return false;
	if (name == NULL)
		return true;
	if (!check_no_uri("NAME", name, err))
		return false;
	if (colon != NULL && !set_trimmed(&out->issuer, name,
		    (size_t)(colon - name), err))
		return false;
	name = colon != NULL ? colon + 1 : name;
	return set_trimmed(&out->account, name, strlen(name), err);
}

static bool
apply_names(const struct fields *fields, const char *name,
	struct entry *entry, struct err *err)
{
	NAMES names = {0};

	return fields_names(fields, name, &names, err) &&
		(names.issuer == NULL ||
			str_replace(&entry->issuer, names.issuer, err)) &&
		(names.account == NULL ||
			str_replace(&entry->account, names.account, err));
}

static bool
useless(const char *option, enum entry_type type, struct err *err)
{
	err_set(err, ERR_USAGE, "has no meaning for type %s",
		entry_type_name(type));
	return err_at(err, "--%s", option);
}

static bool
check_use(const struct fields *fields, enum entry_type type, struct err *err)
{
	if (fields->has_counter && type != ENTRY_HOTP)
		return useless("counter", type, err);
	if (fields->has_period && type == ENTRY_HOTP)
		return useless("period", type, err);
	return true;
}

static bool
apply_numbers(const struct fields *fields, struct entry *entry,
	struct err *err)
{
	if (fields->has_type && fields->type != entry->type) {
		entry->type = fields->type;
		entry->digits = fields->type == ENTRY_STEAM ?
			ENTRY_STEAM_DIGITS : ENTRY_DIGITS_DEFAULT;
	}
	if (!check_use(fields, entry->type, err))
		return false;
	if (fields->has_algorithm)
		entry->algorithm = fields->algorithm;
	if (fields->has_digits)
		entry->digits = fields->digits;
	if (fields->has_period)
		entry->period = fields->period;
	if (fields->has_counter)
		entry->counter = fields->counter;
	return true;
}

bool
fields_apply(const struct fields *fields, const char *name,
	struct entry *entry, struct err *err)
{
	if (!apply_names(fields, name, entry, err) ||
	    !apply_numbers(fields, entry, err))
		return false;
	if (fields->note != NULL &&
	    !str_replace(&entry->note, fields->note, err))
		return false;
	for (size_t i = 0; i < fields->tag_count; i++)
		if (!entry_add_tag(entry, fields->tags[i], err))
			return err_at(err, "--tag");
	entry->favorite |= fields->favorite;
	return true;
}

bool
fields_edit(const struct fields *fields, enum entry_type type,
	struct edit *out, struct err *err)
{
	type = fields->has_type ? fields->type : type;
	if (fields->favorite && fields->no_favorite) {
		err_set(err, ERR_USAGE, "contradicts --favorite");
		return err_at(err, "--no-favorite");
	}
	if (!check_use(fields, type, err))
		return false;
	out->note = fields->note;
	out->type = fields->has_type ? &fields->type : out->type;
	out->algorithm = fields->has_algorithm ? &fields->algorithm :
		out->algorithm;
	out->digits = fields->has_digits ? &fields->digits : out->digits;
	out->period = fields->has_period ? &fields->period : out->period;
	out->counter = fields->has_counter ? &fields->counter : out->counter;
	out->favorite = fields->favorite || fields->no_favorite ?
		&fields->favorite : NULL;
	out->add_tags = fields->tags;
	out->add_tag_count = fields->tag_count;
	out->remove_tags = fields->untags;
	out->remove_tag_count = fields->untag_count;
	return true;
}
