#include "app/intake_classify.h"

#include <ctype.h>

#include "base/str.h"
#include "base/utf8.h"
#include "codec/base32.h"
#include "codec/base64.h"

#define SCHEME_MAX ((size_t)30)
#define KEY_BYTES_MIN ((size_t)10) /* shorter ones are words */
#define DUO_CODE_LEN ((size_t)20)

struct kind {
	const char *begin; /* in any case */
	const char *words;
};

static const struct kind kinds[] = {
	{"phonefactor:", "an activation code for Microsoft Authenticator "
		"(phonefactor://); choose \"a different authenticator app\" "
		"there"},
	{"microsoft-authenticator:", "an activation code for Microsoft "
		"Authenticator; choose \"a different authenticator app\" "
		"there"},
	{"duo:", "an activation code for Duo Mobile, which only that app "
		"can use"},
	{"oktaverify:", "an activation code for Okta Verify, which only that "
		"app can use; choose Google Authenticator there"},
	{"vipaccess:", "an activation code for Symantec VIP Access"},
	{"vip:", "an activation code for Symantec VIP Access"},
	{"com.rsa.securid", "an activation code for RSA SecurID"},
	{"http://127.0.0.1/securid", "an activation code for RSA SecurID"},
	{"igmobileotp:", "an activation code for Entrust Identity"},
	{"mobilepass", "an activation code for SafeNet MobilePASS"},
	{"<qrcode>", "an activation code for OneSpan Mobile Authenticator"},
	{"pingid:", "an activation code for PingID"},
	{"otpauth-migration:", "accounts exported by Google Authenticator "
		"(otpauth-migration://)"},
	{"lpaauth-migration:", "accounts exported by LastPass Authenticator "
		"(lpaauth-migration://)"},
	{"motp:", "a Mobile-OTP account (motp://)"},
	{"fido:/", "a passkey login (FIDO)"},
	{"sgnl:", "a code to link a device to Signal"},
	{"tg:", "a Telegram link"},
	{"wifi:", "a Wi-Fi network"},
	{"lpa:", "an eSIM profile"},
	{"begin:vcard", "a contact (vCard)"},
	{"mecard:", "a contact (MeCard)"},
	{"bizcard:", "a contact (business card)"},
	{"begin:vcalendar", "a calendar event"},
	{"begin:vevent", "a calendar event"},
	{"mailto:", "an e-mail address"},
	{"matmsg:", "an e-mail message"},
	{"tel:", "a telephone number"},
	{"sms:", "a text message"},
	{"smsto:", "a text message"},
	{"mms:", "a text message"},
	{"geo:", "a place on the map"},
	{"bitcoin:", "a payment request (Bitcoin)"},
	{"ethereum:", "a payment request (Ethereum)"},
	{"lightning:", "a payment request (Lightning)"},
	{"upi:", "a payment request (UPI)"},
	{"bcd\n", "a payment request (SEPA)"},
	{"bcd\r\n", "a payment request (SEPA)"},
	{"spc\n", "a payment request (Swiss QR-bill)"},
	{"spc\r\n", "a payment request (Swiss QR-bill)"},
	{"hc1:", "a health certificate"},
	{"age-secret-key-", "an age identity (a secret key)"},
	{"age1", "an age recipient (a public key)"},
};

/* By the end of a web address's host. */
static const struct kind hosts[] = {
	{"duosecurity.com", "an activation code for Duo Mobile, which only "
		"that app can use"},
	{"phonefactor.net", "an activation code for Microsoft Authenticator"},
	{"vip.symantec.com", "an activation code for Symantec VIP Access"},
	{"s.team", "a Steam login, which only the Steam app can confirm"},
};

static const char *
kind_by_begin(const char *text)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (str_starts_nocase(text, kinds[i].begin))
			return kinds[i].words;
	}
	return NULL;
}

static const char *
kind_by_host(const char *host, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(hosts); i++) {
		size_t end = strlen(hosts[i].begin);

		if (len >= end && strncasecmp(host + len - end,
			    hosts[i].begin, end) == 0 &&
		    (len == end || host[len - end - 1] == '.'))
			return hosts[i].words;
	}
	return NULL;
}

