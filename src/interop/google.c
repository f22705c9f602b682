/* The QR codes of Google Authenticator's "Transfer accounts". */
#include "interop/formats.h"

#include "codec/base64.h"
#include "codec/protobuf.h"
#include "codec/unicode.h"
#include "codec/uri.h"
#include "crypto/crypto.h"
#include "interop/lost.h"
#include "interop/migration.h"

#define URI_START MIGRATION_SCHEME "//offline?data="
#define PERIOD 30

/* What a QR code of version 25 holds: a denser one is hard to read off a
 * screen. One account alone may take a larger code, up to the largest. */
#define PAGE_BYTES_MAX 1273
#define URI_BYTES_MAX 2953

/* One QR code of the export. */
struct page {
	uint64_t count, index; /* of all */
	uint32_t batch;
};

static bool
begins_with_issuer(const struct entry *entry)
{
	const char *colon = strchr(entry->account, ':');
	BUF before = {0}, issuer = {0};

	if (colon == NULL)
		return false;
	unicode_fold(entry->account, (size_t)(colon - entry->account), false,
		&before);
	unicode_fold(entry->issuer, strlen(entry->issuer), false, &issuer);
	return strcmp(buf_text(&before), buf_text(&issuer)) == 0;
}

/* Readers cut the issuer off its front, and take what stands before a colon
 * for the issuer if there is none. */
static void
add_name(const struct entry *entry, struct buf *out)
{
	BUF name = {0};

	if (begins_with_issuer(entry) ||
	    (entry->issuer[0] == '\0' && strchr(entry->account, ':') != NULL))
		buf_addf(&name, "%s:", entry->issuer);
	buf_add_str(&name, entry->account);
	out->failed = out->failed || name.failed;
	protobuf_add_bytes(out, ACCOUNT_NAME, buf_text(&name), name.len);
}

static void
add_account(const struct entry *entry, struct buf *out)
{
	bool hotp = entry->type == ENTRY_HOTP;
	BUF account = {0};

	protobuf_add_bytes(&account, ACCOUNT_SECRET, entry->secret.bytes,
		entry->secret.len);
	add_name(entry, &account);
	protobuf_add_bytes(&account, ACCOUNT_ISSUER, entry->issuer,
		strlen(entry->issuer));
	protobuf_add_number(&account, ACCOUNT_ALGORITHM,
		(uint64_t)entry->algorithm + 1);
	protobuf_add_number(&account, ACCOUNT_DIGITS, entry->digits == 8
		? MIGRATION_DIGITS_EIGHT : MIGRATION_DIGITS_SIX);
	protobuf_add_number(&account, ACCOUNT_TYPE,
		hotp ? MIGRATION_HOTP : MIGRATION_TOTP);
	if (hotp)
		protobuf_add_number(&account, ACCOUNT_COUNTER, entry->counter);
	out->failed = out->failed || account.failed;
	protobuf_add_bytes(out, PAYLOAD_ACCOUNT, account.data, account.len);
}

static void
add_uri(struct entry *const *entries, size_t count, const struct page *page,
	struct buf *out)
{
	BUF payload = {0}, text = {0};

	for (size_t i = 0; i < count; i++)
		add_account(entries[i], &payload);
	protobuf_add_number(&payload, PAYLOAD_FORMAT, MIGRATION_FORMAT);
	protobuf_add_number(&payload, PAYLOAD_SIZE, page->count);
	protobuf_add_number(&payload, PAYLOAD_INDEX, page->index);
	protobuf_add_number(&payload, PAYLOAD_ID, page->batch);
	base64_encode(payload.data, payload.len, BASE64_STRICT, &text);
	out->failed = out->failed || payload.failed || text.failed;
	buf_add_str(out, URI_START);
	uri_encode(buf_text(&text), text.len, out);
}

/* How many of the first entries one page takes. */
static size_t
page_length(struct entry *const *entries, size_t left, size_t per_page,
	const struct page *page)
{
	size_t count = 1;
	BUF uri = {0};

	for (; count < left && count < per_page; count++) {
		buf_clear(&uri);
		add_uri(entries, count + 1, page, &uri);
		if (uri.failed || uri.len > PAGE_BYTES_MAX)
			break;
	}
	return count;
}

/* Each page tells how many there are, so they are counted first. */
static uint64_t
count_pages(const struct selection *entries, size_t per_page,
	const struct page *widest)
{
	uint64_t found = 0;

	for (size_t at = 0; at < entries->len; found++)
		at += page_length(entries->items + at, entries->len - at,
			per_page, widest);
	return found;
}

static bool
write_pages(const struct selection *entries, size_t per_page,
	struct buf *out, struct err *err)
{
	struct page page = {0};
	struct page widest = {entries->len, entries->len, INT32_MAX};
	size_t at = 0;

	if (!crypto_random(&page.batch, sizeof(page.batch), err))
		return false;
	page.batch &= INT32_MAX;
	page.count = count_pages(entries, per_page, &widest);
	for (; page.index < page.count; page.index++) {
		size_t len = page_length(entries->items + at,
			entries->len - at, per_page, &widest);

		add_uri(entries->items + at, len, &page, out);
		buf_add_byte(out, '\n');
		at += len;
	}
	return buf_ok(out, err);
}

static bool
check(const struct entry *entry, struct err *err)
{
	if (entry->type != ENTRY_TOTP && entry->type != ENTRY_HOTP)
		err_set(err, ERR_FORMAT, "type: must be totp or hotp, is %s",
			entry_type_name(entry->type));
	else if (entry->digits != 6 && entry->digits != 8)
		err_set(err, ERR_FORMAT, "digits: must be 6 or 8, is %u",
			entry->digits);
	else if (entry->type == ENTRY_TOTP && entry->period != PERIOD)
		err_set(err, ERR_FORMAT, "period: must be %d, is %u", PERIOD,
			entry->period);
	else if (entry->type == ENTRY_HOTP && entry->counter > INT64_MAX)
		err_set(err, ERR_FORMAT, "counter: must be at most "
			"9223372036854775807, is more");
	else
		return true;
	return false;
}

/* Whether names survive is told by reading them back. */
static bool
fits(const struct entry *entry, struct buf *lost, struct err *err)
{
	struct page page = {UINT32_MAX, UINT32_MAX, INT32_MAX};
	IMPORT back = {0};
	ENTRY copy = {0};
	BUF uri = {0};
	struct entry *only = &copy;

	if (!check(entry, err) || !entry_copy(entry, &copy, err))
		return false;
	add_uri(&only, 1, &page, &uri);
	if (!buf_ok(&uri, err))
		return false;
	if (uri.len > URI_BYTES_MAX)
		return err_set(err, ERR_FORMAT, "key and names must fit into "
			"a QR code of %d bytes, take %zu", URI_BYTES_MAX,
			uri.len);
	if (!migration_read(buf_text(&uri), uri.len, &back, err))
		return false;
	if (back.entries.len != 1 ||
	    !entry_is_duplicate(entry, back.entries.items[0]))
		lost_add(lost, "exact names");
	lost_extras(entry, lost);
	return true;
}

const struct format format_google = {
	.name = "google",
	.title = "QR codes for Google Authenticator",
	.flags = FORMAT_EXPORT,
	.write_pages = write_pages,
	.fits = fits,
};
