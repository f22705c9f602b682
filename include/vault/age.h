/*
 * The age file format, age-encryption.org/v1: header with stanzas, header
 * MAC, STREAM payload. Pure: bytes in, bytes out.
 */
#ifndef VAULT_AGE_H
#define VAULT_AGE_H

#include "base/buf.h"
#include "base/secret.h"

#define AGE_FILE_KEY_BYTES 16
#define AGE_CHUNK_BYTES ((size_t)64 * 1024)
#define AGE_NONCE_BYTES 16
#define AGE_LOG_N_MIN 1
#define AGE_LOG_N_MAX 22
#define AGE_HEADER_MAX ((size_t)64 * 1024)
#define AGE_STANZAS_MAX 64

/* True if the bytes begin like a binary or armored age file. */
bool age_match(const uint8_t *bytes, size_t len);

struct age_stanza {
	char *type;      /* first argument: "scrypt", "X25519", ... */
	char **args;     /* the others */
	size_t arg_count;
	struct secret body;
};

/* A parsed header. text holds its exact bytes, MAC line included, so that a
 * save can keep it. */
struct age_header {
	struct age_stanza *stanzas;
	size_t stanza_count;
	uint8_t mac[32];
	struct buf text;
};

#define AGE_HEADER CLEANUP(age_header_wipe) struct age_header

/* Parses the header at the start of a binary age file; text.len then tells
 * where the payload begins. ERR_DAMAGED for anything malformed. */
bool age_header_parse(const uint8_t *bytes, size_t len,
	struct age_header *out, struct err *err) MUST_USE;
void age_header_wipe(struct age_header *header);

/* Makes a header with one scrypt stanza, and a fresh file key. */
bool age_header_new_scrypt(const struct secret *passphrase,
	unsigned int log_n, struct age_header *out, struct secret *file_key,
	struct err *err) MUST_USE;

/* The file key from the passphrase: ERR_LOCKED if it is the wrong one or the
 * file has no scrypt stanza, ERR_DAMAGED if the header's MAC is wrong. */
bool age_header_unlock_scrypt(const struct age_header *header,
	const struct secret *passphrase, struct secret *file_key,
	struct err *err) MUST_USE;

/* Checks the header MAC with a file key got elsewhere. */
bool age_header_verify(const struct age_header *header,
	const struct secret *file_key, struct err *err) MUST_USE;

/* Takes decrypted bytes; false stops. */
typedef bool age_sink(void *arg, const uint8_t *bytes, size_t len,
	struct err *err);

/* Decrypts a payload (nonce and chunks) chunk by chunk; each chunk reaches the
 * sink only after its tag verified. ERR_DAMAGED if one does not, or the last
 * is missing, with all chunks before delivered. */
bool age_payload_open(const struct secret *file_key, const uint8_t *bytes,
	size_t len, age_sink *sink, void *arg, struct err *err) MUST_USE;

/* Appends a fresh payload nonce and the encrypted chunks. */
bool age_payload_seal(const struct secret *file_key, const uint8_t *bytes,
	size_t len, struct buf *out, struct err *err) MUST_USE;

#endif