/* Appends at most CLASSIFY_SHOWN_MAX characters, then an ellipsis. */
static void
add_shown(struct buf *out, const char *text, size_t len, bool more)
{
	size_t at = 0;

	for (size_t count = 0; at < len && count < CLASSIFY_SHOWN_MAX; count++)
		utf8_next(text, len, &at);
	utf8_printable(out, text, at);
	if (at < len || more)
		buf_add_str(out, "...");
}

static bool
classify_web(const char *text, struct buf *out)
{
	const char *host = strstr(text, "://");
	const char *words;
	const char *at;
	size_t path;

	if ((!str_starts_nocase(text, "http://") &&
		    !str_starts_nocase(text, "https://")) || host == NULL)
		return false;
	host += 3;
	/* A user name and password may stand before the host. */
	at = memrchr(host, '@', strcspn(host, "/?#"));
	if (at != NULL)
		host = at + 1;
	words = kind_by_host(host, strcspn(host, ":/?#"));
	if (words != NULL) {
		buf_add_str(out, words);
		return true;
	}
	path = strcspn(host, "?#");
	buf_add_str(out, "a web address (");
	buf_add(out, text, (size_t)(strstr(text, "://") + 3 - text));
	add_shown(out, host, path, host[path] != '\0');
	buf_add_byte(out, ')');
	return true;
}

/* CODE-HOST, the host in Base64. */
static bool
is_duo(const char *text)
{
	struct err ignored;
	BUF host = {0};
	size_t code = strcspn(text, "-");

	return code == DUO_CODE_LEN && text[code] == '-' &&
		base64_decode(text + code + 1, strlen(text + code + 1),
			BASE64_LAX, &host, &ignored) &&
		kind_by_host(buf_text(&host), host.len) == hosts[0].words;
}

static bool
is_key(const char *text, size_t len)
{
	struct err ignored;
	SECRET key = {0};

	return base32_decode(text, len, &key, &ignored) &&
		key.len >= KEY_BYTES_MIN;
}

/* "foo:" in front of something without blanks, or 0. */
static size_t
scheme_length(const char *text)
{
	size_t len = 0;

	if (!isalpha((unsigned char)text[0]))
		return 0;
	while (isalnum((unsigned char)text[len]) ||
	    (text[len] != '\0' && strchr("+.-", text[len]) != NULL))
		len++;
	if (len < 2 || len > SCHEME_MAX || text[len] != ':' ||
	    text[len + 1] == '\0' || strpbrk(text, " \t\r\n") != NULL)
		return 0;
	return len;
}

static size_t
count_characters(const char *text, size_t len)
{
	size_t count = 0;

	for (size_t at = 0; at < len; count++)
		utf8_next(text, len, &at);
	return count;
}

static void
classify_text(const char *text, size_t len, struct buf *out)
{
	const char *words = kind_by_begin(text);
	size_t scheme;

	if (words != NULL) {
		buf_add_str(out, words);
		return;
	}
	if (classify_web(text, out))
		return;
	scheme = scheme_length(text);
	if (is_duo(text))
		buf_add_str(out, hosts[0].words);
	else if (is_key(text, len))
		buf_add_str(out, "a text key without a name; otp add takes "
			"it");
	else if (scheme > 0)
		buf_addf(out, "a link for another program (%.*s:)",
			(int)scheme, text);
	else
		buf_addf(out, "plain text (%zu characters)",
			count_characters(text, len));
}

void
intake_classify(const uint8_t *bytes, size_t len, struct buf *out)
{
	struct err ignored;
	STRING text = str_ndup((const char *)bytes, len, &ignored);

	if (text == NULL)
		out->failed = true;
	else if (len == 0)
		buf_add_str(out, "an empty code");
	else if (!utf8_valid(text, len) || memchr(text, '\0', len) != NULL)
		buf_addf(out, "data that is not text (%zu bytes)", len);
	else
		classify_text(text, len, out);
}
