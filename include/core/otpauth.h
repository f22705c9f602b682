/*
 * otpauth:// URIs (Google's Key Uri Format, with the deviations that real
 * programs write) and steam://SECRET, in and out.
 */
#ifndef CORE_OTPAUTH_H
#define CORE_OTPAUTH_H

#include "core/entry.h"

#define OTPAUTH_URI_MAX 65536 /* bytes; some programs put icons in */

/* True if the text begins like something otpauth_parse() reads, or refuses by
 * name (motp://). */
bool otpauth_match(const char *text, size_t len);

/*
 * Reads a URI into *out (empty before; times and id stay unset). warning is
 * set to "" or to one line the user should see (a missing HOTP counter).
 * A label prefix that differs from the issuer goes to the note. ERR_FORMAT
 * names the part ("period: must be 1 to 86400, is 0"), never the secret.
 */
#define OTPAUTH_WARNING_SIZE 160
bool otpauth_parse(const char *text, size_t len, struct entry *out,
	char warning[static OTPAUTH_WARNING_SIZE], struct err *err) MUST_USE;

/*
 * Appends the URI; reading it gives type, issuer, account, secret, algorithm,
 * digits and period or counter back unchanged. Two parameters of our own, which
 * other readers ignore, see to that where the format cannot: "encoder=totp" on
 * ordinary codes whose issuer is Steam, and "x-account" for an account that
 * begins with a blank.
 */
bool otpauth_write(const struct entry *entry, struct buf *out,
	struct err *err) MUST_USE;

/* The same without what every reader takes for granted (SHA1, 6 digits, 30
 * seconds): a QR code of it is smaller. */
bool otpauth_write_short(const struct entry *entry, struct buf *out,
	struct err *err) MUST_USE;

#endif
