/* Our own JSON: an array of account objects, with "secret" and "recovery". */
#include "interop/formats.h"

#include "codec/base32.h"
#include "codec/json.h"
#include "interop/lost.h"
#include "interop/otp_json.h"
#include "interop/text.h"

#define LOOKED_AT ((size_t)16 * 1024)

/* Objects of other programs have these keys somewhere inside. What is cut
 * short may be ours. */
static bool
is_account(const char *text, size_t len)
{
	struct err ignored;
	json_auto_t *parsed = json_parse(text, len, &ignored);

	return parsed == NULL || json_object_get(parsed, "type") != NULL;
}

static enum format_match
match(const uint8_t *bytes, size_t len)
{
	static const char *const keys[] = {"\"issuer\"", "\"account\"",
		"\"type\"", "\"algorithm\"", "\"digits\""};
	const char *text = (const char *)bytes;
	size_t looked_at;

	text_skip_mark(&text, &len);
	for (; len > 0 && strchr(" \t\r\n", *text) != NULL; len--)
		text++;
	if (len == 0 || (*text != '[' && *text != '{'))
		return MATCH_NO;
	looked_at = len < LOOKED_AT ? len : LOOKED_AT;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (memmem(text, looked_at, keys[i], strlen(keys[i])) == NULL)
			return MATCH_NO;
	}
	if (*text == '[')
		return MATCH_SURE;
	return is_account(text, len) ? MATCH_MAYBE : MATCH_NO;
}

static bool
get_owned(const json_t *object, const char *key, char **out, struct err *err)
{
	const char *value = NULL;

	return json_get_text(object, key, JSON_OPTIONAL, &value, err) &&
		(value == NULL || str_replace(out, value, err));
}

static bool
get_small(const json_t *object, const char *key, uint64_t min, uint64_t max,
	unsigned int *out, struct err *err)
{
	uint64_t value = *out;

	if (!json_get_uint(object, key, JSON_OPTIONAL, min, max, &value, err))
		return false;
	*out = (unsigned int)value;
	return true;
}

static bool
get_words(const json_t *object, struct entry *entry, struct err *err)
{
	const char *type = "totp", *algorithm = "";
	enum entry_type parsed;

	if (!json_get_text(object, "type", JSON_OPTIONAL, &type, err) ||
	    !json_get_text(object, "algorithm", JSON_OPTIONAL, &algorithm,
		    err))
		return false;
	if (!entry_type_parse(type, &parsed, err))
		return err_field(err, "type");
	if (!entry_algorithm_parse(algorithm, &entry->algorithm, err))
		return err_field(err, "algorithm");
	entry_set_type(entry, parsed);
	return true;
}

static bool
get_secret(const json_t *object, struct entry *entry, struct err *err)
{
	const char *text = NULL;

	if (!json_get_text(object, "secret", JSON_REQUIRED, &text, err))
		return false;
	return base32_decode(text, strlen(text), &entry->secret, err) ||
		err_field(err, "secret");
}

static bool
get_tags(const json_t *object, struct entry *entry, struct err *err)
{
	json_t *tags = NULL;

	if (!json_get_array(object, "tags", JSON_OPTIONAL, &tags, err))
		return false;
	for (size_t i = 0; i < json_array_size(tags); i++) {
		const char *tag = json_string_value(json_array_get(tags, i));

		if (tag == NULL) {
			err_set(err, ERR_FORMAT, "must be text");
			return err_field(err, "tags[%zu]", i);
		}
		if (!entry_add_tag(entry, tag, err))
			return false;
	}
	return true;
}

static bool
get_recovery(const json_t *object, struct entry *entry, struct err *err)
{
	json_t *codes = NULL;

	if (!json_get_array(object, "recovery", JSON_OPTIONAL, &codes, err))
		return false;
	for (size_t i = 0; i < json_array_size(codes); i++) {
		const json_t *item = json_array_get(codes, i);
		const char *code = NULL;
		uint64_t used = 0;

		if (!json_get_text(item, "code", JSON_REQUIRED, &code, err) ||
		    !json_get_uint(item, "used", JSON_OPTIONAL, 0, INT64_MAX,
			    &used, err))
			return err_field(err, "recovery[%zu]", i);
		if (!entry_add_recovery(entry, code, (int64_t)used, err))
			return false;
	}
	return true;
}

