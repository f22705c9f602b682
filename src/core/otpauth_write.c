#include "core/otpauth.h"

#include <inttypes.h>

#include "codec/base32.h"
#include "codec/uri.h"
#include "core/otpauth_words.h"

static void
add_encoded(const char *text, struct buf *out)
{
	uri_encode(text, strlen(text), out);
}

static void
add_label(const struct entry *entry, struct buf *out)
{
	add_encoded(entry->issuer, out);
	/* Without an issuer a colon of the account would be taken for the one
	 * behind it, unless a literal one stands before. */
	if (entry->issuer[0] != '\0' || strchr(entry->account, ':') != NULL)
		buf_add_byte(out, ':');
	add_encoded(entry->account, out);
}

/* What differs from the defaults, or with all every one. */
static void
add_factor(const struct entry *entry, bool all, struct buf *out)
{
	if (entry->type == ENTRY_STEAM) {
		buf_addf(out, "&digits=%u&encoder=" OTPAUTH_ENCODER_STEAM,
			entry->digits);
		return;
	}
	if (all || entry->algorithm != ENTRY_SHA1)
		buf_addf(out, "&algorithm=%s",
			entry_algorithm_name(entry->algorithm));
	if (all || entry->digits != ENTRY_DIGITS_DEFAULT)
		buf_addf(out, "&digits=%u", entry->digits);
	if (entry->type == ENTRY_HOTP)
		buf_addf(out, "&counter=%" PRIu64, entry->counter);
	else if (all || entry->period != ENTRY_PERIOD_DEFAULT)
		buf_addf(out, "&period=%u", entry->period);
	if (entry->type == ENTRY_TOTP &&
	    str_equal_nocase(entry->issuer, OTPAUTH_ISSUER_STEAM))
		buf_add_str(out, "&encoder=" OTPAUTH_ENCODER_TOTP);
}

static bool
write_uri(const struct entry *entry, bool all, struct buf *out,
	struct err *err)
{
	if (!entry_check(entry, err))
		return false;
	/* Steam goes as totp with an encoder, which most programs read. */
	buf_addf(out, "otpauth://%s/",
		entry->type == ENTRY_HOTP ? "hotp" : "totp");
	add_label(entry, out);
	buf_add_str(out, "?secret=");
	base32_encode(entry->secret.bytes, entry->secret.len, out);
	if (entry->issuer[0] != '\0') {
		buf_add_str(out, "&issuer=");
		add_encoded(entry->issuer, out);
	}
	add_factor(entry, all, out);
	if (entry->account[0] == ' ') {
		buf_add_str(out, "&" OTPAUTH_ACCOUNT "=");
		add_encoded(entry->account, out);
	}
	return buf_ok(out, err);
}

bool
otpauth_write(const struct entry *entry, struct buf *out, struct err *err)
{
	return write_uri(entry, true, out, err);
}

bool
otpauth_write_short(const struct entry *entry, struct buf *out,
	struct err *err)
{
	return write_uri(entry, false, out, err);
}
