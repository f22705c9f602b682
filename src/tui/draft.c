#include "tui/draft.h"

#include <inttypes.h>

#include "codec/base32.h"
#include "core/otpauth.h"
#include "tui/tag_text.h"

#define WEAK_BYTES 10 /* RFC 4226 wants 16, many services give 10 */

static const char *const types[] = {"totp", "hotp", "steam", NULL};
static const char *const algorithms[] = {"SHA1", "SHA256", "SHA512", NULL};

static const struct {
	const char *label;
	const char *const *words;
} fields[DRAFT_COUNT] = {
	[DRAFT_KEY] = {"Key or URI", NULL},
	[DRAFT_ISSUER] = {"Issuer", NULL},
	[DRAFT_ACCOUNT] = {"Account", NULL},
	[DRAFT_TAGS] = {"Tags", NULL},
	[DRAFT_NOTE] = {"Note", NULL},
	[DRAFT_TYPE] = {"Type", types},
	[DRAFT_ALGORITHM] = {"Algorithm", algorithms},
	[DRAFT_DIGITS] = {"Digits", NULL},
	[DRAFT_MOVING] = {"Period", NULL},
};

static enum entry_type
type_of(const struct draft *draft)
{
	enum entry_type type = ENTRY_TOTP;
	struct err ignored;

	if (!entry_type_parse(draft->text[DRAFT_TYPE], &type, &ignored))
		return ENTRY_TOTP;
	return type;
}

bool
draft_is_fixed(const struct draft *draft)
{
	return type_of(draft) == ENTRY_STEAM;
}

const char *
draft_label(const struct draft *draft, enum draft_field field)
{
	if (field == DRAFT_MOVING && type_of(draft) == ENTRY_HOTP)
		return "Counter";
	if (field == DRAFT_KEY && draft->was != NULL)
		return "New key";
	return fields[field].label;
}

const char *
draft_cycle(enum draft_field field, const char *text, int by)
{
	const char *const *words = fields[field].words;
	size_t count = 0, at = 0;

	if (words == NULL)
		return NULL;
	for (; words[count] != NULL; count++) {
		if (strcmp(words[count], text) == 0)
			at = count;
	}
	if (by > 0)
		return at + 1 < count ? words[at + 1] : words[0];
	return at > 0 ? words[at - 1] : words[count - 1];
}

static bool
is_uri(const struct draft *draft)
{
	const char *text = draft->text[DRAFT_KEY];

	return otpauth_match(text, strlen(text));
}

/* One that could be read has filled the fields before. */
static bool
read_uri(const char *text, struct entry *entry, struct err *err)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY whole = {0};

	if (!otpauth_parse(text, strlen(text), &whole, warning, err))
		return false;
	entry->secret = secret_move(&whole.secret);
	return true;
}

static bool
read_key(const struct draft *draft, struct entry *entry, struct err *err)
{
	const char *text = draft->text[DRAFT_KEY];

	if (draft->was != NULL && *text == '\0')
		return secret_set(&entry->secret, draft->was->secret.bytes,
			draft->was->secret.len, err);
	if (is_uri(draft))
		return read_uri(text, entry, err);
	if (!base32_decode(text, strlen(text), &entry->secret, err))
		return false;
	if (entry->secret.len > ENTRY_SECRET_MAX)
		return err_set(err, ERR_FORMAT,
			"must be at most %d bytes, is %zu", ENTRY_SECRET_MAX,
			entry->secret.len);
	return true;
}

static bool
read_moving(const struct draft *draft, struct entry *entry, struct err *err)
{
	const char *text = draft->text[DRAFT_MOVING];
	uint64_t number;

	if (entry->type == ENTRY_HOTP)
		return str_to_uint(text, 0, ENTRY_COUNTER_MAX,
			&entry->counter, err);
	if (!str_to_uint(text, ENTRY_PERIOD_MIN, ENTRY_PERIOD_MAX, &number,
		    err))
		return false;
	entry->period = (unsigned int)number;
	return true;
}

