/*
 * Lines into entries. What cannot be understood is kept as it stands: a
 * person can still see it, and a later version may read it.
 */
#include "vault/payload_fields.h"

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "vault/id_set.h"

#define REASON_MAX (ERR_WHERE_MAX + ERR_TEXT_MAX + 4)

bool
payload_line_id(const struct secret *raw, char out[static ENTRY_ID_SIZE],
	struct err *err)
{
	uint8_t bytes[HASH_MAX_BYTES];
	DIGEST digest = {0};

	if (!digest_start(&digest, HASH_SHA256, err))
		return false;
	digest_add(&digest, raw->bytes, raw->len);
	digest_end(&digest, bytes);
	crypto_uuid_text(bytes, UUID_CUSTOM, out);
	return true;
}

/* Adds *entry unless its id was there before: then *added is false, and
 * *entry as it was. */
static bool
add_entry(struct payload_reader *reader, struct entry *entry, bool *added,
	struct err *err)
{
	struct entries *entries = &reader->payload->entries;
	struct entry *kept;

	if (!entries_add(entries, entry, err))
		return false;
	kept = entries->items[entries->len - 1];
	if (!id_set_add(&reader->ids, kept->id, added))
		return err_nomem(err);
	if (!*added) {
		*entry = entry_move(kept);
		entries_remove(entries, entries->len - 1);
	}
	return true;
}

/* *err is the reason, unless it is of the system. line may be NULL. */
static bool
add_broken(struct payload_reader *reader, const json_t *line,
	const char *text, size_t len, struct err *err)
{
	ENTRY entry = {0};
	char reason[REASON_MAX];
	bool added = false;

	if (err->kind == ERR_SYSTEM)
		return false;
	err_format(err, reason, sizeof(reason));
	if (!entry_init(&entry, err) ||
	    !secret_set(&entry.raw, text, len, err) ||
	    !str_replace(&entry.reason, reason, err))
		return false;
	fields_readable(line, &entry);
	if (entry.id[0] != '\0' && !add_entry(reader, &entry, &added, err))
		return false;
	return added || (payload_line_id(&entry.raw, entry.id, err) &&
		entries_add(&reader->payload->entries, &entry, err));
}

static bool
add_account(struct payload_reader *reader, json_t *line, const char *text,
	size_t len, struct err *err)
{
	ENTRY entry = {0};
	bool added;

	if (!entry_init(&entry, err))
		return false;
	if (!fields_entry(line, &entry, err))
		return add_broken(reader, line, text, len, err);
	if (!add_entry(reader, &entry, &added, err))
		return false;
	if (added)
		return true;
	err_set(err, ERR_FORMAT, "is that of an earlier account");
	err_field(err, KEY_ID);
	return add_broken(reader, line, text, len, err);
}

/* *added tells whether that was all there is to do. */
static bool
add_plain(struct payload_reader *reader, const char *text, size_t len,
	bool *added, struct err *err)
{
	ENTRY entry = {0};

	*added = false;
	return !fields_plain(text, len, &entry) ||
		add_entry(reader, &entry, added, err);
}

static void
tombstone_wipe(struct tombstone *tombstone)
{
	str_free(&tombstone->extra);
}

static bool
add_deleted(struct payload_reader *reader, json_t *line, const char *text,
	size_t len, struct err *err)
{
	CLEANUP(tombstone_wipe) struct tombstone tombstone = {0};

	if (!fields_tombstone(line, &tombstone, err))
		return add_broken(reader, line, text, len, err);
	return payload_add_tombstone(reader->payload, &tombstone, err);
}

static bool
is_blank(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len &&
		(text[i] == ' ' || text[i] == '\t' || text[i] == '\r'))
		i++;
	return i == len;
}

static json_t *
parse(const char *text, size_t len, struct err *err)
{
	static const char place[] = "line 1, ";
	json_t *line;

	if (len > PAYLOAD_LINE_MAX) {
		err_set(err, ERR_FORMAT, "must be at most %zu bytes, is %zu",
			PAYLOAD_LINE_MAX, len);
		return NULL;
	}
	line = json_parse(text, len, err);
	/* It is one line of many, so only the column helps. */
	if (line == NULL && str_starts(err->where, place))
		memmove(err->where, err->where + strlen(place),
			strlen(err->where) + 1 - strlen(place));
	return line;
}

static bool
take_line(struct payload_reader *reader, const char *text, size_t len,
	struct err *err)
{
	JSON line = NULL;
	bool added;

	reader->line_number++;
	if (reader->line_number > 1 && is_blank(text, len))
		return true;
	if (reader->line_number > 1) {
		if (!add_plain(reader, text, len, &added, err))
			return false;
		if (added)
			return true;
	}
	line = parse(text, len, err);
	if (reader->line_number == 1) {
		if (line != NULL && fields_vault(line, reader->payload, err))
			return true;
		if (err->kind == ERR_FORMAT)
			err->kind = ERR_DAMAGED;
		return err_at(err, "contents: line 1");
	}
	if (line == NULL)
		return add_broken(reader, NULL, text, len, err);
	if (json_object_get(line, KEY_DELETED) != NULL)
		return add_deleted(reader, line, text, len, err);
	return add_account(reader, line, text, len, err);
}

/* The rest of a line whose beginning is in reader->line. */
static bool
take_rest(struct payload_reader *reader, const uint8_t *bytes, size_t len,
	struct err *err)
{
	buf_add(&reader->line, bytes, len);
	if (!buf_ok(&reader->line, err) ||
	    !take_line(reader, buf_text(&reader->line), reader->line.len, err))
		return false;
	buf_clear(&reader->line);
	return true;
}

bool
payload_feed(struct payload_reader *reader, const uint8_t *bytes, size_t len,
	struct err *err)
{
	while (len > 0) {
		const uint8_t *end = memchr(bytes, '\n', len);
		size_t part = end != NULL ? (size_t)(end - bytes) : len;

		if (end == NULL) {
			buf_add(&reader->line, bytes, part);
			return buf_ok(&reader->line, err);
		}
		if (reader->line.len > 0
			    ? !take_rest(reader, bytes, part, err)
			    : !take_line(reader, (const char *)bytes, part,
				      err))
			return false;
		bytes = end + 1;
		len -= part + 1;
	}
	return true;
}

bool
payload_finish(struct payload_reader *reader, struct err *err)
{
	if (reader->line.len > 0 &&
	    !take_line(reader, buf_text(&reader->line), reader->line.len, err))
		return false;
	if (reader->line_number > 0)
		return true;
	err_set(err, ERR_DAMAGED, "is missing");
	return err_at(err, "contents: line 1");
}

void
payload_reader_wipe(struct payload_reader *reader)
{
	buf_wipe(&reader->line);
	id_set_wipe(&reader->ids);
}
