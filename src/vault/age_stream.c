/*
 * The payload: a nonce, then chunks of 64 KiB, each with its tag. The AEAD
 * nonce is the chunk's number and, in its last byte, whether it is the last.
 */
#include "vault/age.h"

#include "crypto/aead.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"

#define SEALED_BYTES (AGE_CHUNK_BYTES + AEAD_TAG_BYTES)
#define COUNTER_BYTES 8 /* of 11: the three before them stay zero */

static void
chunk_nonce(uint64_t counter, bool last, uint8_t nonce[AEAD_NONCE_BYTES])
{
	memset(nonce, 0, AEAD_NONCE_BYTES);
	nonce[AEAD_NONCE_BYTES - 1] = last;
	for (size_t i = 0; i < COUNTER_BYTES; i++, counter >>= 8)
		nonce[AEAD_NONCE_BYTES - 2 - i] = (uint8_t)counter;
}

static bool
payload_key(const struct secret *file_key, const uint8_t *nonce,
	struct secret *key, struct err *err)
{
	return hash_hkdf_sha256(file_key, nonce, AGE_NONCE_BYTES, "payload",
		AEAD_KEY_BYTES, key, err);
}

bool
age_opener_init(struct age_opener *opener, const struct secret *file_key,
	age_sink *sink, void *arg, struct err *err)
{
	*opener = (struct age_opener){.sink = sink, .arg = arg};
	return secret_set(&opener->file_key, file_key->bytes, file_key->len,
		err);
}

static bool
try_chunk(struct age_opener *opener, bool last, struct err *err)
{
	uint8_t nonce[AEAD_NONCE_BYTES];
	size_t len = opener->sealed.len;
	uint8_t *plain;

	opener->plain.len = 0;
	plain = buf_reserve(&opener->plain, len);
	if (plain == NULL)
		return err_nomem(err);
	chunk_nonce(opener->counter, last, nonce);
	return aead_open(&opener->key, nonce, opener->sealed.data, len, plain,
		err);
}

static bool
damaged_chunk(const struct age_opener *opener, const char *reason,
	struct err *err)
{
	err_set(err, ERR_DAMAGED, "%s", reason);
	return err_at(err, "chunk %llu",
		(unsigned long long)opener->counter + 1);
}

/*
 * Opens what is in sealed. A whole chunk that is not the one its place in the
 * file calls for is damage too, but it is authentic, so it is delivered: cut
 * off behind it, or something appended to the file.
 */
static bool
open_chunk(struct age_opener *opener, bool last, struct err *err)
{
	const char *reason = NULL;
	size_t len;

	if (opener->sealed.len < AEAD_TAG_BYTES)
		return damaged_chunk(opener, "the file is cut off here", err);
	if (!try_chunk(opener, last, err)) {
		if (err->kind != ERR_DAMAGED)
			return false;
		reason = last ? "the file is cut off behind it"
			      : "something was added behind it";
		if (opener->sealed.len != SEALED_BYTES ||
		    !try_chunk(opener, !last, err))
			return damaged_chunk(opener,
				"cut off or changed: its tag is wrong", err);
	}
	len = opener->sealed.len - AEAD_TAG_BYTES;
	if (len == 0 && opener->counter > 0)
		return damaged_chunk(opener, "must not be empty", err);
	if (len > 0 &&
	    !opener->sink(opener->arg, opener->plain.data, len, err))
		return false;
	if (reason != NULL)
		return damaged_chunk(opener, reason, err);
	opener->counter++;
	opener->sealed.len = 0;
	return true;
}

/* Moves bytes into sealed until it holds want; how many were taken. */
static size_t
gather(struct age_opener *opener, size_t want, const uint8_t *bytes,
	size_t len)
{
	size_t part = want - opener->sealed.len;

	part = part < len ? part : len;
	buf_add(&opener->sealed, bytes, part);
	return part;
}

static bool
take_nonce(struct age_opener *opener, struct err *err)
{
	if (!payload_key(&opener->file_key, opener->sealed.data,
		    &opener->key, err))
		return false;
	secret_wipe(&opener->file_key);
	opener->sealed.len = 0;
	return true;
}

bool
age_opener_feed(struct age_opener *opener, const uint8_t *bytes, size_t len,
	struct err *err)
{
	while (len > 0) {
		bool in_nonce = opener->key.bytes == NULL;
		size_t part;

		/* A full chunk is the last one unless more follows. */
		if (opener->sealed.len == SEALED_BYTES &&
		    !open_chunk(opener, false, err))
			return false;
		part = gather(opener,
			in_nonce ? AGE_NONCE_BYTES : SEALED_BYTES, bytes, len);
		if (!buf_ok(&opener->sealed, err))
			return false;
		bytes += part;
		len -= part;
		if (in_nonce && opener->sealed.len == AGE_NONCE_BYTES &&
		    !take_nonce(opener, err))
			return false;
	}
	return true;
}