static bool
read_digits(const struct draft *draft, struct entry *entry, struct err *err)
{
	uint64_t number;

	if (!str_to_uint(draft->text[DRAFT_DIGITS], ENTRY_DIGITS_MIN,
		    ENTRY_DIGITS_MAX, &number, err))
		return false;
	entry->digits = (unsigned int)number;
	return true;
}

static void
note_err(const struct err *err, struct draft_verdict *out)
{
	out->state = DRAFT_BAD;
	snprintf(out->note, sizeof(out->note), "%.*s", DRAFT_NOTE_SIZE - 1,
		err->text);
}

static bool
read_tags(const struct draft *draft, struct entry *entry, struct err *err)
{
	const char *at = draft->text[DRAFT_TAGS];

	for (;;) {
		STRING tag = NULL;

		if (!tag_text_next(&at, NULL, &tag, err))
			return false;
		if (tag == NULL)
			return true;
		if (strlen(tag) > ENTRY_TAG_MAX)
			return err_set(err, ERR_FORMAT,
				"one is longer than %d bytes", ENTRY_TAG_MAX);
		if (!entry_add_tag(entry, tag, err))
			return false;
	}
}

static void
check_tags(const struct draft *draft, struct draft_verdict *out)
{
	ENTRY entry = {0};
	struct err err;

	if (draft->text[DRAFT_TAGS][0] == '\0')
		snprintf(out->note, sizeof(out->note), "blanks between");
	else if (!read_tags(draft, &entry, &err))
		note_err(&err, out);
	else
		out->state = DRAFT_FINE;
}

static void
check_note(const struct draft *draft, struct draft_verdict *out)
{
	size_t len = strlen(draft->text[DRAFT_NOTE]);

	if (len > ENTRY_NOTE_MAX) {
		out->state = DRAFT_BAD;
		snprintf(out->note, sizeof(out->note), "longer than %d bytes",
			ENTRY_NOTE_MAX);
	} else if (len > 0) {
		out->state = DRAFT_FINE;
	}
}

static void
note_key(const struct entry *entry, struct draft_verdict *out)
{
	size_t bits = entry->secret.len * 8;

	out->state = entry->secret.len < WEAK_BYTES ? DRAFT_ODD : DRAFT_FINE;
	snprintf(out->note, sizeof(out->note),
		out->state == DRAFT_ODD ? "%zu bits, is it whole?"
					: "%zu bits", bits);
}

static void
check_uri(const char *text, struct draft_verdict *out)
{
	char warning[OTPAUTH_WARNING_SIZE];
	ENTRY entry = {0};
	struct err err;

	if (!otpauth_parse(text, strlen(text), &entry, warning, &err)) {
		char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

		err_format(&err, line, sizeof(line));
		out->state = DRAFT_BAD;
		snprintf(out->note, sizeof(out->note), "%.*s",
			DRAFT_NOTE_SIZE - 1, line);
		return;
	}
	out->state = DRAFT_FINE;
	snprintf(out->note, sizeof(out->note), "Enter fills in the rest");
}

static void
check_key(const struct draft *draft, struct draft_verdict *out)
{
	const char *text = draft->text[DRAFT_KEY];
	ENTRY entry = {0};
	struct err err;

	if (*text == '\0')
		snprintf(out->note, sizeof(out->note), "%s",
			draft->was != NULL ? "none: it keeps its key"
					   : "as shown, or otpauth://");
	else if (is_uri(draft))
		check_uri(text, out);
	else if (read_key(draft, &entry, &err))
		note_key(&entry, out);
	else
		note_err(&err, out);
}

static void
check_names(const struct draft *draft, enum draft_field field,
	struct draft_verdict *out)
{
	const char *text = draft->text[field];

	if (*text == '\0') {
		snprintf(out->note, sizeof(out->note), "%s",
			field == DRAFT_ISSUER ? "the service"
					      : "your name there");
	} else if (strlen(text) > ENTRY_NAME_MAX) {
		out->state = DRAFT_BAD;
		snprintf(out->note, sizeof(out->note), "longer than %d bytes",
			ENTRY_NAME_MAX);
	} else {
		out->state = DRAFT_FINE;
	}
}

