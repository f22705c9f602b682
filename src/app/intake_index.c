#include "app/intake_index.h"

#include "base/secmem.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"

#define DIGEST_BYTES 32
#define FIRST_CAP ((size_t)64)

/* An open-addressed table, at most half full. A zero digest is a free place:
 * that HMAC gives one is as likely as any forgery. */
struct intake_index {
	struct secret key;
	uint8_t (*digests)[DIGEST_BYTES];
	size_t len, cap; /* cap is a power of two */
};

static const uint8_t free_place[DIGEST_BYTES];

/* The place of the digest, or the free one where it belongs. */
static uint8_t *
place_of(const struct intake_index *index, const uint8_t *digest)
{
	size_t at = 0;

	memcpy(&at, digest, sizeof(at));
	for (;; at++) {
		uint8_t *place = index->digests[at & (index->cap - 1)];

		if (memcmp(place, digest, DIGEST_BYTES) == 0 ||
		    memcmp(place, free_place, DIGEST_BYTES) == 0)
			return place;
	}
}

static bool
grow(struct intake_index *index, struct err *err)
{
	struct intake_index old = *index;
	size_t cap = old.cap > 0 ? old.cap * 2 : FIRST_CAP;
	void *digests = secmem_alloc(cap * DIGEST_BYTES);

	if (digests == NULL)
		return err_nomem(err);
	memset(digests, 0, cap * DIGEST_BYTES);
	index->digests = digests;
	index->cap = cap;
	for (size_t i = 0; i < old.cap; i++) {
		if (memcmp(old.digests[i], free_place, DIGEST_BYTES) != 0)
			memcpy(place_of(index, old.digests[i]),
				old.digests[i], DIGEST_BYTES);
	}
	secmem_free(old.digests);
	return true;
}

static void
index_wipe(struct intake_index *index)
{
	secret_wipe(&index->key);
	secmem_free(index->digests);
}

struct intake_index *
intake_index_new(struct err *err)
{
	struct intake_index *index = secmem_alloc(sizeof(*index));

	if (index == NULL) {
		err_nomem(err);
		return NULL;
	}
	*index = (struct intake_index){0};
	if (secret_init(&index->key, DIGEST_BYTES, err) &&
	    crypto_random(index->key.bytes, index->key.len, err) &&
	    grow(index, err))
		return index;
	intake_index_free(index);
	return NULL;
}

void
intake_index_free(struct intake_index *index)
{
	if (index != NULL)
		index_wipe(index);
	secmem_free(index);
}

static void
add_field(struct buf *out, const void *bytes, size_t len)
{
	buf_addf(out, "%zu:", len);
	buf_add(out, bytes, len);
}

bool
intake_index_add(struct intake_index *index, const struct entry *entry,
	bool *known, struct err *err)
{
	uint8_t digest[HASH_MAX_BYTES];
	BUF text = {0};
	uint8_t *place;

	if (index->len >= index->cap / 2 && !grow(index, err))
		return false;
	buf_addf(&text, "%d:", (int)entry->type);
	add_field(&text, entry->secret.bytes, entry->secret.len);
	add_field(&text, entry->issuer, strlen(entry->issuer));
	add_field(&text, entry->account, strlen(entry->account));
	if (!buf_ok(&text, err) || !hash_hmac(HASH_SHA256, &index->key,
			text.data, text.len, digest, err))
		return false;
	place = place_of(index, digest);
	*known = memcmp(place, digest, DIGEST_BYTES) == 0;
	if (!*known) {
		memcpy(place, digest, DIGEST_BYTES);
		index->len++;
	}
	return true;
}

bool
intake_index_add_all(struct intake_index *index,
	const struct entries *entries, struct err *err)
{
	bool known;

	for (size_t i = 0; i < entries->len; i++) {
		const struct entry *entry = entries->items[i];

		if (entry->trashed == 0 && !entry_is_broken(entry) &&
		    !intake_index_add(index, entry, &known, err))
			return false;
	}
	return true;
}
