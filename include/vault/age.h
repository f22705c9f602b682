/*
 * The age file format, age-encryption.org/v1: header with stanzas, header
 * MAC, STREAM payload, ASCII armor. Pure: bytes in, bytes out.
 */
#ifndef VAULT_AGE_H
#define VAULT_AGE_H

#include "base/buf.h"
#include "base/secret.h"
#include "crypto/x25519.h"

#define AGE_FILE_KEY_BYTES 16
#define AGE_CHUNK_BYTES ((size_t)64 * 1024)
#define AGE_NONCE_BYTES 16
#define AGE_MAC_BYTES 32
#define AGE_LOG_N_MIN 1
#define AGE_LOG_N_MAX 22
#define AGE_HEADER_MAX ((size_t)64 * 1024)
#define AGE_STANZAS_MAX 64
#define AGE_ARGS_MAX 64 /* of one stanza */

/* True if the bytes begin like a binary or armored age file. */
bool age_match(const uint8_t *bytes, size_t len);

/* True if the bytes begin like an armored one (blanks in front allowed). */
bool age_is_armored(const uint8_t *bytes, size_t len);

/* Appends the binary file that the armor holds. ERR_DAMAGED if malformed. */
bool age_unarmor(const uint8_t *bytes, size_t len, struct buf *out,
	struct err *err) MUST_USE;

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
	uint8_t mac[AGE_MAC_BYTES];
	struct buf text;
};

#define AGE_HEADER CLEANUP(age_header_wipe) struct age_header

/*
 * Parses the header at the start of a binary age file; text.len then tells
 * where the payload begins. The first AGE_HEADER_MAX bytes are enough. Stanzas
 * of the kinds we know are checked as well. ERR_DAMAGED for anything
 * malformed.
 */
bool age_header_parse(const uint8_t *bytes, size_t len,
	struct age_header *out, struct err *err) MUST_USE;
void age_header_wipe(struct age_header *header);

#define AGE_SCRYPT_TYPE "scrypt"
#define AGE_X25519_TYPE "X25519"

/* True if one of its stanzas is of this type. */
bool age_header_has(const struct age_header *header, const char *type);

/* Gives all away; *from is empty ({0}) then. */
struct age_header age_header_move(struct age_header *from);

/* Makes a header with one scrypt stanza, and a fresh file key. */
bool age_header_new_scrypt(const struct secret *passphrase,
	unsigned int log_n, struct age_header *out, struct secret *file_key,
	struct err *err) MUST_USE;

/* The file key from the passphrase: ERR_LOCKED if it is the wrong one or the
 * file has no scrypt stanza, ERR_DAMAGED if the header's MAC is wrong. */
bool age_header_unlock_scrypt(const struct age_header *header,
	const struct secret *passphrase, struct secret *file_key,
	struct err *err) MUST_USE;

/* Who may open a file: a public key, "age1...", and the secret one to it,
 * "AGE-SECRET-KEY-1...". ERR_FORMAT never tells the value. */
struct age_recipient {
	uint8_t bytes[X25519_BYTES];
};

bool age_recipient_parse(const char *text, size_t len,
	struct age_recipient *out, struct err *err) MUST_USE;
void age_recipient_write(const struct age_recipient *recipient,
	struct buf *out);
bool age_identity_parse(const char *text, size_t len, struct secret *out,
	struct err *err) MUST_USE;
bool age_identity_recipient(const struct secret *identity,
	struct age_recipient *out, struct err *err) MUST_USE;

/* Makes a header with one X25519 stanza for each, and a fresh file key. */
bool age_header_new_x25519(const struct age_recipient *recipients,
	size_t count, struct age_header *out, struct secret *file_key,
	struct err *err) MUST_USE;

/* The file key from an identity: ERR_LOCKED if no stanza is for it,
 * ERR_DAMAGED if the header's MAC is wrong. */
bool age_header_unlock_x25519(const struct age_header *header,
	const struct secret *identity, struct secret *file_key,
	struct err *err) MUST_USE;

/* Checks the header MAC with a file key got elsewhere. */
bool age_header_verify(const struct age_header *header,
	const struct secret *file_key, struct err *err) MUST_USE;

/* Takes bytes as they get ready; false stops. */
typedef bool age_sink(void *arg, const uint8_t *bytes, size_t len,
	struct err *err);

/*
 * Decrypts a payload (nonce and chunks) that is fed in pieces of any size;
 * each chunk reaches the sink only after its tag verified. ERR_DAMAGED if one
 * does not, if the last is missing or if something follows it, with all that
 * verified delivered. *file_key is only needed by age_opener_init().
 */
struct age_opener {
	struct secret file_key, key;
	struct buf sealed, plain; /* as large as the chunks need */
	uint64_t counter;
	age_sink *sink;
	void *arg;
};

#define AGE_OPENER CLEANUP(age_opener_wipe) struct age_opener

bool age_opener_init(struct age_opener *opener, const struct secret *file_key,
	age_sink *sink, void *arg, struct err *err) MUST_USE;
bool age_opener_feed(struct age_opener *opener, const uint8_t *bytes,
	size_t len, struct err *err) MUST_USE;
bool age_opener_finish(struct age_opener *opener, struct err *err) MUST_USE;
void age_opener_wipe(struct age_opener *opener);

/*
 * What verifies of a damaged payload that is in memory as a whole: each chunk
 * by itself, at the place where it should be. Where some are missing, the sink
 * gets NULL. *lost counts the gaps.
 */
bool age_salvage(const uint8_t *bytes, size_t len,
	const struct secret *file_key, age_sink *sink, void *arg, size_t *lost,
	struct err *err) MUST_USE;

/* Encrypts what it is fed; the sink gets a fresh payload nonce at
 * age_sealer_init(), then the chunks. */
struct age_sealer {
	struct secret key;
	struct secret plain, sealed;
	size_t have; /* bytes in plain */
	uint64_t counter;
	age_sink *sink;
	void *arg;
};

#define AGE_SEALER CLEANUP(age_sealer_wipe) struct age_sealer

bool age_sealer_init(struct age_sealer *sealer, const struct secret *file_key,
	age_sink *sink, void *arg, struct err *err) MUST_USE;
bool age_sealer_feed(struct age_sealer *sealer, const uint8_t *bytes,
	size_t len, struct err *err) MUST_USE;
bool age_sealer_finish(struct age_sealer *sealer, struct err *err) MUST_USE;
void age_sealer_wipe(struct age_sealer *sealer);

#endif
