/*
 * Files of other programs that are known by what they begin with or have in
 * them, though they cannot be read: to say so is more than "not known".
 */
#include "interop/format.h"

#include "base/str.h"

#define LOOKED_AT ((size_t)64 * 1024)
#define MARKS_MAX 3

struct other {
	const char *begin;            /* the first bytes, or NULL */
	size_t begin_len;
	const char *marks[MARKS_MAX]; /* all of these, somewhere */
	const char *words;
};

#define BEGIN(text) text, sizeof(text) - 1
#define ANYWHERE NULL, 0

/* The surest first: later ones may have the same words in them. */
static const struct other others[] = {
	{BEGIN("AUTHENTICATORPRO"), {NULL}, "a backup of Stratum"},
	{BEGIN("AuthenticatorPro"), {NULL}, "a backup of Stratum"},
	{BEGIN("OTPClient"), {NULL}, "a database of OTPClient"},
	{BEGIN("\x03\xd9\xa2\x9a"), {NULL}, "a KeePass database"},
	{BEGIN("PK\x03\x04"), {NULL}, "a zip archive"},
	{BEGIN("\x1f\x8b"), {NULL}, "a gzip archive"},
	{BEGIN("SQLite format 3"), {NULL}, "an SQLite database"},
	{BEGIN("\xac\xed\0\5"), {NULL}, "a backup of FreeOTP 2"},
	{BEGIN("Salted__"), {NULL}, "a file encrypted by OpenSSL"},
	{BEGIN("-----BEGIN PGP MESSAGE"), {NULL}, "a file encrypted by GnuPG"},
	{BEGIN("<"), {"tokenOrder"}, "a settings file of FreeOTP"},
	{BEGIN("<"), {"com.authy."}, "a settings file of Authy"},
	{BEGIN("<"), {"com.blizzard."}, "a settings file of Battle.net"},
	{BEGIN("<"), {"<KeePassFile"}, "a KeePass file"},
	{BEGIN("<"), {"<html"}, "a web page"},
	{ANYWHERE, {"{", "\"header\"", "\"db\""},
		"a backup of Aegis Authenticator"},
	{ANYWHERE, {"{", "\"services\"", "\"schemaVersion\""},
		"a backup of 2FAS"},
	{ANYWHERE, {"{", "\"Authenticators\""}, "a backup of Stratum"},
	{ANYWHERE, {"{", "\"encKeyValidation_DO_NOT_EDIT\""},
		"an export of Bitwarden"},
	{ANYWHERE, {"{", "\"encrypted\"", "\"items\""},
		"an export of Bitwarden"},
	{ANYWHERE, {"{", "\"kdfParams\"", "\"encryptedData\""},
		"an export of Ente Auth"},
	{ANYWHERE, {"{", "\"entries\"", "\"uri\""},
		"a backup of Proton Authenticator"},
	{ANYWHERE, {"{", "\"tokens\"", "\"tokenOrder\""},
		"a backup of FreeOTP+"},
	{ANYWHERE, {"{", "\"cipher\"", "\"nonce\""}, "a database of cotp"},
	{ANYWHERE, {"{", "\"accounts\"", "\"folders\""},
		"an export of LastPass Authenticator"},
	{ANYWHERE, {"{", "\"shared_secret\""}, "a file of a Steam account"},
	{ANYWHERE, {"{", "authenticator_tokens\""}, "a list of Authy tokens"},
	{ANYWHERE, {"{", "\"app\"", "\"2fauth"}, "an export of 2FAuth"},
	{ANYWHERE, {"{", "\"last_used\"", "\"thumbnail\""},
		"a backup of andOTP"},
	{ANYWHERE, {"{", "\"otpGenerator\""}, "a list of Duo Mobile accounts"},
	{ANYWHERE, {"{", "\"kind\"", "\"timer\""}, "an export of Raivo OTP"},
	{ANYWHERE, {",login_totp"}, "an export of Bitwarden"},
	{ANYWHERE, {",OTPAuth"}, "an export of passwords"},
	{ANYWHERE, {"\"Group\",\"Title\""}, "an export of KeePassXC"},
};

static bool
has(const uint8_t *bytes, size_t len, const char *mark)
{
	return memmem(bytes, len, mark, strlen(mark)) != NULL;
}

static bool
is_of(const struct other *other, const uint8_t *bytes, size_t len)
{
	if (other->begin != NULL && (len < other->begin_len ||
		    memcmp(bytes, other->begin, other->begin_len) != 0))
		return false;
	for (size_t i = 0; i < MARKS_MAX && other->marks[i] != NULL; i++)
		if (!has(bytes, len, other->marks[i]))
			return false;
	return true;
}

const char *
format_other(const uint8_t *bytes, size_t len)
{
	if (len > LOOKED_AT)
		len = LOOKED_AT;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (is_of(&others[i], bytes, len))
			return others[i].words;
	return NULL;
}
