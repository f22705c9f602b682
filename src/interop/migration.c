#include "interop/migration.h"

#include "codec/base64.h"
#include "codec/protobuf.h"
#include "codec/unicode.h"
#include "codec/uri.h"

static const struct {
	const char *name;
	enum protobuf_type type;
	uint64_t max; /* of a number */
} known[ACCOUNT_FIELDS] = {
	[ACCOUNT_SECRET] = {"secret", PROTOBUF_BYTES, 0},
	[ACCOUNT_NAME] = {"name", PROTOBUF_BYTES, 0},
	[ACCOUNT_ISSUER] = {"issuer", PROTOBUF_BYTES, 0},
	[ACCOUNT_ALGORITHM] = {"algorithm", PROTOBUF_VARINT, 3},
	[ACCOUNT_DIGITS] = {"digits", PROTOBUF_VARINT, MIGRATION_DIGITS_EIGHT},
	[ACCOUNT_TYPE] = {"type", PROTOBUF_VARINT, 2},
	[ACCOUNT_COUNTER] = {"counter", PROTOBUF_VARINT, INT64_MAX},
};

/* 0 is "unspecified". */
static const enum entry_algorithm algorithms[] = {
	ENTRY_SHA1, ENTRY_SHA1, ENTRY_SHA256, ENTRY_SHA512,
};

/* The bytes of data=; a '+' may have come as it is, or as a blank. */
static bool
decode_data(const char *uri, size_t len, struct buf *out, struct err *err)
{
	static const char start[] = "data=";
	const char *query = memchr(uri, '?', len);
	const char *end = uri + len;
	BUF text = {0};

	while (query != NULL && (size_t)(end - query) > sizeof(start) - 1) {
		const char *value = query + sizeof(start);
		const char *next = memchr(query + 1, '&',
			(size_t)(end - query) - 1);

		if (strncasecmp(query + 1, start, sizeof(start) - 1) != 0) {
			query = next;
			continue;
		}
		uri_decode(value, (size_t)((next != NULL ? next : end) - value),
			false, &text);
		for (size_t i = 0; i < text.len; i++)
			text.data[i] = text.data[i] == ' ' ? '+'
							   : text.data[i];
		break;
	}
	if (!buf_ok(&text, err))
		return false;
	if (text.len == 0)
		err_set(err, ERR_FORMAT, "is missing");
	return (text.len > 0 && base64_decode(buf_text(&text), text.len,
				       BASE64_LAX, out, err)) ||
		err_field(err, "data");
}

static bool
read_fields(struct protobuf message,
	struct protobuf_field fields[static ACCOUNT_FIELDS], struct err *err)
{
	struct protobuf_field field;

	for (;;) {
		if (!protobuf_next(&message, &field, err))
			return false;
		if (field.number == 0)
			return true;
		if (field.number >= ACCOUNT_FIELDS)
			continue;
		if (field.type != known[field.number].type) {
			err_set(err, ERR_FORMAT, "is of another type");
			return err_field(err, "%s", known[field.number].name);
		}
		fields[field.number] = field;
	}
}

static bool
check_numbers(const struct protobuf_field *fields, struct err *err)
{
	for (size_t i = 0; i < ACCOUNT_FIELDS; i++) {
		if (fields[i].value <= known[i].max)
			continue;
		if (i == ACCOUNT_ALGORITHM && fields[i].value == MIGRATION_MD5)
			err_set(err, ERR_FORMAT, "must be SHA1, SHA256 or "
				"SHA512, is MD5");
		else
			err_set(err, ERR_FORMAT, "must be 0 to %llu, is %llu",
				(unsigned long long)known[i].max,
				(unsigned long long)fields[i].value);
		return err_field(err, "%s", known[i].name);
	}
	return true;
}

static void
clean(const struct protobuf_field *field, struct buf *out)
{
	if (field->bytes.left > 0)
		entry_clean_name((const char *)field->bytes.at,
			field->bytes.left, out);
}

static bool
same_name(const char *a, size_t len, const struct buf *b)
{
	BUF left = {0}, right = {0};

	unicode_fold(a, len, false, &left);
	unicode_fold(buf_text(b), b->len, false, &right);
	return strcmp(buf_text(&left), buf_text(&right)) == 0;
}

/* The name may begin with the issuer, even when that is given, too. */
static bool
set_names(const struct protobuf_field *fields, struct entry *entry,
	struct err *err)
{
	BUF issuer = {0}, name = {0};
	const char *account, *colon;
	size_t before;

