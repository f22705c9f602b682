/* Lines of a vault, and reading them. */
#ifndef LINES_H
#define LINES_H

#include "codec/json.h"
#include "vault/payload.h"

/* As otp-vault(5) describes them. */
#define ID "11111111-1111-4111-8111-111111111111"
#define ID_2 "22222222-2222-4222-8222-222222222222"
#define VAULT_ID "99999999-9999-4999-8999-999999999999"
#define FIRST "{\"otp-vault\":1,\"id\":\"" VAULT_ID "\",\"revision\":42," \
	"\"saved\":1700000000}\n"
#define TOTP "{\"id\":\"" ID "\",\"issuer\":\"GitHub\",\"account\":\"alice\"," \
	"\"type\":\"totp\",\"secret\":\"JBSWY3DPEHPK3PXP\"," \
	"\"algorithm\":\"SHA256\",\"digits\":8,\"period\":60," \
	"\"tags\":[\"work\",\"a b\"],\"note\":\"two\\nlines\"," \
	"\"favorite\":true,\"recovery\":[{\"code\":\"abc\"}," \
	"{\"code\":\"d\\\"e\",\"used\":1600000000}],\"created\":1," \
	"\"modified\":2,\"trashed\":3}"
#define HOTP "{\"id\":\"" ID_2 "\",\"issuer\":\"\",\"account\":\"bob\"," \
	"\"type\":\"hotp\",\"secret\":\"JBSWY3DPEHPK3PXP\"," \
	"\"algorithm\":\"SHA1\",\"digits\":6,\"counter\":7}"
/* The least that an account needs. */
#define LEAST "{\"id\":\"" ID "\",\"type\":\"totp\"," \
	"\"secret\":\"JBSWY3DPEHPK3PXP\"}"

static inline int
setup(void **state)
{
	(void)state;
	json_start();
	return 0;
}

static inline bool
collect(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	buf_add(arg, bytes, len);
	return buf_ok(arg, err);
}

static inline bool
read_bytes(const char *text, size_t len, size_t piece,
	struct payload *payload, struct err *err)
{
	PAYLOAD_READER reader = {.payload = payload};

	for (size_t at = 0; at < len; at += piece) {
		size_t part = len - at < piece ? len - at : piece;

		if (!payload_feed(&reader, (const uint8_t *)text + at, part,
			    err))
			return false;
	}
	return payload_finish(&reader, err);
}

static inline bool
read_text(const char *text, struct payload *payload, struct err *err)
{
	return read_bytes(text, strlen(text), 7, payload, err);
}

/* "column 12: ..." becomes "column: ...": where exactly jansson stops is its
 * own affair. */
static inline void
without_column(const char *text, char out[static 300])
{
	const char *at = strstr(text, "column ");
	size_t before = at != NULL ? (size_t)(at - text) + 6 : strlen(text);
	const char *after = at != NULL ? strchr(at, ':') : "";

	if (after == NULL)
		abort();
	snprintf(out, 300, "%.*s%s", (int)before, text, after);
}

#endif
