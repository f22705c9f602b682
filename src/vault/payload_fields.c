/* The members of a line, each with its type and range. */
#include "vault/payload_fields.h"

#include "codec/base32.h"

#define ID_FORM "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"

static const char *const vault_keys[] = {
	KEY_VAULT, KEY_ID, KEY_REVISION, KEY_SAVED, KEY_BACKUP,
	KEY_RECIPIENTS, NULL,
};

static const char *const entry_keys[] = {
	KEY_ID, KEY_ISSUER, KEY_ACCOUNT, KEY_TYPE, KEY_SECRET, KEY_ALGORITHM,
	KEY_DIGITS, KEY_PERIOD, KEY_COUNTER, KEY_TAGS, KEY_NOTE, KEY_FAVORITE,
	KEY_RECOVERY, KEY_HISTORY, KEY_VERIFIED, KEY_CREATED, KEY_MODIFIED,
	KEY_TRASHED, NULL,
};

static const char *const tombstone_keys[] = {KEY_DELETED, KEY_AT, NULL};

void
json_release(json_t **value)
{
	json_decref(*value);
}

/* Looks from *at on and around: most lines have the keys in our order. */
static bool
is_known(const char *key, const char *const *known, size_t *at)
{
	size_t start = *at;

	do {
		const char *next = known[*at];

		*at = next != NULL ? *at + 1 : 0;
		if (next != NULL && strcmp(key, next) == 0)
			return true;
	} while (*at != start);
	return false;
}

/* The members with unknown keys, as the text of an object; or none. */
static bool
keep_unknown(json_t *line, const char *const *known, char **extra,
	struct err *err)
{
	JSON rest = NULL;
	BUF text = {0};
	const char *key;
	json_t *value;
	size_t at = 0;

	json_object_foreach(line, key, value) {
		if (is_known(key, known, &at))
			continue;
		if (rest == NULL)
			rest = json_object();
		if (json_object_set(rest, key, value) != 0)
			return err_nomem(err);
	}
	if (rest == NULL)
		return true;
	if (!json_write(rest, &text, err))
		return false;
	*extra = str_dup(buf_text(&text), err);
	return *extra != NULL;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool
fields_id(const char *text, size_t len, char out[static ENTRY_ID_SIZE])
{
	static const char form[ENTRY_ID_SIZE] = ID_FORM;

	if (len != ENTRY_ID_SIZE - 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (form[i] == '-' ? text[i] != '-' : !is_hex(text[i]))
			return false;
	}
	memcpy(out, text, len);
	out[len] = '\0';
	return true;
}

static bool
get_id(const json_t *line, const char *key, char out[static ENTRY_ID_SIZE],
	struct err *err)
{
	const char *text = "";

