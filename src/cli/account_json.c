#include "cli/account.h"

#include <inttypes.h>

#include "codec/base32.h"
#include "codec/json.h"
#include "core/otpauth.h"

/* Readers that hold numbers as doubles (jq) lose what is above 2^53. */
#define JSON_EXACT_MAX (UINT64_C(1) << 53)
#define KEY_GROUP 4 /* as services show keys */

void
account_key(const struct entry *entry, bool grouped, struct buf *out)
{
	BUF key = {0};

	base32_encode(entry->secret.bytes, entry->secret.len, &key);
	out->failed |= key.failed;
	for (size_t i = 0; i < key.len; i++) {
		if (grouped && i > 0 && i % KEY_GROUP == 0)
			buf_add_byte(out, ' ');
		buf_add_byte(out, key.data[i]);
	}
}

static void
add_key(struct buf *out, const char *key)
{
	if (out->len > 0 && out->data[out->len - 1] != '{')
		buf_add_byte(out, ',');
	buf_addf(out, "\"%s\":", key);
}

void
account_json_text(struct buf *out, const char *key, const char *value)
{
	add_key(out, key);
	json_write_text(value != NULL ? value : "", out);
}

void
account_json_number(struct buf *out, const char *key, uint64_t value)
{
	const char *quote = value > JSON_EXACT_MAX ? "\"" : "";

	add_key(out, key);
	buf_addf(out, "%s%" PRIu64 "%s", quote, value, quote);
}

void
account_json_names(const struct entry *entry, struct buf *out)
{
	account_json_text(out, "id", entry->id);
	account_json_text(out, "issuer", entry->issuer);
	account_json_text(out, "account", entry->account);
}

void
account_json_recovery(const struct entry *entry, bool codes, struct buf *out)
{
	add_key(out, "recovery");
	buf_add_byte(out, '[');
	for (size_t i = 0; i < entry->recovery_count; i++) {
		const struct recovery *code = &entry->recovery[i];

		buf_add_str(out, i == 0 ? "{" : ",{");
		if (codes)
			account_json_text(out, "code", code->code);
		if (code->used != 0)
			account_json_number(out, "used", (uint64_t)code->used);
		buf_add_byte(out, '}');
	}
	buf_add_byte(out, ']');
}

/* Of a broken one nothing else is known. */
static void
add_known(const struct entry *entry, struct buf *out)
{
	account_json_names(entry, out);
	if (entry->trashed != 0)
		account_json_number(out, "trashed", (uint64_t)entry->trashed);
	if (entry_is_broken(entry))
		account_json_text(out, "broken", entry->reason);
}

static void
add_fields(const struct entry *entry, struct buf *out)
{
	account_json_text(out, "type", entry_type_name(entry->type));
	account_json_text(out, "algorithm",
		entry_algorithm_name(entry->algorithm));
	account_json_number(out, "digits", entry->digits);
	if (entry->type == ENTRY_HOTP)
		account_json_number(out, "counter", entry->counter);
	else
		account_json_number(out, "period", entry->period);
	add_key(out, "tags");
	buf_add_byte(out, '[');
	for (size_t i = 0; i < entry->tag_count; i++) {
		buf_add_str(out, i == 0 ? "" : ",");
		json_write_text(entry->tags[i], out);
	}
	buf_add_byte(out, ']');
	account_json_text(out, "note", entry->note);
	add_key(out, "favorite");
	buf_add_str(out, entry->favorite ? "true" : "false");
	account_json_number(out, "recovery_left", entry_recovery_left(entry));
}

static void
add_codes(const struct account_extra *extra, struct buf *out)
{
	int64_t left = 0;

	if (extra->code == NULL)
		return;
	account_json_text(out, "code", extra->code->text);
	if (extra->next == NULL)
		return;
	account_json_text(out, "next", extra->next->text);
	account_json_number(out, "valid_from",
		(uint64_t)extra->code->valid_from);
	account_json_number(out, "valid_until",
		(uint64_t)extra->code->valid_until);
	/* The edge may have passed since the code was made. */
	if (extra->now < extra->code->valid_until)
		left = extra->code->valid_until - extra->now;
	account_json_number(out, "remaining", (uint64_t)left);
}

bool
account_json(const struct entry *entry, const struct account_extra *extra,
	struct buf *out, struct err *err)
{
	buf_add_byte(out, '{');
	add_known(entry, out);
	if (!entry_is_broken(entry))
		add_fields(entry, out);
	if (extra != NULL)
		add_codes(extra, out);
	if (extra != NULL && extra->key) {
		BUF key = {0};

		account_key(entry, false, &key);
		if (!buf_ok(&key, err))
			return false;
		account_json_text(out, "secret", buf_text(&key));
	}
	if (extra != NULL && extra->uri) {
		BUF uri = {0};

		if (!otpauth_write(entry, &uri, err) || !buf_ok(&uri, err))
			return false;
		account_json_text(out, "uri", buf_text(&uri));
	}
	if (extra != NULL && extra->recovery)
		account_json_recovery(entry, true, out);
	buf_add_byte(out, '}');
	return buf_ok(out, err);
}