bool
age_opener_finish(struct age_opener *opener, struct err *err)
{
	if (opener->key.bytes == NULL)
		return err_set(err, ERR_DAMAGED,
			"the file is cut off behind the header");
	return open_chunk(opener, true, err);
}

void
age_opener_wipe(struct age_opener *opener)
{
	secret_wipe(&opener->file_key);
	secret_wipe(&opener->key);
	buf_wipe(&opener->sealed);
	buf_wipe(&opener->plain);
}

/* One chunk of a damaged payload; *gap: something is missing there or behind
 * it. */
static bool
salvage_chunk(struct age_opener *opener, bool at_end, bool *gap,
	struct err *err)
{
	bool good = false;

	*gap = true;
	if (opener->sealed.len < AEAD_TAG_BYTES)
		return true;
	if (try_chunk(opener, at_end, err)) {
		*gap = false;
		good = true;
	} else if (err->kind != ERR_DAMAGED) {
		return false;
	} else {
		good = try_chunk(opener, !at_end, err);
	}
	return !good || opener->sealed.len == AEAD_TAG_BYTES ||
		opener->sink(opener->arg, opener->plain.data,
			opener->sealed.len - AEAD_TAG_BYTES, err);
}

bool
age_salvage(const uint8_t *bytes, size_t len, const struct secret *file_key,
	age_sink *sink, void *arg, size_t *lost, struct err *err)
{
	AGE_OPENER opener = {0};
	size_t at = AGE_NONCE_BYTES;

	*lost = 0;
	if (len <= at) {
		*lost = 1;
		return sink(arg, NULL, 0, err);
	}
	if (!age_opener_init(&opener, file_key, sink, arg, err) ||
	    !payload_key(file_key, bytes, &opener.key, err))
		return false;
	for (; at < len; at += opener.sealed.len, opener.counter++) {
		bool gap;

		opener.sealed.len = 0;
		gather(&opener, SEALED_BYTES, bytes + at, len - at);
		if (!buf_ok(&opener.sealed, err) ||
		    !salvage_chunk(&opener, at + opener.sealed.len == len,
			    &gap, err))
			return false;
		*lost += gap;
		if (gap && !sink(arg, NULL, 0, err))
			return false;
	}
	return true;
}

bool
age_sealer_init(struct age_sealer *sealer, const struct secret *file_key,
	age_sink *sink, void *arg, struct err *err)
{
	uint8_t nonce[AGE_NONCE_BYTES];

	*sealer = (struct age_sealer){.sink = sink, .arg = arg};
	return crypto_random(nonce, sizeof(nonce), err) &&
		payload_key(file_key, nonce, &sealer->key, err) &&
		secret_init(&sealer->plain, AGE_CHUNK_BYTES, err) &&
		secret_init(&sealer->sealed, SEALED_BYTES, err) &&
		sink(arg, nonce, sizeof(nonce), err);
}

static bool
seal_chunk(struct age_sealer *sealer, bool last, struct err *err)
{
	uint8_t nonce[AEAD_NONCE_BYTES];
	size_t len = sealer->have;

	chunk_nonce(sealer->counter++, last, nonce);
	sealer->have = 0;
	return aead_seal(&sealer->key, nonce, sealer->plain.bytes, len,
		sealer->sealed.bytes, err) &&
		sealer->sink(sealer->arg, sealer->sealed.bytes,
			len + AEAD_TAG_BYTES, err);
}

bool
age_sealer_feed(struct age_sealer *sealer, const uint8_t *bytes, size_t len,
	struct err *err)
{
	while (len > 0) {
		size_t part;

		if (sealer->have == AGE_CHUNK_BYTES &&
		    !seal_chunk(sealer, false, err))
			return false;
		part = AGE_CHUNK_BYTES - sealer->have;
		part = part < len ? part : len;
		memcpy(sealer->plain.bytes + sealer->have, bytes, part);
		sealer->have += part;
		bytes += part;
		len -= part;
	}
	return true;
}

bool
age_sealer_finish(struct age_sealer *sealer, struct err *err)
{
	return seal_chunk(sealer, true, err);
}

void
age_sealer_wipe(struct age_sealer *sealer)
{
	secret_wipe(&sealer->key);
	secret_wipe(&sealer->plain);
	secret_wipe(&sealer->sealed);
}