static bool
get_old_key(const json_t *item, struct entry *entry, struct err *err)
{
	uint64_t until = 0, counter = 0;
	const char *text = NULL;
	SECRET secret = {0};

	if (!json_get_text(item, "secret", JSON_REQUIRED, &text, err) ||
	    !json_get_uint(item, "until", JSON_OPTIONAL, 0, INT64_MAX, &until,
		    err) ||
	    !json_get_uint(item, "counter", JSON_OPTIONAL, 0, UINT64_MAX,
		    &counter, err))
		return false;
	if (!base32_decode(text, strlen(text), &secret, err))
		return err_field(err, "secret");
	return entry_add_old_key(entry, &secret, (int64_t)until, counter, err);
}

static bool
get_history(const json_t *object, struct entry *entry, struct err *err)
{
	json_t *keys = NULL;

	if (!json_get_array(object, "history", JSON_OPTIONAL, &keys, err))
		return false;
	for (size_t i = 0; i < json_array_size(keys); i++)
		if (!get_old_key(json_array_get(keys, i), entry, err))
			return err_field(err, "history[%zu]", i);
	return true;
}

static bool
get_created(const json_t *object, struct entry *entry, struct err *err)
{
	uint64_t created = 0;

	if (!json_get_uint(object, "created", JSON_OPTIONAL, 0, INT64_MAX,
		    &created, err))
		return false;
	entry->created = (int64_t)created;
	return true;
}

static bool
get_entry(const json_t *object, struct entry *entry, struct err *err)
{
	return entry_init(entry, err) &&
		get_owned(object, "issuer", &entry->issuer, err) &&
		get_owned(object, "account", &entry->account, err) &&
		get_small(object, "digits", ENTRY_DIGITS_MIN,
			ENTRY_DIGITS_MAX, &entry->digits, err) &&
		get_small(object, "period", ENTRY_PERIOD_MIN,
			ENTRY_PERIOD_MAX, &entry->period, err) &&
		get_words(object, entry, err) &&
		get_secret(object, entry, err) &&
		json_get_uint(object, "counter",
			entry->type == ENTRY_HOTP ? JSON_REQUIRED
						  : JSON_OPTIONAL,
			0, UINT64_MAX, &entry->counter, err) &&
		get_tags(object, entry, err) &&
		get_owned(object, "note", &entry->note, err) &&
		json_get_bool(object, "favorite", JSON_OPTIONAL,
			&entry->favorite, err) &&
		get_recovery(object, entry, err) &&
		get_history(object, entry, err) &&
		get_created(object, entry, err) && entry_check(entry, err);
}

static bool
read_object(const json_t *object, size_t index, struct import *out,
	struct err *err)
{
	struct err reason = {0};
	ENTRY entry = {0};
	BUF name = {0};

	if (get_entry(object, &entry, &reason))
		return import_add(out, &entry, err);
	if (reason.kind == ERR_SYSTEM) {
		*err = reason;
		return false;
	}
	err_field(&reason, "[%zu]", index);
	entry_title(&entry, &name);
	return buf_ok(&name, err) &&
		import_skip(out, buf_text(&name), &reason, err);
}

static bool
read_json(const uint8_t *bytes, size_t len, const struct secret *passphrase,
	struct import *out, struct err *err)
{
	const char *text = (const char *)bytes;
	json_auto_t *parsed = NULL;

	(void)passphrase;
	text_skip_mark(&text, &len);
	parsed = json_parse(text, len, err);
	if (parsed == NULL)
		return false;
	/* "otp show --json --key" gives one object. */
	if (json_is_object(parsed))
		return read_object(parsed, 0, out, err);
	for (size_t i = 0; i < json_array_size(parsed); i++) {
		if (!read_object(json_array_get(parsed, i), i, out, err))
			return false;
	}
	return true;
}

static bool
fits(const struct entry *entry, struct buf *lost, struct err *err)
{
	(void)err;
	if (entry->extra != NULL)
		lost_add(lost, "fields of a newer otp");
	return true;
}

const struct format format_json = {
	.name = "json",
	.title = "JSON of otp",
	.flags = FORMAT_IMPORT | FORMAT_EXPORT,
	.match = match,
	.read = read_json,
	.write = otp_json_write,
	.fits = fits,
};