/* A new key has a counter of its own, if that is not told. */
static bool
restarts(const struct draft *draft, uint64_t counter)
{
	return draft->was != NULL && draft->text[DRAFT_KEY][0] != '\0' &&
		draft->was->counter == counter;
}

static void
check_number(const struct draft *draft, enum draft_field field,
	struct draft_verdict *out)
{
	struct entry entry = {.type = type_of(draft)};
	struct err err;
	bool ok = field == DRAFT_DIGITS ? read_digits(draft, &entry, &err)
					: read_moving(draft, &entry, &err);

	if (!ok)
		note_err(&err, out);
	else if (field == DRAFT_MOVING)
		snprintf(out->note, sizeof(out->note), "%s",
			entry.type != ENTRY_HOTP ? "seconds"
			: restarts(draft, entry.counter)
				? "begins anew with the key"
				: "the next to use");
}

/* Where a type leaves no choice, it says so. */
static void
check_type(const struct draft *draft, struct draft_verdict *out)
{
	out->state = DRAFT_FINE;
	if (draft_is_fixed(draft))
		snprintf(out->note, sizeof(out->note),
			"always %d letters, %d s", ENTRY_STEAM_DIGITS,
			ENTRY_STEAM_PERIOD);
}

void
draft_check(const struct draft *draft, enum draft_field field,
	struct draft_verdict *out)
{
	*out = (struct draft_verdict){DRAFT_EMPTY, ""};
	if (field == DRAFT_KEY)
		check_key(draft, out);
	else if (field == DRAFT_ISSUER || field == DRAFT_ACCOUNT)
		check_names(draft, field, out);
	else if (field == DRAFT_TYPE)
		check_type(draft, out);
	else if ((field == DRAFT_DIGITS || field == DRAFT_MOVING) &&
		 !draft_is_fixed(draft))
		check_number(draft, field, out);
	else if (field == DRAFT_TAGS)
		check_tags(draft, out);
	else if (field == DRAFT_NOTE)
		check_note(draft, out);
	else
		out->state = DRAFT_FINE;
}

/* Reads type and algorithm; Steam fixes the numbers. */
static bool
read_parameters(const struct draft *draft, struct entry *entry,
	struct err *err)
{
	enum entry_type type;

	if (!entry_type_parse(draft->text[DRAFT_TYPE], &type, err))
		return err_field(err, "type");
	entry_set_type(entry, type);
	if (type == ENTRY_STEAM)
		return true;
	if (!entry_algorithm_parse(draft->text[DRAFT_ALGORITHM],
		    &entry->algorithm, err))
		return err_field(err, "algorithm");
	if (!read_digits(draft, entry, err))
		return err_field(err, "digits");
	if (!read_moving(draft, entry, err))
		return err_field(err, type == ENTRY_HOTP ? "counter"
							 : "period");
	return true;
}

bool
draft_entry(const struct draft *draft, struct entry *out, struct err *err)
{
	ENTRY entry = {0};

	if (!entry_init(&entry, err))
		return false;
	if (!read_key(draft, &entry, err))
		return is_uri(draft) ? false : err_field(err, "key");
	if (draft->text[DRAFT_ISSUER][0] == '\0' &&
	    draft->text[DRAFT_ACCOUNT][0] == '\0')
		return err_set(err, ERR_FORMAT,
			"give it an issuer or an account name");
	if (!str_replace(&entry.issuer, draft->text[DRAFT_ISSUER], err) ||
	    !str_replace(&entry.account, draft->text[DRAFT_ACCOUNT], err) ||
	    !str_replace(&entry.note, draft->text[DRAFT_NOTE], err))
		return false;
	if (!read_tags(draft, &entry, err))
		return err_field(err, "tags");
	if (!read_parameters(draft, &entry, err) || !entry_check(&entry, err))
		return false;
	*out = entry_move(&entry);
	return true;
}
