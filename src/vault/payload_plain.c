/*
 * Most lines are just as payload_write_entry() makes them, with nothing in
 * their texts that needs an escape. Those are read here, several times faster
 * than by way of a JSON tree. Whatever looks different in any byte is left to
 * fields_entry(), which alone decides what is wrong with a line.
 */
#include "vault/payload_fields.h"

#include "codec/base32.h"

#define DIGITS_MAX 15 /* of numbers that are no text, below 2^53 */

struct cursor {
	const char *at, *end;
};

struct span {
	const char *text;
	size_t len;
};

static bool
take(struct cursor *cursor, const char *literal)
{
	size_t len = strlen(literal);

	if ((size_t)(cursor->end - cursor->at) < len ||
	    memcmp(cursor->at, literal, len) != 0)
		return false;
	cursor->at += len;
	return true;
}

/* Printable ASCII up to the closing quote, which is taken too. */
static bool
take_text(struct cursor *cursor, struct span *out)
{
	const char *at = cursor->at;

	while (at < cursor->end && *at >= ' ' && *at < 0x7f && *at != '"' &&
		*at != '\\')
		at++;
	if (at == cursor->end || *at != '"')
		return false;
	*out = (struct span){cursor->at, (size_t)(at - cursor->at)};
	cursor->at = at + 1;
	return true;
}

static bool
take_uint(struct cursor *cursor, uint64_t *out)
{
	const char *start = cursor->at;
	uint64_t value = 0;

	while (cursor->at < cursor->end && *cursor->at >= '0' &&
		*cursor->at <= '9' && cursor->at - start <= DIGITS_MAX)
		value = value * 10 + (uint64_t)(*cursor->at++ - '0');
	*out = value;
	/* Not "", not "012". */
	return cursor->at > start && cursor->at - start <= DIGITS_MAX &&
		(*start != '0' || cursor->at - start == 1);
}

static bool
take_small(struct cursor *cursor, unsigned int *out)
{
	uint64_t value;

	if (!take_uint(cursor, &value) || value > UINT16_MAX * UINT64_C(2))
		return false;
	*out = (unsigned int)value;
	return true;
}

static bool
take_time(struct cursor *cursor, const char *key, int64_t *out)
{
	uint64_t value;

	if (!take(cursor, key))
		return true;
	if (!take_uint(cursor, &value))
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
take_id(struct cursor *cursor, struct entry *entry)
{
	struct span span;

	if (!take(cursor, "{\"" KEY_ID "\":\"") || !take_text(cursor, &span))
		return false;
	return fields_id(span.text, span.len, entry->id);
}

static bool
take_names(struct cursor *cursor, struct entry *entry, struct err *err)
{
	struct span issuer, account;

	if (!take(cursor, ",\"" KEY_ISSUER "\":\"") ||
	    !take_text(cursor, &issuer) ||
	    !take(cursor, ",\"" KEY_ACCOUNT "\":\"") ||
	    !take_text(cursor, &account))
		return false;
	entry->issuer = str_ndup(issuer.text, issuer.len, err);
	entry->account = str_ndup(account.text, account.len, err);
	entry->note = str_dup("", err);
	return entry->issuer != NULL && entry->account != NULL &&
		entry->note != NULL;
}

static bool
take_type(struct cursor *cursor, struct entry *entry)
{
	if (take(cursor, ",\"" KEY_TYPE "\":\"totp\""))
		entry_set_type(entry, ENTRY_TOTP);
	else if (take(cursor, ",\"" KEY_TYPE "\":\"hotp\""))
		entry_set_type(entry, ENTRY_HOTP);
	else
		return false;
	return true;
}

static bool
take_secret(struct cursor *cursor, struct entry *entry, struct err *err)
{
	struct span span;

	return take(cursor, ",\"" KEY_SECRET "\":\"") &&
		take_text(cursor, &span) &&
		base32_decode(span.text, span.len, &entry->secret, err);
}

static bool
take_algorithm(struct cursor *cursor, struct entry *entry)
{
	static const struct {
		const char *text;
		enum entry_algorithm algorithm;
	} rows[] = {
		{"\"SHA1\"", ENTRY_SHA1}, {"\"SHA256\"", ENTRY_SHA256},
		{"\"SHA512\"", ENTRY_SHA512},
	};

	if (!take(cursor, ",\"" KEY_ALGORITHM "\":"))
		return false;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (take(cursor, rows[i].text)) {
			entry->algorithm = rows[i].algorithm;
			return true;
		}
	}
	return false;
}

static bool
take_factor(struct cursor *cursor, struct entry *entry)
{
	if (!take(cursor, ",\"" KEY_DIGITS "\":") ||
	    !take_small(cursor, &entry->digits))
		return false;
	if (entry->type == ENTRY_HOTP)
		return take(cursor, ",\"" KEY_COUNTER "\":") &&
			take_uint(cursor, &entry->counter);
	return take(cursor, ",\"" KEY_PERIOD "\":") &&
		take_small(cursor, &entry->period);
}

static bool
take_tags(struct cursor *cursor, struct entry *entry, struct err *err)
{
	if (!take(cursor, ",\"" KEY_TAGS "\":["))
		return true;
	do {
		STRING tag = NULL;
		struct span span;

		if (!take(cursor, "\"") || !take_text(cursor, &span) ||
		    entry->tag_count == ENTRY_TAGS_MAX)
			return false;
		tag = str_ndup(span.text, span.len, err);
		if (tag == NULL || !entry_add_tag(entry, tag, err))
			return false;
	} while (take(cursor, ","));
	return take(cursor, "]");
}

static bool
take_rest(struct cursor *cursor, struct entry *entry)
{
	entry->favorite = take(cursor, ",\"" KEY_FAVORITE "\":true");
	return take_time(cursor, ",\"" KEY_CREATED "\":", &entry->created) &&
		take_time(cursor, ",\"" KEY_MODIFIED "\":",
			&entry->modified) &&
		take_time(cursor, ",\"" KEY_TRASHED "\":", &entry->trashed) &&
		take(cursor, "}") && cursor->at == cursor->end;
}

bool
fields_plain(const char *text, size_t len, struct entry *entry)
{
	struct cursor cursor = {text, text + len};
	ENTRY made = {
		.digits = ENTRY_DIGITS_DEFAULT,
		.period = ENTRY_PERIOD_DEFAULT,
	};
	struct err ignored;

	if (!take_id(&cursor, &made) ||
	    !take_names(&cursor, &made, &ignored) ||
	    !take_type(&cursor, &made) ||
	    !take_secret(&cursor, &made, &ignored) ||
	    !take_algorithm(&cursor, &made) ||
	    !take_factor(&cursor, &made) ||
	    !take_tags(&cursor, &made, &ignored) ||
	    !take_rest(&cursor, &made) || !entry_check(&made, &ignored))
		return false;
	*entry = entry_move(&made);
	return true;
}
