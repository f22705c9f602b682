/* The scrypt stanza: "-> scrypt SALT LOG_N" and a wrapped file key. */
#include "vault/age_stanza.h"

#include "codec/base64.h"
#include "crypto/aead.h"
#include "crypto/crypto.h"
#include "crypto/kdf.h"

#define TYPE AGE_SCRYPT_TYPE
#define LABEL "age-encryption.org/v1/scrypt"
#define SALT_BYTES ((size_t)16)
#define LOG_N_DIGITS 2

enum { ARG_SALT, ARG_LOG_N, ARG_COUNT };

static bool
malformed(const char *reason, struct err *err)
{
	err_set(err, ERR_DAMAGED, "%s", reason);
	return err_at(err, "scrypt stanza");
}

/* Digits only, no zero in front. */
static bool
parse_log_n(const char *text, unsigned int *out)
{
	unsigned int value = 0;
	size_t len = strlen(text);

	if (text[0] == '0' || len == 0 || len > LOG_N_DIGITS)
		return false;
	for (; *text >= '0' && *text <= '9'; text++)
		value = value * 10 + (unsigned int)(*text - '0');
	*out = value;
	return *text == '\0' && value >= AGE_LOG_N_MIN &&
		value <= AGE_LOG_N_MAX;
}

bool
age_scrypt_check(const struct age_header *header,
	const struct age_stanza *stanza, struct err *err)
{
	BUF salt = {0};
	unsigned int log_n;

	if (header->stanza_count != 1)
		return malformed("must be the only one, is not", err);
	if (stanza->arg_count != ARG_COUNT)
		return malformed("must have a salt and a work factor", err);
	if (!base64_decode(stanza->args[ARG_SALT],
		    strlen(stanza->args[ARG_SALT]), BASE64_RAW_STRICT, &salt,
		    err) ||
	    salt.len != SALT_BYTES)
		return malformed("the salt must be 16 bytes in canonical "
			"Base64, is not", err);
	if (!parse_log_n(stanza->args[ARG_LOG_N], &log_n))
		return malformed("the work factor must be 1 to 22, is not",
			err);
	if (stanza->body.len != AGE_WRAPPED_BYTES)
		return malformed("the wrapped key must be 32 bytes, is not",
			err);
	return true;
}

/* The key that the file key is wrapped with. */
static bool
derive(const struct secret *passphrase, const uint8_t salt[static SALT_BYTES],
	unsigned int log_n, struct secret *out, struct err *err)
{
	BUF salted = {0};

	buf_add_str(&salted, LABEL);
	buf_add(&salted, salt, SALT_BYTES);
	return buf_ok(&salted, err) &&
		secret_init(out, AEAD_KEY_BYTES, err) && crypto_start(err) &&
		kdf_scrypt(passphrase->bytes, passphrase->len, salted.data,
			salted.len, log_n, 8, 1, out, err);
}

static bool
derive_for(const struct age_header *header, const struct secret *passphrase,
	struct secret *out, struct err *err)
{
	const struct age_stanza *stanza = header->stanzas;
	BUF salt = {0};
	unsigned int log_n;

	if (header->stanza_count == 0 || strcmp(stanza->type, TYPE) != 0)
		return err_set(err, ERR_LOCKED,
			"is not locked with a passphrase");
	return age_scrypt_check(header, stanza, err) &&
		base64_decode(stanza->args[ARG_SALT],
			strlen(stanza->args[ARG_SALT]), BASE64_RAW_STRICT,
			&salt, err) &&
		parse_log_n(stanza->args[ARG_LOG_N], &log_n) &&
		derive(passphrase, salt.data, log_n, out, err);
}

bool
age_header_unlock_scrypt(const struct age_header *header,
	const struct secret *passphrase, struct secret *file_key,
	struct err *err)
{
	SECRET wrap_key = {0}, key = {0};

	if (!derive_for(header, passphrase, &wrap_key, err))
		return false;
	if (!age_unwrap(&wrap_key, &header->stanzas[0], &key, err)) {
		if (err->kind == ERR_LOCKED)
			err_set(err, ERR_LOCKED, "wrong passphrase");
		return false;
	}
	if (!age_header_verify(header, &key, err))
		return false;
	*file_key = secret_move(&key);
	return true;
}

bool
age_header_new_scrypt(const struct secret *passphrase, unsigned int log_n,
	struct age_header *out, struct secret *file_key, struct err *err)
{
	uint8_t salt[SALT_BYTES], body[AGE_WRAPPED_BYTES];
	char log_n_text[LOG_N_DIGITS + 1];
	SECRET wrap_key = {0}, key = {0};
	BUF salt_text = {0};
	BUF text = {0};

	if (log_n < AGE_LOG_N_MIN || log_n > AGE_LOG_N_MAX)
		return err_set(err, ERR_FORMAT,
			"the work factor must be 1 to 22, is %u", log_n);
	if (!crypto_random(salt, sizeof(salt), err) ||
	    !secret_init(&key, AGE_FILE_KEY_BYTES, err) ||
	    !crypto_random(key.bytes, key.len, err) ||
	    !derive(passphrase, salt, log_n, &wrap_key, err) ||
	    !age_wrap(&wrap_key, &key, body, err))
		return false;
	base64_encode(salt, sizeof(salt), BASE64_RAW_STRICT, &salt_text);
	snprintf(log_n_text, sizeof(log_n_text), "%u", log_n % 100);
	if (!buf_ok(&salt_text, err))
		return false;
	age_header_begin(&text);
	age_stanza_write(&text, (const char *const[]){TYPE,
		buf_text(&salt_text), log_n_text, NULL}, body, sizeof(body));
	if (!age_header_end(&text, &key, out, err))
		return false;
	*file_key = secret_move(&key);
	return true;
}
