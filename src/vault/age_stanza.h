/* The kinds of stanza: what age_header.c needs of them, and they of it. */
#ifndef VAULT_AGE_STANZA_H
#define VAULT_AGE_STANZA_H

#include "vault/age.h"

#define AGE_VERSION_LINE "age-encryption.org/v1"
#define AGE_STANZA_START "->"
#define AGE_MAC_START "---"
#define AGE_COLUMNS 64 /* of Base64 in a stanza's body */
#define AGE_WRAPPED_BYTES 32 /* a file key and a tag */

/* Is a stanza of the kind well formed, in this header? ERR_DAMAGED if not. */
bool age_scrypt_check(const struct age_header *header,
	const struct age_stanza *stanza, struct err *err) MUST_USE;
bool age_x25519_check(const struct age_header *header,
	const struct age_stanza *stanza, struct err *err) MUST_USE;

/* Appends one stanza; args ends with NULL, its first is the type. */
void age_stanza_write(struct buf *out, const char *const *args,
	const uint8_t *body, size_t len);

/* Appends the version line, with which a header begins. */
void age_header_begin(struct buf *text);

/* Appends the MAC line to the text and parses the whole into *out. */
bool age_header_end(struct buf *text, const struct secret *file_key,
	struct age_header *out, struct err *err) MUST_USE;

/* Wraps and unwraps a file key: ChaCha20-Poly1305 with a zero nonce. A wrong
 * key is ERR_LOCKED without a text of its own. */
bool age_wrap(const struct secret *wrap_key, const struct secret *file_key,
	uint8_t body[static AGE_WRAPPED_BYTES], struct err *err) MUST_USE;
bool age_unwrap(const struct secret *wrap_key, const struct age_stanza *stanza,
	struct secret *file_key, struct err *err) MUST_USE;

#endif