	if (!json_get_text(line, key, JSON_REQUIRED, &text, err))
		return false;
	if (fields_id(text, strlen(text), out))
		return true;
	err_set(err, ERR_FORMAT, "must be a UUID in lower case");
	return err_field(err, "%s", key);
}

static bool
get_time(const json_t *line, const char *key, int64_t *out, struct err *err)
{
	uint64_t value = 0;

	if (!json_get_uint(line, key, JSON_OPTIONAL, 0, INT64_MAX, &value,
		    err))
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
get_small(const json_t *line, const char *key, unsigned int min,
	unsigned int max, unsigned int *out, struct err *err)
{
	uint64_t value = *out;

	if (!json_get_uint(line, key, JSON_OPTIONAL, min, max, &value, err))
		return false;
	*out = (unsigned int)value;
	return true;
}

static bool
get_owned(const json_t *line, const char *key, char **out, struct err *err)
{
	const char *text = NULL;

	return json_get_text(line, key, JSON_OPTIONAL, &text, err) &&
		(text == NULL || str_replace(out, text, err));
}

static bool
get_secret(const json_t *line, struct entry *entry, struct err *err)
{
	const char *text = NULL;

	if (!json_get_text(line, KEY_SECRET, JSON_REQUIRED, &text, err))
		return false;
	return base32_decode(text, strlen(text), &entry->secret, err) ||
		err_field(err, KEY_SECRET);
}

static bool
get_words(const json_t *line, struct entry *entry, struct err *err)
{
	const char *type = NULL, *algorithm = NULL;
	enum entry_type parsed;

	if (!json_get_text(line, KEY_TYPE, JSON_REQUIRED, &type, err) ||
	    !json_get_text(line, KEY_ALGORITHM, JSON_OPTIONAL, &algorithm,
		    err))
		return false;
	if (!entry_type_parse(type, &parsed, err))
		return err_field(err, KEY_TYPE);
	entry_set_type(entry, parsed);
	return algorithm == NULL ||
		entry_algorithm_parse(algorithm, &entry->algorithm, err) ||
		err_field(err, KEY_ALGORITHM);
}

static bool
get_tags(const json_t *line, struct entry *entry, struct err *err)
{
	json_t *tags = NULL;

	if (!json_get_array(line, KEY_TAGS, JSON_OPTIONAL, &tags, err))
		return false;
	if (json_array_size(tags) > ENTRY_TAGS_MAX) {
		err_set(err, ERR_FORMAT, "must be at most %d, are %zu",
			ENTRY_TAGS_MAX, json_array_size(tags));
		return err_field(err, KEY_TAGS);
	}
	for (size_t i = 0; i < json_array_size(tags); i++) {
		const char *tag = json_string_value(json_array_get(tags, i));

		if (tag == NULL) {
			err_set(err, ERR_FORMAT, "must be text");
			return err_field(err, KEY_TAGS "[%zu]", i);
		}
		if (!entry_add_tag(entry, tag, err))
			return false;
	}
	return true;
}

static bool
get_recovery(const json_t *line, struct entry *entry, struct err *err)
{
	json_t *codes = NULL;

	if (!json_get_array(line, KEY_RECOVERY, JSON_OPTIONAL, &codes, err))
		return false;
	for (size_t i = 0; i < json_array_size(codes); i++) {
		const json_t *item = json_array_get(codes, i);
		const char *code = NULL;
		int64_t used = 0;

		if (!json_get_text(item, KEY_CODE, JSON_REQUIRED, &code,
			    err) ||
		    !get_time(item, KEY_USED, &used, err))
			return err_field(err, KEY_RECOVERY "[%zu]", i);
		if (!entry_add_recovery(entry, code, used, err))
			return false;
	}
	return true;
}

static bool
get_old_key(const json_t *item, struct entry *entry, struct err *err)
{
	SECRET secret = {0};
	const char *text = NULL;
	uint64_t counter = 0;
	int64_t until = 0;

	if (!json_get_text(item, KEY_SECRET, JSON_REQUIRED, &text, err) ||
	    !get_time(item, KEY_UNTIL, &until, err) ||
	    !json_get_uint(item, KEY_COUNTER, JSON_OPTIONAL, 0, UINT64_MAX,
		    &counter, err))
		return false;
	return (base32_decode(text, strlen(text), &secret, err) ||
			err_field(err, KEY_SECRET)) &&
		entry_add_old_key(entry, &secret, until, counter, err);
}

static bool
get_history(const json_t *line, struct entry *entry, struct err *err)
{
	json_t *keys = NULL;

	if (!json_get_array(line, KEY_HISTORY, JSON_OPTIONAL, &keys, err))
		return false;
	if (json_array_size(keys) > ENTRY_HISTORY_MAX) {
		err_set(err, ERR_FORMAT, "must be at most %d, are %zu",
			ENTRY_HISTORY_MAX, json_array_size(keys));
		return err_field(err, KEY_HISTORY);
	}
	for (size_t i = 0; i < json_array_size(keys); i++) {
		if (!get_old_key(json_array_get(keys, i), entry, err))
			return err_field(err, KEY_HISTORY "[%zu]", i);
	}
	return true;
}

static bool
get_factor(const json_t *line, struct entry *entry, struct err *err)
{
	if (!get_small(line, KEY_DIGITS, ENTRY_DIGITS_MIN, ENTRY_DIGITS_MAX,
		    &entry->digits, err))
		return false;
	/* No default for a counter: it would hand out used codes again. */
	if (!json_get_uint(line, KEY_COUNTER, entry->type == ENTRY_HOTP ?
			JSON_REQUIRED : JSON_OPTIONAL, 0, UINT64_MAX,
		    &entry->counter, err))
		return false;
	return entry->type == ENTRY_HOTP || get_small(line, KEY_PERIOD,
		ENTRY_PERIOD_MIN, ENTRY_PERIOD_MAX, &entry->period, err);
}

bool
fields_entry(json_t *line, struct entry *entry, struct err *err)
{
	return get_id(line, KEY_ID, entry->id, err) &&
		get_owned(line, KEY_ISSUER, &entry->issuer, err) &&
		get_owned(line, KEY_ACCOUNT, &entry->account, err) &&
		get_words(line, entry, err) &&
		get_secret(line, entry, err) &&
		get_factor(line, entry, err) &&
		get_tags(line, entry, err) &&
		get_owned(line, KEY_NOTE, &entry->note, err) &&
		json_get_bool(line, KEY_FAVORITE, JSON_OPTIONAL,
			&entry->favorite, err) &&
		get_recovery(line, entry, err) &&
		get_history(line, entry, err) &&
		get_time(line, KEY_VERIFIED, &entry->verified, err) &&
		get_time(line, KEY_CREATED, &entry->created, err) &&
		get_time(line, KEY_MODIFIED, &entry->modified, err) &&
		get_time(line, KEY_TRASHED, &entry->trashed, err) &&
		entry_check(entry, err) &&
		keep_unknown(line, entry_keys, &entry->extra, err);
}

bool
fields_tombstone(json_t *line, struct tombstone *tombstone, struct err *err)
{
	return get_id(line, KEY_DELETED, tombstone->id, err) &&
		get_time(line, KEY_AT, &tombstone->deleted, err) &&
		keep_unknown(line, tombstone_keys, &tombstone->extra, err);
}

static bool
get_recipients(const json_t *line, struct recipients *out, struct err *err)
{
	json_t *keys = NULL;

	if (!json_get_array(line, KEY_RECIPIENTS, JSON_OPTIONAL, &keys, err))
		return false;
	if (json_array_size(keys) > AGE_STANZAS_MAX) {
		err_set(err, ERR_FORMAT, "must be at most %d, are %zu",
			AGE_STANZAS_MAX, json_array_size(keys));
		return err_field(err, KEY_RECIPIENTS);
	}
	for (size_t i = 0; i < json_array_size(keys); i++) {
		const char *key = json_string_value(json_array_get(keys, i));

		if (key == NULL) {
			err_set(err, ERR_FORMAT, "must be text");
			return err_field(err, KEY_RECIPIENTS "[%zu]", i);
		}
		if (!recipients_put(out, key, err))
			return false;
	}
	return true;
}

bool
fields_vault(json_t *line, struct payload *payload, struct err *err)
{
	return json_get_uint(line, KEY_VAULT, JSON_REQUIRED, 1, UINT64_MAX,
		&payload->version, err) &&
		get_id(line, KEY_ID, payload->id, err) &&
		json_get_uint(line, KEY_REVISION, JSON_OPTIONAL, 0, UINT64_MAX,
			&payload->revision, err) &&
		get_time(line, KEY_SAVED, &payload->saved, err) &&
		get_time(line, KEY_BACKUP, &payload->backup, err) &&
		get_recipients(line, &payload->recipients, err) &&
		keep_unknown(line, vault_keys, &payload->extra, err);
}

void
fields_readable(const json_t *line, struct entry *entry)
{
	const char *type = NULL;
	struct err ignored;

	(void)!get_id(line, KEY_ID, entry->id, &ignored);
	(void)!get_owned(line, KEY_ISSUER, &entry->issuer, &ignored);
	(void)!get_owned(line, KEY_ACCOUNT, &entry->account, &ignored);
	if (json_get_text(line, KEY_TYPE, JSON_OPTIONAL, &type, &ignored) &&
	    type != NULL)
		(void)!entry_type_parse(type, &entry->type, &ignored);
}
