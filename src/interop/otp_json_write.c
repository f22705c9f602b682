#include "interop/otp_json.h"

#include <inttypes.h>

#include "codec/base32.h"
#include "codec/json.h"

static void
add_text(const char *key, const char *value, struct buf *out)
{
	buf_addf(out, "\"%s\":", key);
	json_write_text(value, out);
	buf_add_byte(out, ',');
}

static bool
add_counter(uint64_t counter, struct buf *out, struct err *err)
{
	json_auto_t *value = json_from_uint(counter);

	if (value == NULL)
		return err_nomem(err);
	buf_add_str(out, "\"counter\":");
	return json_write(value, out, err);
}

static void
add_secret(const struct secret *secret, struct buf *out)
{
	buf_add_str(out, "\"secret\":\"");
	base32_encode(secret->bytes, secret->len, out);
	buf_add_byte(out, '"');
}

/* Only where there is one: few accounts ever change their key. */
static bool
add_history(const struct entry *entry, struct buf *out, struct err *err)
{
	for (size_t i = 0; i < entry->history_count; i++) {
		const struct old_key *key = &entry->history[i];

		buf_add_str(out, i == 0 ? ",\"history\":[{" : ",{");
		add_secret(&key->secret, out);
		buf_addf(out, ",\"until\":%" PRId64 ",", key->until);
		if (!add_counter(key->counter, out, err))
			return false;
		buf_add_byte(out, '}');
	}
	buf_add_str(out, entry->history_count > 0 ? "]" : "");
	return true;
}

static void
add_lists(const struct entry *entry, struct buf *out)
{
	buf_add_str(out, ",\"tags\":[");
	for (size_t i = 0; i < entry->tag_count; i++) {
		buf_add_str(out, i > 0 ? "," : "");
		json_write_text(entry->tags[i], out);
	}
	buf_add_str(out, "],\"recovery\":[");
	for (size_t i = 0; i < entry->recovery_count; i++) {
		const struct recovery *code = &entry->recovery[i];

		buf_add_str(out, i > 0 ? ",{\"code\":" : "{\"code\":");
		json_write_text(code->code, out);
		if (code->used != 0)
			buf_addf(out, ",\"used\":%" PRId64, code->used);
		buf_add_byte(out, '}');
	}
	buf_add_str(out, "],");
}

static bool
write_object(const struct entry *entry, struct buf *out, struct err *err)
{
	buf_add_byte(out, '{');
	add_text("id", entry->id, out);
	add_text("issuer", entry->issuer, out);
	add_text("account", entry->account, out);
	add_text("type", entry_type_name(entry->type), out);
	add_text("algorithm", entry_algorithm_name(entry->algorithm), out);
	buf_addf(out, "\"digits\":%u,", entry->digits);
	if (entry->type != ENTRY_HOTP)
		buf_addf(out, "\"period\":%u", entry->period);
	else if (!add_counter(entry->counter, out, err))
		return false;
	add_lists(entry, out);
	add_text("note", entry->note, out);
	buf_addf(out, "\"favorite\":%s,\"recovery_left\":%zu,",
		entry->favorite ? "true" : "false",
		entry_recovery_left(entry));
	if (entry->created != 0)
		buf_addf(out, "\"created\":%" PRId64 ",", entry->created);
	add_secret(&entry->secret, out);
	if (!add_history(entry, out, err))
		return false;
	buf_add_byte(out, '}');
	return buf_ok(out, err);
}

bool
otp_json_write(const struct selection *entries, struct buf *out,
	struct err *err)
{
	buf_add_str(out, "[");
	for (size_t i = 0; i < entries->len; i++) {
		buf_add_str(out, i > 0 ? ",\n" : "\n");
		if (!entry_check(entries->items[i], err) ||
		    !write_object(entries->items[i], out, err))
			return err_field(err, "[%zu]", i);
	}
	buf_add_str(out, "\n]\n");
	return buf_ok(out, err);
}
