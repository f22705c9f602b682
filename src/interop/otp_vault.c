/*
 * Another vault of otp, or its backup: an age file with a passphrase, or for
 * identities. Or such a file around another format, as an encrypted export is.
 */
#include "interop/formats.h"

#include "vault/age.h"
#include "vault/identities.h"
#include "vault/payload.h"

static enum format_match
match(const uint8_t *bytes, size_t len)
{
	return age_match(bytes, len) ? MATCH_SURE : MATCH_NO;
}

static bool
feed(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	return payload_feed(arg, bytes, len, err);
}

/* Reads into *payload what is good; false if that is not all. */
static bool
open_payload(const struct secret *file_key, const uint8_t *bytes, size_t len,
	struct payload *payload, struct err *err)
{
	PAYLOAD_READER reader = {.payload = payload};
	AGE_OPENER opener = {0};

	return age_opener_init(&opener, file_key, feed, &reader, err) &&
		age_opener_feed(&opener, bytes, len, err) &&
		age_opener_finish(&opener, err) &&
		payload_finish(&reader, err);
}

static bool
keep(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	struct buf *plain = arg;

	if (plain->len + len > FORMAT_FILE_MAX)
		return err_set(err, ERR_FORMAT, "must be at most %zu bytes, "
			"is more", FORMAT_FILE_MAX);
	buf_add(plain, bytes, len);
	return buf_ok(plain, err);
}

static bool
open_all(const struct secret *file_key, const uint8_t *bytes, size_t len,
	struct buf *plain, struct err *err)
{
	AGE_OPENER opener = {0};

	return age_opener_init(&opener, file_key, keep, plain, err) &&
		age_opener_feed(&opener, bytes, len, err) &&
		age_opener_finish(&opener, err);
}

/* What is no vault, for the reason why, may be in another format. */
static bool
read_inside(const struct secret *file_key, const uint8_t *bytes, size_t len,
	const struct err *why, struct import *out, struct err *err)
{
	const struct format *format = NULL;
	BUF plain = {0};

	if (open_all(file_key, bytes, len, &plain, err))
		format = format_guess(plain.data, plain.len);
	else if (err->kind == ERR_SYSTEM)
		return false;
	/* Not age within age: how deep would that go? */
	if (format != NULL && format != &format_otp)
		return format->read(plain.data, plain.len, NULL, out, err);
	*err = *why;
	return false;
}

static bool
skip(const struct entry *entry, const char *reason, struct import *out,
	struct err *err)
{
	struct err why = {0};
	BUF name = {0};

	entry_title(entry, &name);
	err_set(&why, ERR_FORMAT, "%s", reason);
	return buf_ok(&name, err) &&
		import_skip(out, buf_text(&name), &why, err);
}

static bool
take_entries(struct payload *payload, struct import *out, struct err *err)
{
	for (size_t i = 0; i < payload->entries.len; i++) {
		struct entry *entry = payload->entries.items[i];
		bool ok;

		if (entry_is_broken(entry)) {
			ok = skip(entry, entry->reason, out, err);
		} else if (entry->trashed != 0) {
			ok = skip(entry, "is in the trash", out, err);
		} else {
			entry->id[0] = '\0';
			ok = import_add(out, entry, err);
		}
		if (!ok)
			return false;
	}
	return true;
}

/* What may open the file. */
struct means {
	const struct secret *passphrase;     /* or NULL */
	const struct identities *identities; /* or NULL */
};

static bool
unlock(const struct age_header *header, const struct means *means,
	struct secret *file_key, struct err *err)
{
	struct age_recipient ignored;

	if (!age_header_has(header, AGE_SCRYPT_TYPE)) {
		if (means->identities == NULL)
			return err_set(err, ERR_FORMAT, "must be opened by a "
				"passphrase to be imported, is by identities");
		return identities_unlock(means->identities, header, file_key,
			&ignored, err);
	}
	if (means->passphrase == NULL)
		return err_set(err, ERR_LOCKED, "needs its passphrase");
	return age_header_unlock_scrypt(header, means->passphrase, file_key,
		err);
}

static bool
read_binary(const uint8_t *bytes, size_t len, const struct means *means,
	struct import *out, struct err *err)
{
	AGE_HEADER header = {0};
	SECRET file_key = {0};
	PAYLOAD payload = {0};
	struct err damage = {0};
	bool whole;

	if (!age_header_parse(bytes, len, &header, err) ||
	    !unlock(&header, means, &file_key, err))
		return false;
	whole = open_payload(&file_key, bytes + header.text.len,
		len - header.text.len, &payload, &damage);
	/* Every chunk is authentic for itself: what came before damage is
	 * good. */
	if (!whole && damage.kind == ERR_DAMAGED && payload.entries.len == 0)
		return read_inside(&file_key, bytes + header.text.len,
			len - header.text.len, &damage, out, err);
	if (!whole && damage.kind != ERR_DAMAGED) {
		*err = damage;
		return false;
	}
	return take_entries(&payload, out, err) &&
		(whole || import_skip(out, "", &damage, err));
}

static bool
read_any(const uint8_t *bytes, size_t len, const struct means *means,
	struct import *out, struct err *err)
{
	BUF binary = {0};

	if (!age_is_armored(bytes, len))
		return read_binary(bytes, len, means, out, err);
	return age_unarmor(bytes, len, &binary, err) &&
		read_binary(binary.data, binary.len, means, out, err);
}

static bool
read_vault(const uint8_t *bytes, size_t len, const struct secret *passphrase,
	struct import *out, struct err *err)
{
	const struct means means = {.passphrase = passphrase};

	return read_any(bytes, len, &means, out, err);
}

static bool
read_identified(const uint8_t *bytes, size_t len,
	const struct identities *identities, struct import *out,
	struct err *err)
{
	const struct means means = {.identities = identities};

	return read_any(bytes, len, &means, out, err);
}

static bool
is_identified(const uint8_t *bytes, size_t len)
{
	AGE_HEADER header = {0};
	BUF binary = {0};
	struct err ignored;

	if (age_is_armored(bytes, len)) {
		if (!age_unarmor(bytes, len, &binary, &ignored))
			return false;
		bytes = binary.data;
		len = binary.len;
	}
	return age_header_parse(bytes, len, &header, &ignored) &&
		age_header_has(&header, AGE_X25519_TYPE) &&
		!age_header_has(&header, AGE_SCRYPT_TYPE);
}

const struct format format_otp = {
	.name = "otp",
	.title = "vault or encrypted export of otp (an age file)",
	.flags = FORMAT_IMPORT | FORMAT_ENCRYPTED,
	.match = match,
	.read = read_vault,
	.is_identified = is_identified,
	.read_identified = read_identified,
};
