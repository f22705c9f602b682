/* Entries into lines, whose text is made directly: that is fast. */
#include "vault/payload_line.h"

#include "codec/base32.h"
#include "codec/json.h"

/* Above this, a reader that holds numbers as doubles would change them. */
#define EXACT_MAX (UINT64_C(1) << 53)
#define DIGITS_MAX 20

static void
add_key(struct buf *out, const char *key)
{
	buf_add(out, ",\"", 2);
	buf_add_str(out, key);
	buf_add(out, "\":", 2);
}

static void
add_text(struct buf *out, const char *key, const char *text)
{
	add_key(out, key);
	json_write_text(text, out);
}

/* A plain word, which needs no escapes. */
static void
add_word(struct buf *out, const char *key, const char *word)
{
	add_key(out, key);
	buf_add_byte(out, '"');
	buf_add_str(out, word);
	buf_add_byte(out, '"');
}

static void
add_uint(struct buf *out, const char *key, uint64_t value)
{
	char digits[DIGITS_MAX], *at = digits + sizeof(digits);
	bool quoted = value > EXACT_MAX;

	do {
		*--at = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	add_key(out, key);
	if (quoted)
		buf_add_byte(out, '"');
	buf_add(out, at, (size_t)(digits + sizeof(digits) - at));
	if (quoted)
		buf_add_byte(out, '"');
}

static void
add_time(struct buf *out, const char *key, int64_t at)
{
	if (at > 0)
		add_uint(out, key, (uint64_t)at);
}

/* The members of an object's text, or none. */
static void
add_extra(struct buf *out, const char *extra)
{
	size_t len = extra != NULL ? strlen(extra) : 0;

	if (len <= strlen("{}"))
		return;
	buf_add_byte(out, ',');
	buf_add(out, extra + 1, len - 2);
}

static void
add_factor(struct buf *out, const struct entry *entry)
{
	add_uint(out, KEY_DIGITS, entry->digits);
	if (entry->type != ENTRY_HOTP)
		add_uint(out, KEY_PERIOD, entry->period);
	if (entry->type == ENTRY_HOTP || entry->counter > 0)
		add_uint(out, KEY_COUNTER, entry->counter);
}

static void
add_tags(struct buf *out, const struct entry *entry)
{
	if (entry->tag_count == 0)
		return;
	add_key(out, KEY_TAGS);
	for (size_t i = 0; i < entry->tag_count; i++) {
		buf_add_byte(out, i == 0 ? '[' : ',');
		json_write_text(entry->tags[i], out);
	}
	buf_add_byte(out, ']');
}

static void
add_recovery(struct buf *out, const struct entry *entry)
{
	if (entry->recovery_count == 0)
		return;
	add_key(out, KEY_RECOVERY);
	for (size_t i = 0; i < entry->recovery_count; i++) {
		buf_add_str(out, i == 0 ? "[{\"" : ",{\"");
		buf_add_str(out, KEY_CODE "\":");
		json_write_text(entry->recovery[i].code, out);
		add_time(out, KEY_USED, entry->recovery[i].used);
		buf_add_byte(out, '}');
	}
	buf_add_byte(out, ']');
}

static void
add_base32(struct buf *out, const struct secret *secret)
{
	buf_add_byte(out, '"');
	base32_encode(secret->bytes, secret->len, out);
	buf_add_byte(out, '"');
}

static void
add_secret(struct buf *out, const struct secret *secret)
{
	add_key(out, KEY_SECRET);
	add_base32(out, secret);
}

static void
add_history(struct buf *out, const struct entry *entry)
{
	if (entry->history_count == 0)
		return;
	add_key(out, KEY_HISTORY);
	for (size_t i = 0; i < entry->history_count; i++) {
		const struct old_key *key = &entry->history[i];

		buf_add_str(out, i == 0 ? "[{\"" : ",{\"");
		buf_add_str(out, KEY_SECRET "\":");
		add_base32(out, &key->secret);
		add_time(out, KEY_UNTIL, key->until);
		if (key->counter > 0)
			add_uint(out, KEY_COUNTER, key->counter);
		buf_add_byte(out, '}');
	}
	buf_add_byte(out, ']');
}

bool
payload_write_entry(const struct entry *entry, struct buf *out,
	struct err *err)
{
	size_t start = out->len;

	if (entry->raw.bytes != NULL) {
		buf_add(out, entry->raw.bytes, entry->raw.len);
		return buf_ok(out, err);
	}
	buf_add_str(out, "{\"" KEY_ID "\":");
	json_write_text(entry->id, out);
	add_text(out, KEY_ISSUER, entry->issuer);
	add_text(out, KEY_ACCOUNT, entry->account);
	add_word(out, KEY_TYPE, entry_type_name(entry->type));
	add_secret(out, &entry->secret);
	add_word(out, KEY_ALGORITHM, entry_algorithm_name(entry->algorithm));
	add_factor(out, entry);
	add_tags(out, entry);
	if (entry->note[0] != '\0')
		add_text(out, KEY_NOTE, entry->note);
	if (entry->favorite) {
		add_key(out, KEY_FAVORITE);
		buf_add_str(out, "true");
	}
	add_recovery(out, entry);
	add_history(out, entry);
	add_time(out, KEY_VERIFIED, entry->verified);
	add_time(out, KEY_CREATED, entry->created);
	add_time(out, KEY_MODIFIED, entry->modified);
	add_time(out, KEY_TRASHED, entry->trashed);
	add_extra(out, entry->extra);
	buf_add_byte(out, '}');
	if (!buf_ok(out, err))
		return false;
	if (out->len - start > PAYLOAD_LINE_MAX)
		return err_set(err, ERR_REFUSED,
			"must take at most %zu bytes in the vault, takes %zu",
			PAYLOAD_LINE_MAX, out->len - start);
	return true;
}

static void
add_recipients(struct buf *out, const struct recipients *recipients)
{
	if (recipients->count == 0)
		return;
	add_key(out, KEY_RECIPIENTS);
	for (size_t i = 0; i < recipients->count; i++) {
		buf_add_byte(out, i == 0 ? '[' : ',');
		json_write_text(recipients->items[i], out);
	}
	buf_add_byte(out, ']');
}

static void
write_first(const struct payload *payload, struct buf *out)
{
	buf_add_str(out, "{\"" KEY_VAULT "\":");
	buf_addf(out, "%llu", (unsigned long long)payload->version);
	add_word(out, KEY_ID, payload->id);
	add_uint(out, KEY_REVISION, payload->revision);
	add_time(out, KEY_SAVED, payload->saved);
	add_time(out, KEY_BACKUP, payload->backup);
	add_recipients(out, &payload->recipients);
	add_extra(out, payload->extra);
	buf_add_str(out, "}");
}

static void
write_tombstone(const struct tombstone *tombstone, struct buf *out)
{
	buf_add_str(out, "{\"" KEY_DELETED "\":");
	json_write_text(tombstone->id, out);
	add_time(out, KEY_AT, tombstone->deleted);
	add_extra(out, tombstone->extra);
	buf_add_byte(out, '}');
}

struct writer {
	struct buf line;
	size_t total;
	payload_sink *sink;
	void *arg;
};

static void
writer_wipe(struct writer *writer)
{
	buf_wipe(&writer->line);
}

static bool
put_line(struct writer *writer, struct err *err)
{
	struct buf *line = &writer->line;

	buf_add_byte(line, '\n');
	if (!buf_ok(line, err) ||
	    !writer->sink(writer->arg, line->data, line->len, err))
		return false;
	writer->total += line->len;
	/* Overwritten by the next line, wiped after the last. */
	line->len = 0;
	return true;
}

/* Blanks and a newline of their own, behind the last line. */
static bool
put_padding(struct writer *writer, struct err *err)
{
	size_t over = writer->total % PAYLOAD_PAD_BYTES;

	if (over == 0)
		return true;
	for (size_t i = over + 1; i < PAYLOAD_PAD_BYTES; i++)
		buf_add_byte(&writer->line, ' ');
	return put_line(writer, err);
}

bool
payload_write(const struct payload *payload, payload_sink *sink, void *arg,
	struct err *err)
{
	CLEANUP(writer_wipe) struct writer writer = {
		.sink = sink, .arg = arg,
	};
	const struct entries *entries = &payload->entries;

	write_first(payload, &writer.line);
	if (!put_line(&writer, err))
		return false;
	for (size_t i = 0; i < entries->len; i++) {
		if (!payload_write_entry(entries->items[i], &writer.line,
			    err) ||
		    !put_line(&writer, err))
			return false;
	}
	for (size_t i = 0; i < payload->tombstone_count; i++) {
		write_tombstone(&payload->tombstones[i], &writer.line);
		if (!put_line(&writer, err))
			return false;
	}
	return put_padding(&writer, err);
}
