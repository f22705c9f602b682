/* The limits of an entry, and the words for its types and algorithms. */
#include "core/entry.h"

#include "base/utf8.h"

#define WORD_MAX 64
#define SHOWN_MAX 16 /* a longer word may be anything, a secret too */

static const char *const type_names[] = {
	[ENTRY_TOTP] = "totp",
	[ENTRY_HOTP] = "hotp",
	[ENTRY_STEAM] = "steam",
};

static const char *const algorithm_names[] = {
	[ENTRY_SHA1] = "SHA1",
	[ENTRY_SHA256] = "SHA256",
	[ENTRY_SHA512] = "SHA512",
};

const char *
entry_type_name(enum entry_type type)
{
	return type_names[type];
}

const char *
entry_algorithm_name(enum entry_algorithm algorithm)
{
	return algorithm_names[algorithm];
}

static const char *
shown(const char *word)
{
	if (word[0] == '\0')
		return "empty";
	return strlen(word) <= SHOWN_MAX ? word : "something else";
}

bool
entry_type_parse(const char *text, enum entry_type *out, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(type_names); i++) {
		if (str_equal_nocase(text, type_names[i])) {
			*out = (enum entry_type)i;
			return true;
		}
	}
	return err_set(err, ERR_FORMAT, "must be totp, hotp or steam, is %s",
		shown(text));
}

/* "Algorithm.HmacSHA-1" becomes "SHA1". */
static void
plain_algorithm(const char *text, char out[static WORD_MAX])
{
	static const char *const prefixes[] = {"algorithm.", "hmac"};
	char *start = out;
	size_t len = 0;

	for (; *text != '\0' && len < WORD_MAX - 1; text++) {
		if (*text != '-' && *text != '_')
			out[len++] = *text;
	}
	out[len] = '\0';
	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		if (str_starts_nocase(start, prefixes[i]))
			start += strlen(prefixes[i]);
	}
	memmove(out, start, strlen(start) + 1);
}

bool
entry_algorithm_parse(const char *text, enum entry_algorithm *out,
	struct err *err)
{
	char word[WORD_MAX];

	plain_algorithm(text, word);
	if (text[0] == '\0' || str_equal_nocase(text, "null")) {
		*out = ENTRY_SHA1;
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(algorithm_names); i++) {
		if (str_equal_nocase(word, algorithm_names[i])) {
			*out = (enum entry_algorithm)i;
			return true;
		}
	}
	return err_set(err, ERR_FORMAT,
		"must be SHA1, SHA256 or SHA512, is %s", shown(text));
}

static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

void
entry_clean_name(const char *text, size_t len, struct buf *out)
{
	BUF latin = {0};
	size_t at = 0;

	if (!utf8_valid(text, len)) {
		utf8_from_latin1(&latin, (const uint8_t *)text, len);
		out->failed |= latin.failed;
		text = buf_text(&latin);
		len = latin.len;
	}
	while (at < len) {
		uint32_t c = utf8_next(text, len, &at);

		utf8_add(out, is_control(c) ? ' ' : c);
	}
}

/* The text of a field, whose value the err does not tell. */
static bool
check_text(const char *text, size_t max, const char *controls, struct err *err)
{
	size_t len = text != NULL ? strlen(text) : 0, at = 0;

	if (text == NULL)
		return err_set(err, ERR_FORMAT, "is missing");
	if (len > max)
		return err_set(err, ERR_FORMAT,
			"must be at most %zu bytes, is %zu", max, len);
	while (at < len) {
		uint32_t c;

		if (text[at] >= ' ' && text[at] < 0x7F) {
			at++;
			continue;
		}
		c = utf8_next(text, len, &at);
		if (c == UTF8_INVALID)
			return err_set(err, ERR_FORMAT,
				"must be UTF-8, is not");
		if (is_control(c) && strchr(controls, (int)c) == NULL)
			return err_set(err, ERR_FORMAT,
				"must not have control characters, has U+%04X",
				(unsigned int)c);
	}
	return true;
}

