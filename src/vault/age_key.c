/* What the file key does in a header: its MAC, and being wrapped. */
#include "vault/age_stanza.h"

#include "codec/base64.h"
#include "crypto/aead.h"
#include "crypto/hash.h"

/* The MAC covers the text up to and including "---". */
static bool
compute_mac(const struct secret *file_key, const uint8_t *text, size_t len,
	uint8_t mac[static HASH_MAX_BYTES], struct err *err)
{
	SECRET key = {0};

	return hash_hkdf_sha256(file_key, NULL, 0, "header", AGE_MAC_BYTES,
		&key, err) &&
		hash_hmac(HASH_SHA256, &key, text, len, mac, err);
}

bool
age_header_verify(const struct age_header *header,
	const struct secret *file_key, struct err *err)
{
	uint8_t mac[HASH_MAX_BYTES];
	unsigned int difference = 0;
	size_t mac_line = strlen(AGE_MAC_START) + 1 + 43 + 1;

	if (file_key->len != AGE_FILE_KEY_BYTES ||
	    header->text.len < mac_line)
		return err_set(err, ERR_DAMAGED, "the header is not whole");
	if (!compute_mac(file_key, header->text.data,
		    header->text.len - mac_line + strlen(AGE_MAC_START), mac,
		    err))
		return false;
	for (size_t i = 0; i < AGE_MAC_BYTES; i++)
		difference |= (unsigned int)(mac[i] ^ header->mac[i]);
	if (difference != 0)
		return err_set(err, ERR_DAMAGED,
			"the header was changed: its MAC is wrong");
	return true;
}

void
age_header_begin(struct buf *text)
{
	buf_add_str(text, AGE_VERSION_LINE "\n");
}

void
age_stanza_write(struct buf *out, const char *const *args,
	const uint8_t *body, size_t len)
{
	BUF text = {0};
	size_t done = 0;

	buf_add_str(out, AGE_STANZA_START);
	for (; *args != NULL; args++) {
		buf_add_byte(out, ' ');
		buf_add_str(out, *args);
	}
	buf_add_byte(out, '\n');
	base64_encode(body, len, BASE64_RAW_STRICT, &text);
	out->failed = out->failed || text.failed;
	for (; text.len - done >= AGE_COLUMNS; done += AGE_COLUMNS) {
		buf_add(out, text.data + done, AGE_COLUMNS);
		buf_add_byte(out, '\n');
	}
	buf_add(out, buf_text(&text) + done, text.len - done);
	buf_add_byte(out, '\n');
}

bool
age_header_end(struct buf *text, const struct secret *file_key,
	struct age_header *out, struct err *err)
{
	uint8_t mac[HASH_MAX_BYTES];

	buf_add_str(text, AGE_MAC_START);
	if (!buf_ok(text, err) ||
	    !compute_mac(file_key, text->data, text->len, mac, err))
		return false;
	buf_add_byte(text, ' ');
	base64_encode(mac, AGE_MAC_BYTES, BASE64_RAW_STRICT, text);
	buf_add_byte(text, '\n');
	return buf_ok(text, err) &&
		age_header_parse(text->data, text->len, out, err);
}

bool
age_wrap(const struct secret *wrap_key, const struct secret *file_key,
	uint8_t body[static AGE_WRAPPED_BYTES], struct err *err)
{
	static const uint8_t nonce[AEAD_NONCE_BYTES];

	return aead_seal(wrap_key, nonce, file_key->bytes, AGE_FILE_KEY_BYTES,
		body, err);
}

bool
age_unwrap(const struct secret *wrap_key, const struct age_stanza *stanza,
	struct secret *file_key, struct err *err)
{
	static const uint8_t nonce[AEAD_NONCE_BYTES];
	SECRET key = {0};

	if (!secret_init(&key, AGE_FILE_KEY_BYTES, err))
		return false;
	if (!aead_open(wrap_key, nonce, stanza->body.bytes, AGE_WRAPPED_BYTES,
		    key.bytes, err)) {
		if (err->kind == ERR_DAMAGED)
			err_set(err, ERR_LOCKED, "the key does not fit");
		return false;
	}
	*file_key = secret_move(&key);
	return true;
}
