/* The X25519 stanza: "-> X25519 SHARE" and a wrapped file key. */
#include "vault/age_stanza.h"

#include "codec/base64.h"
#include "codec/bech32.h"
#include "crypto/aead.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"

#define TYPE AGE_X25519_TYPE
#define LABEL "age-encryption.org/v1/X25519"
#define IDENTITY_PREFIX "age-secret-key-"
#define RECIPIENT_PREFIX "age"

enum { ARG_SHARE, ARG_COUNT };

static bool
malformed(const char *reason, struct err *err)
{
	err_set(err, ERR_DAMAGED, "%s", reason);
	return err_at(err, "X25519 stanza");
}

static bool
parse_share(const struct age_stanza *stanza,
	uint8_t share[static X25519_BYTES], struct err *err)
{
	BUF bytes = {0};

	if (stanza->arg_count != ARG_COUNT)
		return malformed("must have one share", err);
	if (!base64_decode(stanza->args[ARG_SHARE],
		    strlen(stanza->args[ARG_SHARE]), BASE64_RAW_STRICT,
		    &bytes, err) ||
	    bytes.len != X25519_BYTES)
		return malformed("the share must be 32 bytes in canonical "
			"Base64, is not", err);
	memcpy(share, bytes.data, X25519_BYTES);
	return true;
}

bool
age_x25519_check(const struct age_header *header,
	const struct age_stanza *stanza, struct err *err)
{
	uint8_t share[X25519_BYTES];

	(void)header;
	if (!parse_share(stanza, share, err))
		return false;
	if (stanza->body.len != AGE_WRAPPED_BYTES)
		return malformed("the wrapped key must be 32 bytes, is not",
			err);
	return true;
}

/* One's own secret and the other's public key make the key that wraps. */
static bool
derive(const struct secret *key, const uint8_t *point, const uint8_t *share,
	const uint8_t *recipient, struct secret *out, struct err *err)
{
	uint8_t salt[2 * X25519_BYTES];
	SECRET shared = {0};

	memcpy(salt, share, X25519_BYTES);
	memcpy(salt + X25519_BYTES, recipient, X25519_BYTES);
	return x25519_shared(key, point, &shared, err) &&
		hash_hkdf_sha256(&shared, salt, sizeof(salt), LABEL,
			AEAD_KEY_BYTES, out, err);
}

static bool
unwrap(const struct age_stanza *stanza, const struct secret *identity,
	struct secret *file_key, struct err *err)
{
	uint8_t share[X25519_BYTES], recipient[X25519_BYTES];
	SECRET wrap_key = {0};

	return parse_share(stanza, share, err) &&
		x25519_public(identity, recipient, err) &&
		derive(identity, share, share, recipient, &wrap_key, err) &&
		age_unwrap(&wrap_key, stanza, file_key, err);
}

bool
age_header_unlock_x25519(const struct age_header *header,
	const struct secret *identity, struct secret *file_key,
	struct err *err)
{
	SECRET key = {0};

	for (size_t i = 0; i < header->stanza_count; i++) {
		if (strcmp(header->stanzas[i].type, TYPE) != 0)
			continue;
		if (!unwrap(&header->stanzas[i], identity, &key, err)) {
			if (err->kind != ERR_LOCKED)
				return false;
			continue;
		}
		if (!age_header_verify(header, &key, err))
			return false;
		*file_key = secret_move(&key);
		return true;
	}
	return err_set(err, ERR_LOCKED, "is not locked with this identity");
}

/* A fresh secret for each stanza; its public key is the share. */
static bool
add_stanza(const uint8_t *recipient, const struct secret *file_key,
	struct buf *text, struct err *err)
{
	uint8_t share[X25519_BYTES], body[AGE_WRAPPED_BYTES];
	SECRET ephemeral = {0};
	SECRET wrap_key = {0};
	BUF share_text = {0};

	if (!secret_init(&ephemeral, X25519_BYTES, err) ||
	    !crypto_random(ephemeral.bytes, ephemeral.len, err) ||
	    !x25519_public(&ephemeral, share, err) ||
	    !derive(&ephemeral, recipient, share, recipient, &wrap_key, err) ||
	    !age_wrap(&wrap_key, file_key, body, err))
		return false;
	base64_encode(share, sizeof(share), BASE64_RAW_STRICT, &share_text);
	if (!buf_ok(&share_text, err))
		return false;
	age_stanza_write(text, (const char *const[]){TYPE,
		buf_text(&share_text), NULL}, body, sizeof(body));
	return true;
}

bool
age_header_new_x25519(const struct age_recipient *recipients, size_t count,
	struct age_header *out, struct secret *file_key, struct err *err)
{
	SECRET key = {0};
	BUF text = {0};

	if (count < 1 || count > AGE_STANZAS_MAX)
		return err_set(err, ERR_FORMAT,
			"recipients must be 1 to %d, are %zu", AGE_STANZAS_MAX,
			count);
	if (!secret_init(&key, AGE_FILE_KEY_BYTES, err) ||
	    !crypto_random(key.bytes, key.len, err))
		return false;
	age_header_begin(&text);
	for (size_t i = 0; i < count; i++) {
		if (!add_stanza(recipients[i].bytes, &key, &text, err))
			return false;
	}
	if (!age_header_end(&text, &key, out, err))
		return false;
	*file_key = secret_move(&key);
	return true;
}

bool
age_identity_parse(const char *text, size_t len, struct secret *out,
	struct err *err)
{
	SECRET key = {0};

	if (!bech32_decode(text, len, IDENTITY_PREFIX, &key, err))
		return false;
	if (key.len != X25519_BYTES)
		return err_set(err, ERR_FORMAT, "must hold %d bytes, holds %zu",
			X25519_BYTES, key.len);
	*out = secret_move(&key);
	return true;
}

bool
age_identity_recipient(const struct secret *identity,
	struct age_recipient *out, struct err *err)
{
	return x25519_public(identity, out->bytes, err);
}

bool
age_recipient_parse(const char *text, size_t len, struct age_recipient *out,
	struct err *err)
{
	SECRET point = {0};

	if (!bech32_decode(text, len, RECIPIENT_PREFIX, &point, err))
		return false;
	if (point.len != X25519_BYTES)
		return err_set(err, ERR_FORMAT, "must hold %d bytes, holds %zu",
			X25519_BYTES, point.len);
	memcpy(out->bytes, point.bytes, X25519_BYTES);
	return true;
}

void
age_recipient_write(const struct age_recipient *recipient, struct buf *out)
{
	bech32_encode(RECIPIENT_PREFIX, recipient->bytes, X25519_BYTES, out);
}