static bool
check_range(uint64_t value, uint64_t min, uint64_t max, const char *field,
	struct err *err)
{
	if (value >= min && value <= max)
		return true;
	err_set(err, ERR_FORMAT, "must be %llu to %llu, is %llu",
		(unsigned long long)min, (unsigned long long)max,
		(unsigned long long)value);
	return err_field(err, "%s", field);
}

static bool
check_steam(const struct entry *entry, struct err *err)
{
	if (entry->algorithm != ENTRY_SHA1) {
		err_set(err, ERR_FORMAT, "must be SHA1 for Steam, is %s",
			algorithm_names[entry->algorithm]);
		return err_field(err, "algorithm");
	}
	if (entry->digits != ENTRY_STEAM_DIGITS) {
		err_set(err, ERR_FORMAT, "must be %d for Steam, is %u",
			ENTRY_STEAM_DIGITS, entry->digits);
		return err_field(err, "digits");
	}
	if (entry->period != ENTRY_STEAM_PERIOD) {
		err_set(err, ERR_FORMAT, "must be %d for Steam, is %u",
			ENTRY_STEAM_PERIOD, entry->period);
		return err_field(err, "period");
	}
	return true;
}

static bool
check_secret(const struct secret *secret, struct err *err)
{
	if (secret->len >= 1 && secret->len <= ENTRY_SECRET_MAX)
		return true;
	err_set(err, ERR_FORMAT, "must be 1 to %d bytes, is %zu",
		ENTRY_SECRET_MAX, secret->len);
	return err_field(err, "secret");
}

bool
entry_check_parameters(const struct entry *entry, struct err *err)
{
	if (entry_is_broken(entry))
		return err_set(err, ERR_FORMAT, "cannot be used: %s",
			entry->reason);
	if (!check_secret(&entry->secret, err))
		return false;
	if (entry->type == ENTRY_STEAM)
		return check_steam(entry, err);
	return check_range(entry->digits, ENTRY_DIGITS_MIN, ENTRY_DIGITS_MAX,
		       "digits", err) &&
		(entry->type == ENTRY_HOTP ||
			check_range(entry->period, ENTRY_PERIOD_MIN,
				ENTRY_PERIOD_MAX, "period", err));
}

static bool
check_lists(const struct entry *entry, struct err *err)
{
	if (!check_range(entry->tag_count, 0, ENTRY_TAGS_MAX, "tags", err) ||
	    !check_range(entry->recovery_count, 0, ENTRY_RECOVERY_MAX,
		    "recovery", err) ||
	    !check_range(entry->history_count, 0, ENTRY_HISTORY_MAX,
		    "history", err))
		return false;
	for (size_t i = 0; i < entry->tag_count; i++) {
		if (!check_text(entry->tags[i], ENTRY_TAG_MAX, "", err))
			return err_field(err, "tags[%zu]", i);
	}
	for (size_t i = 0; i < entry->recovery_count; i++) {
		if (!check_text(entry->recovery[i].code,
			    ENTRY_RECOVERY_CODE_MAX, "", err))
			return err_field(err, "recovery[%zu]", i);
	}
	for (size_t i = 0; i < entry->history_count; i++) {
		if (!check_secret(&entry->history[i].secret, err))
			return err_field(err, "history[%zu]", i);
	}
	return true;
}

bool
entry_check(const struct entry *entry, struct err *err)
{
	if (!entry_check_parameters(entry, err))
		return false;
	if (!check_text(entry->issuer, ENTRY_NAME_MAX, "", err))
		return err_field(err, "issuer");
	if (!check_text(entry->account, ENTRY_NAME_MAX, "", err))
		return err_field(err, "account");
	if (!check_text(entry->note, ENTRY_NOTE_MAX, "\n\r\t", err))
		return err_field(err, "note");
	return check_lists(entry, err);
}