	clean(&fields[ACCOUNT_ISSUER], &issuer);
	clean(&fields[ACCOUNT_NAME], &name);
	if (!buf_ok(&issuer, err) || !buf_ok(&name, err))
		return false;
	account = buf_text(&name);
	colon = strchr(account, ':');
	before = colon != NULL ? (size_t)(colon - account) : 0;
	if (colon != NULL && issuer.len == 0)
		buf_add(&issuer, account, before);
	if (colon != NULL && same_name(account, before, &issuer)) {
		account = colon + 1;
		account += strspn(account, " ");
	}
	return buf_ok(&issuer, err) &&
		str_replace(&entry->issuer, buf_text(&issuer), err) &&
		str_replace(&entry->account, account, err);
}

static bool
fill(const struct protobuf_field *fields, struct entry *entry, struct err *err)
{
	const struct protobuf *secret = &fields[ACCOUNT_SECRET].bytes;

	if (!entry_init(entry, err) || !set_names(fields, entry, err) ||
	    !check_numbers(fields, err) ||
	    !secret_set(&entry->secret, secret->at, secret->left, err))
		return false;
	entry->algorithm = algorithms[fields[ACCOUNT_ALGORITHM].value];
	entry->digits = fields[ACCOUNT_DIGITS].value == MIGRATION_DIGITS_EIGHT
		? 8 : 6;
	if (fields[ACCOUNT_TYPE].value == MIGRATION_HOTP) {
		entry->type = ENTRY_HOTP;
		entry->counter = fields[ACCOUNT_COUNTER].value;
	}
	return entry_check(entry, err);
}

static bool
read_account(struct protobuf message, struct import *out, struct err *err)
{
	struct protobuf_field fields[ACCOUNT_FIELDS] = {0};
	size_t index = out->entries.len + out->skipped_count;
	struct err reason = {0};
	ENTRY entry = {0};
	BUF name = {0};

	if (read_fields(message, fields, &reason) &&
	    fill(fields, &entry, &reason))
		return import_add(out, &entry, err);
	if (reason.kind == ERR_SYSTEM) {
		*err = reason;
		return false;
	}
	err_field(&reason, "accounts[%zu]", index);
	entry_title(&entry, &name);
	return buf_ok(&name, err) &&
		import_skip(out, buf_text(&name), &reason, err);
}

static bool
read_payload(struct protobuf message, struct import *out, struct err *err)
{
	uint64_t numbers[PAYLOAD_ID + 1] = {0};
	struct protobuf_field field;

	for (;;) {
		if (!protobuf_next(&message, &field, err))
			return err_field(err, "data");
		if (field.number == 0)
			break;
		if (field.number == PAYLOAD_ACCOUNT &&
		    field.type != PROTOBUF_BYTES) {
			err_set(err, ERR_FORMAT, "is no export of Google "
				"Authenticator");
			return err_field(err, "data");
		}
		if (field.number == PAYLOAD_ACCOUNT &&
		    !read_account(field.bytes, out, err))
			return false;
		if (field.number <= PAYLOAD_ID)
			numbers[field.number] = field.value;
	}
	if (out->entries.len == 0 && out->skipped_count == 0) {
		err_set(err, ERR_FORMAT, "holds no account");
		return err_field(err, "data");
	}
	if (numbers[PAYLOAD_INDEX] < numbers[PAYLOAD_SIZE])
		import_batches_add(&out->batches, &(struct import_batch){
			.id = numbers[PAYLOAD_ID],
			.size = numbers[PAYLOAD_SIZE],
			.seen = UINT64_C(1) << (numbers[PAYLOAD_INDEX] %
				IMPORT_PARTS_MAX),
		});
	return true;
}

/* All that one import holds, to the end of another. */
static bool
append(struct import *from, struct import *to, struct err *err)
{
	for (size_t i = 0; i < from->entries.len; i++) {
		if (!import_add(to, from->entries.items[i], err))
			return false;
	}
	for (size_t i = 0; i < from->skipped_count; i++) {
		if (!import_skip(to, from->skipped[i].name,
			    &from->skipped[i].err, err))
			return false;
	}
	import_batches_join(&to->batches, &from->batches);
	return true;
}

bool
migration_read(const char *uri, size_t len, struct import *out,
	struct err *err)
{
	IMPORT part = {0};
	BUF bytes = {0};

	return decode_data(uri, len, &bytes, err) &&
		read_payload((struct protobuf){bytes.data, bytes.len}, &part,
			err) &&
		append(&part, out, err);
}
